"""Units, what they were called and stood under, and what became of them."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.vietnamese import fold, nfc

from ..intervals import IntervalQuerySet, ends_after_it_begins, today


class UnitQuerySet(models.QuerySet):
    def on(self, day: date | None = None):
        """Units that exist on the day."""
        versions = UnitVersion.objects.on(day)
        return self.filter(pk__in=versions.values("unit"))

    def matching(self, text: str):
        """Units that have, or had, a name with each word."""
        versions = UnitVersion.objects.all()
        for word in fold(text).split():
            versions = versions.filter(search_key__contains=word)
        return self.filter(pk__in=versions.values("unit"))

    def named(self, day: date | None = None):
        """Add ``name_shown``: the name on the day, else the last one known."""
        day = day or today()
        versions = UnitVersion.objects.filter(unit=OuterRef("pk")).as_known_on(day)
        return self.annotate(name_shown=Subquery(versions.values("name")[:1]))


class Unit(ClusterableModel):
    """Something people belong to, whatever it is called at the time.

    The key is ours. Government codes are kept on the versions, for they are given
    to other units later on (21583 has meant three wards).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source_key = models.CharField(
        _("key in the source list"),
        max_length=120,
        blank=True,
        help_text=_("Set for units that were loaded from files; empty for others."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UnitQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.UniqueConstraint(
                fields=["source_key"],
                condition=~Q(source_key=""),
                name="learn_people_one_unit_per_source_key",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """Return the name it has today, else the last one it had."""
        if "name_shown" not in self.__dict__:
            self.name_shown = self.name_on(today())
        return self.name_shown or self.source_key or str(self.key)

    def name_on(self, day: date) -> str:
        version = UnitVersion.objects.filter(unit=self).as_known_on(day).first()
        return version.name if version else ""


class UnitVersionQuerySet(IntervalQuerySet):
    def as_known_on(self, day: date):
        """Versions with the one that holds first, then the latest before it."""
        holds = models.Case(
            models.When(
                (Q(valid_from=None) | Q(valid_from__lte=day))
                & (Q(valid_to=None) | Q(valid_to__gt=day)),
                then=0,
            ),
            models.When(valid_to__lte=day, then=1),
            default=2,
            output_field=models.PositiveSmallIntegerField(),
        )
        return self.order_by(holds, F("valid_to").desc(nulls_last=True), "-pk")


class UnitVersion(models.Model):
    """Name, kind, parent and code of a unit for a time."""

    unit = ParentalKey(
        Unit, on_delete=models.CASCADE, related_name="versions", verbose_name=_("unit")
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=40, help_text=_("Such as xa, phuong, so, truong.")
    )
    parent = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="child_versions",
        verbose_name=_("stands under"),
    )
    code = models.CharField(_("official code"), max_length=20, blank=True)
    valid_from = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    valid_to = models.DateField(
        _("no longer from"),
        null=True,
        blank=True,
        help_text=_("The first day on which this does not hold any more."),
    )
    confidence = models.CharField(_("confidence"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    note = models.TextField(_("note"), blank=True)
    search_key = models.CharField(max_length=220, editable=False, db_index=True)

    objects = UnitVersionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("name and place of a unit")
        verbose_name_plural = _("names and places of a unit")
        ordering = ["valid_from", "pk"]
        constraints = [
            ends_after_it_begins("learn_people_version_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to=None),
                name="learn_people_one_open_version_per_unit",
                violation_error_message=_("Two names or places hold on the same day."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("unit")),
                name="learn_people_unit_not_below_itself",
                violation_error_message=_("A unit cannot stand under itself."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["parent", "valid_to"], name="learn_people_version_below"
            ),
            models.Index(fields=["code"], name="learn_people_version_by_code"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The end is before the beginning.")})

    def prepare(self) -> None:
        """Fill what follows from the name; ``bulk_create`` needs it too."""
        self.name = " ".join(nfc(self.name).split())
        self.search_key = fold(self.name)


class Succession(models.Model):
    """One unit takes over from another on a day; many to many."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged into a new unit")
        MERGE_INTO = "merge_into", _("merged into an existing unit")
        SPLIT_PART = "split_part", _("a part was split off")
        STATUS_CHANGE = "status_change", _("changed its kind")
        CARRY_OVER = "carry_over", _("goes on unchanged")
        RENAME = "rename", _("renamed")
        MOVE = "move", _("moved under another unit")
        DISSOLVE = "dissolve", _("dissolved")
        TRANSFER = "transfer", _("duties passed on")

    from_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="successions_out",
        verbose_name=_("from"),
    )
    to_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="successions_in",
        verbose_name=_("to"),
    )
    effective_on = models.DateField(_("in force on"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    confidence = models.CharField(_("confidence"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["from_unit", "to_unit", "effective_on"],
                name="learn_people_one_succession_per_day",
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")),
                name="learn_people_succession_needs_two_units",
                violation_error_message=_("Choose two different units."),
            ),
        ]

    def __str__(self):
        return f"{self.from_unit_id} → {self.to_unit_id} ({self.effective_on})"
