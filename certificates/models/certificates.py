"""What was issued: words that stay, and a standing that may change."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..frozen import FrozenModel, FrozenQuerySet
from ..tokens import new_token
from ..wording import local_date
from .awards import IssuingBody
from .entitlements import Entitlement


class CertificateQuerySet(FrozenQuerySet):
    def standing(self):
        """Those neither revoked nor replaced; they may have run out."""
        return self.filter(revoked_at=None, superseded_at=None)

    def register(self):
        """In the order of the register book: year, number, issue."""
        return self.order_by("body__name", "-year", "-number", "-issue_no")


class Certificate(FrozenModel):
    """One issued paper: what it says never changes, only its standing does."""

    class Status(models.TextChoices):
        VALID = "valid", pgettext_lazy("certificate", "Valid")
        EXPIRED = "expired", pgettext_lazy("certificate", "Expired")
        REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")
        REPLACED = "replaced", pgettext_lazy("certificate", "Replaced")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    #: The public code: whoever holds the paper may look it up.
    token = models.CharField(
        max_length=26, default=new_token, unique=True, editable=False
    )
    entitlement = models.ForeignKey(
        Entitlement, on_delete=models.PROTECT, related_name="certificates"
    )
    body = models.ForeignKey(
        IssuingBody,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("issuing body"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    issue_no = models.PositiveSmallIntegerField(_("issue"), default=1)
    serial = models.CharField(_("serial number"), max_length=80)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="certificates",
        verbose_name=_("learner"),
    )
    learner_key = models.UUIDField()
    learner_label = models.CharField(_("name"), max_length=150)
    subject_key = models.UUIDField()
    subject_title = models.CharField(_("course"), max_length=255)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    #: Every printed word, as composed on the day of issue (see ``wording``).
    snapshot = models.JSONField()
    snapshot_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued at"))
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_reason = models.CharField(
        _("reason for revoking"), max_length=300, blank=True
    )
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = CertificateQuerySet.as_manager()

    frozen_fields = {
        "key",
        "token",
        "entitlement",
        "body",
        "year",
        "number",
        "issue_no",
        "serial",
        "learner_key",
        "subject_key",
        "subject_title",
        "round",
        "snapshot",
        "snapshot_sha256",
        "issued_at",
        "issued_on",
        "valid_until",
    }
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        permissions = [("revoke_certificate", _("Can revoke certificates"))]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number", "issue_no"],
                name="learn_certificates_one_serial",
            ),
            models.UniqueConstraint(
                fields=["learner_key", "subject_key", "round"],
                condition=Q(superseded_at=None, revoked_at=None),
                name="learn_certificates_one_standing_certificate_per_round",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, issue_no__gte=1, year__gte=2000),
                name="learn_certificates_serial_counts_from_one",
            ),
            models.CheckConstraint(
                condition=(
                    Q(revoked_at=None, revoked_reason="")
                    | (Q(revoked_at__isnull=False) & ~Q(revoked_reason=""))
                ),
                name="learn_certificates_revoking_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(token="") & ~Q(snapshot_sha256="") & ~Q(serial=""),
                name="learn_certificates_certificate_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("issued_at")),
                name="learn_certificates_replaced_after_issue",
            ),
        ]
        indexes = [
            models.Index(fields=["learner_key"], name="learn_certificates_by_learner"),
            models.Index(fields=["valid_until"], name="learn_certificates_by_expiry"),
        ]

    def __str__(self):
        return f"{self.serial}: {self.learner_label}"

    @property
    def status(self) -> str:
        """Return what the paper is worth today."""
        if self.revoked_at is not None:
            return self.Status.REVOKED
        if self.superseded_at is not None:
            return self.Status.REPLACED
        if self.valid_until is not None and self.valid_until < local_date(
            timezone.now()
        ):
            return self.Status.EXPIRED
        return self.Status.VALID

    def get_status_display(self) -> str:
        return self.Status(self.status).label

    @property
    def withdrawn_on(self):
        """Return the day on which the paper was revoked or replaced."""
        changed_at = self.revoked_at or self.superseded_at
        return local_date(changed_at) if changed_at else None

    @property
    def is_standing(self) -> bool:
        """Say whether the paper may still be handed out."""
        return self.revoked_at is None and self.superseded_at is None
