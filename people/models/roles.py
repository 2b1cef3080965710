"""What a person may do, where, and from when until when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..intervals import IntervalQuerySet, ends_after_it_begins
from .persons import Person
from .units import Unit


class Grant(models.Model):
    """A dated role; the sum of the grants that hold is what a person may do."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("learner")
        UNIT_MANAGER = "unit_manager", _("unit manager")
        ASSESSOR = "assessor", _("assessor")
        EDITOR = "editor", _("editor")
        ADMINISTRATOR = "administrator", _("administrator")

    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="grants",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("unit"),
        help_text=_("With every unit below it."),
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(
        _("no longer from"),
        null=True,
        blank=True,
        help_text=_("The first day on which this does not hold any more."),
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("granted by"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = IntervalQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["-valid_from", "pk"]
        constraints = [
            ends_after_it_begins("learn_people_grant_ends_after_it_begins"),
            models.CheckConstraint(
                condition=(
                    ~Q(role__in=["unit_manager", "assessor"]) | Q(unit__isnull=False)
                ),
                name="learn_people_role_needs_a_unit",
                violation_error_message=_("This role needs a unit."),
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(valid_to=None),
                name="learn_people_one_open_grant_per_unit",
                violation_error_message=_("The person holds this role already."),
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(valid_to=None, unit=None),
                name="learn_people_one_open_grant_everywhere",
                violation_error_message=_("The person holds this role already."),
            ),
        ]

    def __str__(self):
        return f"{self.person_id}: {self.get_role_display()}"
