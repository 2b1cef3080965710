"""Slips: the one-time codes on paper that open accounts."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .users import User


class ActivationCodeQuerySet(models.QuerySet):
    def unused(self):
        return self.filter(used_at=None, withdrawn_at=None)

    def valid(self):
        """Codes that open an account now."""
        return self.unused().filter(expires_at__gt=timezone.now(), user__is_active=True)


class ActivationCode(models.Model):
    """The one-time code of a slip; only its fingerprint is kept.

    A new slip withdraws the one before it: at most one per account is unused.
    """

    class Purpose(models.TextChoices):
        FIRST = "first", _("first sign-in")
        RESET = "reset", _("new PIN")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="activation_codes"
    )
    code_digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=8, choices=Purpose)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ActivationCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("slip")
        verbose_name_plural = _("slips")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="accounts_activationcode_one_unused",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(withdrawn_at=None),
                name="accounts_activationcode_used_or_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.get_purpose_display()})"
