"""People and their posts in units."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.vietnamese import fold, sort_key

from ..intervals import IntervalQuerySet, ends_after_it_begins, today
from .units import Unit, UnitVersion


class PersonQuerySet(models.QuerySet):
    def in_units(self, unit_ids, day: date | None = None):
        """People with a confirmed post that holds on the day; each once."""
        posts = Membership.objects.confirmed().on(day).filter(unit_id__in=unit_ids)
        return self.filter(Exists(posts.filter(person=OuterRef("pk"))))

    def unplaced(self, day: date | None = None):
        """People without any confirmed post, ever since they are known."""
        posts = Membership.objects.confirmed().filter(person=OuterRef("pk"))
        return self.filter(~Exists(posts))

    def matching(self, text: str):
        """People whose name contains each word, with or without diacritics."""
        people = self
        for word in fold(text).split():
            people = people.filter(search_key__contains=word)
        return people


class Person(models.Model):
    """Somebody the organisation knows; outlives the account."""

    class Sex(models.TextChoices):
        MALE = "male", _("male")
        FEMALE = "female", _("female")

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner_key = models.UUIDField(unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="learn_person",
        verbose_name=_("account"),
    )
    full_name = models.CharField(_("full name"), max_length=150)
    sort_key = models.CharField(max_length=600, editable=False)
    search_key = models.CharField(max_length=200, editable=False, db_index=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    birth_on = models.DateField(_("date of birth"), null=True, blank=True)
    birth_precision = models.CharField(
        _("known to the"), max_length=5, choices=Precision, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(birth_on=None, birth_precision="")
                    | (Q(birth_on__isnull=False) & ~Q(birth_precision=""))
                ),
                name="learn_people_birth_has_a_precision",
                violation_error_message=_(
                    "Give the date of birth together with how far it is known, or "
                    "leave both empty."
                ),
            )
        ]
        indexes = [models.Index(fields=["sort_key"], name="learn_people_by_given_name")]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Fill what follows from the name; ``bulk_create`` needs it too."""
        self.sort_key = sort_key(self.full_name)[:600]
        self.search_key = fold(self.full_name)[:200]

    @property
    def birth_text(self) -> str:
        """Return the birth date as far as it is known: 05/03/1985, 03/1985, 1985."""
        if not self.birth_on:
            return ""
        form = {"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}
        return self.birth_on.strftime(form[self.birth_precision])


class MembershipQuerySet(IntervalQuerySet):
    def confirmed(self):
        return self.exclude(confirmed_at=None)

    def waiting(self, day: date | None = None):
        """Requests that no manager has answered yet."""
        return self.filter(confirmed_at=None).on(day)

    def in_reach(self, scope):
        """Posts in the scope's units; those that ceased are reached by their heirs."""
        return self if scope.everything else self.filter(unit_id__in=scope.unit_ids())

    def named(self, day: date | None = None):
        """Add ``unit_name_now``: what the unit is called on the day."""
        versions = UnitVersion.objects.filter(unit=OuterRef("unit"))
        names = versions.as_known_on(day or today()).values("name")
        return self.annotate(unit_name_now=Coalesce(Subquery(names[:1]), "unit_name"))

    def best_first(self):
        return self.order_by("-primary", "valid_from", "pk")


class Membership(models.Model):
    """A person's post in a unit for a time."""

    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("unit"),
    )
    #: What the unit was called when the person came.
    unit_name = models.CharField(_("name of the unit then"), max_length=200, blank=True)
    position = models.CharField(_("position"), max_length=120, blank=True)
    audience = models.ForeignKey(
        "learn_courses.Audience",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("audience"),
    )
    primary = models.BooleanField(_("main post"), default=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(
        _("no longer from"),
        null=True,
        blank=True,
        help_text=_("The first day on which this does not hold any more."),
    )
    end_reason = models.CharField(_("reason of the end"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(
        _("confirmed at"),
        null=True,
        blank=True,
        help_text=_("Empty while a manager has not confirmed it."),
    )
    requested_by_self = models.BooleanField(_("asked for by themselves"), default=False)

    objects = MembershipQuerySet.as_manager()

    #: The unit as the database has it; another one brings another name.
    _stored_unit_id: int | None = None

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["-valid_from", "pk"]
        constraints = [
            ends_after_it_begins("learn_people_membership_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(valid_to=None),
                name="learn_people_one_open_membership_per_unit",
                violation_error_message=_(
                    "The person has a post in this unit that has not ended."
                ),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_to=None, primary=True),
                name="learn_people_one_open_main_post",
                violation_error_message=_(
                    "The person has another main post. End it, or say there that it "
                    "is not the main one."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "valid_to"], name="learn_people_posts_of_unit"
            ),
        ]

    def __str__(self):
        return f"{self.person_id}: {self.unit_name}"

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._stored_unit_id = row.__dict__.get("unit_id")
        return row

    def save(self, *args, **kwargs):
        stored = self._stored_unit_id
        if not self.unit_name or (stored and stored != self.unit_id):
            self.unit_name = self.unit.name_on(self.valid_from)[:200]
        super().save(*args, **kwargs)
        self._stored_unit_id = self.unit_id

    @property
    def is_open(self) -> bool:
        return self.valid_to is None
