"""Who has earned an award: the fact, before and after the paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..frozen import FrozenModel, FrozenQuerySet
from ..wording import local_date
from .awards import Award

#: What a course must state before its certificates count.
REVIEW_FIELDS = (
    "professional_reviewer",
    "professional_reviewed_on",
    "legal_reviewer",
    "legal_reviewed_on",
)


class EntitlementQuerySet(FrozenQuerySet):
    def awaiting(self):
        return self.filter(state=Entitlement.State.AWAITING)

    def for_automatic_issue(self):
        """Those that no person has to approve, oldest completion first."""
        return self.awaiting().filter(award__automatic=True, award__active=True)


class Entitlement(FrozenModel):
    """A learner has earned an award: the fact, before and after the paper."""

    class State(models.TextChoices):
        AWAITING = "awaiting", pgettext_lazy("certificate", "Awaiting")
        ISSUED = "issued", pgettext_lazy("certificate", "Issued")
        DECLINED = "declined", pgettext_lazy("certificate", "Declined")

    award = models.ForeignKey(
        Award,
        on_delete=models.PROTECT,
        related_name="entitlements",
        verbose_name=_("award"),
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("learner"),
    )
    learner_key = models.UUIDField()
    learner_label = models.CharField(_("name"), max_length=150)
    subject_key = models.UUIDField()
    subject_title = models.CharField(_("course"), max_length=255)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    completed_at = models.DateTimeField(_("completed at"))
    #: Facts of the course, of the learner and the evidence, as of the completion.
    facts = models.JSONField(default=dict)
    #: Who reviewed the completed edition and when; may be filled in afterwards.
    review = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.AWAITING
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EntitlementQuerySet.as_manager()

    frozen_fields = {
        "award",
        "learner_key",
        "subject_key",
        "subject_title",
        "round",
        "completed_at",
        "facts",
        "created_at",
    }
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        ordering = ["-completed_at", "-pk"]
        permissions = [("decide_entitlement", _("Can approve or decline"))]
        constraints = [
            models.UniqueConstraint(
                fields=["learner_key", "subject_key", "round"],
                name="learn_certificates_one_entitlement_per_round",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="learn_certificates_declining_needs_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="awaiting") | Q(decided_at__isnull=False),
                name="learn_certificates_a_decision_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "completed_at"], name="learn_certificates_by_state"
            )
        ]

    def __str__(self):
        return f"{self.learner_label}: {self.subject_title}"

    @property
    def completed_on(self):
        """Return the day of the completion in Viet Nam."""
        return local_date(self.completed_at)

    @property
    def is_reviewed(self) -> bool:
        """Say whether both reviewers are named with the day of their review."""
        return all(self.review.get(name) for name in REVIEW_FIELDS)
