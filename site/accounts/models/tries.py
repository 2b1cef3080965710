"""The tries that count against the limits on guessing."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FailedTry(models.Model):
    """One try that counts against a limit; who and where only as fingerprints."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", _("sign-in")
        CODE = "code", _("code of a slip")
        SIGN_UP = "sign_up", _("sign-up")

    kind = models.CharField(max_length=8, choices=Kind)
    subject_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("failed try")
        verbose_name_plural = _("failed tries")
        indexes = [
            models.Index(
                fields=["kind", "subject_digest", "at"], name="accounts_try_subject"
            ),
            models.Index(
                fields=["kind", "address_digest", "at"], name="accounts_try_address"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
