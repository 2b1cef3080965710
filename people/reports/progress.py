"""Learners of my units × a course: how many, and who.

Words, used the same way on every screen and in the export:

* the list: people with a confirmed post today in the chosen units, each once,
  whether or not they were ever enrolled. Those who see the whole organisation also
  count people who have never had a post.
* completed: a completion that is valid today. Expired: completed once, valid no
  longer, and no new round begun. In progress: a round under way in which something
  was done. Not started: everybody else, with or without an enrolment.
* left out unless asked for: accounts that are suspended, that were deleted, and
  those of editors and administrators. People who have left are counted apart.
"""

from functools import cached_property

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.models import Enrolment

from ..conf import settings
from ..intervals import LOCAL_ZONE
from ..models import Grant, Membership, Person
from ..scope import units_reached
from .choices import KnownLength, Row, Selection, Standing, State


class Progress:
    """The report itself; every number and row of it starts from the scope."""

    def __init__(self, selection: Selection):
        self.selection = selection
        self.scope = selection.scope
        self.made_at = timezone.now()

    # --- numbers ------------------------------------------------------------------

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return people by state; the parts add up to ``total``."""
        counts = dict.fromkeys(State.values, 0)
        for standing, state, _found, number in self._numbers:
            if self._counts(standing):
                counts[state] += number
        return counts

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts[State.COMPLETED]

    @cached_property
    def left_out(self) -> dict[str, int]:
        """Return how many each standing has, counted or not."""
        numbers = dict.fromkeys([each for each in Standing if each != "active"], 0)
        for standing, _state, _found, number in self._numbers:
            if standing in numbers:
                numbers[Standing(standing)] += number
        return {standing: number for standing, number in numbers.items() if number}

    @cached_property
    def side_counts(self) -> dict[str, int]:
        """Return ``waiting`` in all my units and ``left`` in the chosen ones."""
        day = self.scope.day
        posts = Membership.objects.all()
        if not self.scope.everything:
            posts = posts.filter(unit_id__in=self.scope.unit_ids())
        stays = Membership.objects.confirmed().on(day).filter(person=OuterRef("person"))
        gone = Q(valid_to__lte=day, confirmed_at__isnull=False, stays=False)
        if self.selection.unit_id:
            gone &= Q(unit_id__in=self._unit_ids)
        return posts.annotate(stays=Exists(stays)).aggregate(
            waiting=Count("pk", filter=Q(confirmed_at=None, valid_to=None)),
            left=Count("person", distinct=True, filter=gone),
        )

    @property
    def sentence(self) -> str:
        """Return the one sentence that a manager passes on."""
        words = {
            "done": number_format(self.done, force_grouping=True),
            "total": number_format(self.total, force_grouping=True),
            "noun": self._noun,
            "course": self.selection.course.code if self.selection.course else "",
            "time": self.time_text,
            "list": self.denominator,
        }
        if not self.total:
            return (
                _(
                    "Nobody is on the list yet, so there is no rate for %(course)s "
                    "(as of %(time)s)"
                )
                % words
            )
        # Rounded down: 100 % is said only when nobody is missing.
        words["percent"] = number_format(self.done * 1000 // self.total / 10, 1)
        return (
            _(
                "%(done)s/%(total)s %(noun)s completed %(course)s (%(percent)s %%), "
                "as of %(time)s, denominator: %(list)s"
            )
            % words
        )

    @property
    def denominator(self) -> str:
        also = [str(Standing(each).label) for each in sorted(self.selection.also)]
        if not also:
            return _("people on the list")
        return _("people on the list, with %(also)s") % {"also": ", ".join(also)}

    @property
    def time_text(self) -> str:
        return self.made_at.astimezone(LOCAL_ZONE).strftime("%H:%M %d/%m/%Y")

    # --- people -------------------------------------------------------------------

    def page(self, number) -> tuple:
        """Return a page of people and the rows on it."""
        pages = KnownLength(
            self.listed, settings.rows_per_page, length=self._listed_length
        )
        page = pages.get_page(number)
        return page, self.rows(list(page.object_list))

    def all_rows(self, chunk: int = 500):
        """Yield every listed row; memory stays flat."""
        people = []
        for person in self.listed.select_related("user").iterator(chunk_size=chunk):
            people.append(person)
            if len(people) == chunk:
                yield from self.rows(people)
                people = []
        yield from self.rows(people)

    @property
    def listed(self):
        """Return the people the table shows, by given name."""
        people = self._people.filter(
            standing__in=[Standing.ACTIVE, *self.selection.also]
        )
        if self.selection.state:
            people = people.filter(state=self.selection.state)
        return people.matching(self.selection.text).order_by("sort_key", "pk")

    def rows(self, people: list[Person]) -> list[Row]:
        """Return the rows of some people: two queries, however many they are."""
        if not people:
            return []
        rows = {
            person.pk: Row(person=person, state=State(person.state))
            for person in people
        }
        for post in self._posts.filter(person__in=list(rows)):
            rows[post.person_id].posts.append(post)
        enrolments = self._enrolments({person.learner_key for person in people})
        for row in rows.values():
            row.enrolment = enrolments.get(row.person.learner_key)
        return list(rows.values())

    # --- how ----------------------------------------------------------------------

    @cached_property
    def _numbers(self) -> list[tuple[str, str, bool, int]]:
        """Return people by standing, state and whether the search finds them."""
        wanted = Person.objects.matching(self.selection.text).filter(pk=OuterRef("pk"))
        found = Exists(wanted) if self.selection.text else Value(True)
        return list(
            self._people.annotate(found=found)
            .order_by()
            .values("standing", "state", "found")
            .annotate(number=Count("pk"))
            .values_list("standing", "state", "found", "number")
        )

    @property
    def _listed_length(self) -> int:
        return sum(
            number
            for standing, state, found, number in self._numbers
            if found and self._counts(standing) and self.selection.state in ("", state)
        )

    @property
    def _unit_ids(self):
        """Return the chosen units, or None where no unit was chosen or needed."""
        if self.selection.unit_id:
            return units_reached([self.selection.unit_id], self.scope.day)
        return None if self.scope.everything else self.scope.unit_ids()

    @property
    def _posts(self):
        """Return the posts that put somebody on the list, with the unit's name."""
        day = self.scope.day
        posts = Membership.objects.confirmed().on(day)
        if (unit_ids := self._unit_ids) is not None:
            posts = posts.filter(unit_id__in=unit_ids)
        if self.selection.audience:
            posts = posts.filter(audience=self.selection.audience)
        return posts.select_related("audience").named(day).best_first()

    @property
    def _people(self):
        posts = self._posts.order_by().filter(person=OuterRef("pk"))
        listed = Q(Exists(posts))
        selection = self.selection
        if self.scope.everything and not (selection.unit_id or selection.audience):
            ever = Membership.objects.confirmed().filter(person=OuterRef("pk"))
            never = Q(~Exists(ever))
            listed = never if selection.unplaced else listed | never
        return Person.objects.filter(listed).annotate(
            standing=self._standing(), state=self._state()
        )

    def _standing(self) -> Case:
        roles = Grant.objects.on(self.scope.day).filter(
            person=OuterRef("pk"),
            role__in=[Grant.Role.EDITOR, Grant.Role.ADMINISTRATOR],
        )
        return Case(
            When(user=None, then=Value(Standing.DELETED.value)),
            When(user__is_active=False, then=Value(Standing.SUSPENDED.value)),
            When(
                Q(user__is_superuser=True) | Q(user__is_staff=True) | Exists(roles),
                then=Value(Standing.STAFF.value),
            ),
            default=Value(Standing.ACTIVE.value),
            output_field=models.CharField(),
        )

    def _state(self) -> Case | Value:
        if self.selection.course is None:
            return Value(State.NOT_STARTED.value, output_field=models.CharField())
        rounds = Enrolment.objects.filter(
            learner_key=OuterRef("learner_key"), course_key=self.selection.course.key
        )
        completed = rounds.completed()
        valid = completed.filter(
            Q(valid_until=None) | Q(valid_until__gte=self.scope.day)
        )
        begun = rounds.open().exclude(status=Enrolment.Status.NOT_STARTED)
        return Case(
            When(Exists(valid), then=Value(State.COMPLETED.value)),
            When(Exists(begun), then=Value(State.IN_PROGRESS.value)),
            When(
                Exists(completed) & ~Exists(rounds.open()),
                then=Value(State.EXPIRED.value),
            ),
            default=Value(State.NOT_STARTED.value),
            output_field=models.CharField(),
        )

    def _enrolments(self, learner_keys) -> dict:
        """Return the round that each person's state was read from."""
        if self.selection.course is None:
            return {}
        day = self.scope.day

        def weight(enrolment: Enrolment):
            valid = enrolment.is_completed and (
                enrolment.valid_until is None or enrolment.valid_until >= day
            )
            open_round = not enrolment.is_completed and enrolment.ended_at is None
            return (valid, open_round, enrolment.is_completed, enrolment.round)

        rounds = Enrolment.objects.filter(
            learner_key__in=learner_keys, course_key=self.selection.course.key
        ).defer("progress", "outline")
        # A round that was broken off without completion says nothing about today.
        rounds = rounds.filter(Q(ended_at=None) | Q(completed_at__isnull=False))
        return {each.learner_key: each for each in sorted(rounds, key=weight)}

    def _counts(self, standing: str) -> bool:
        return standing == Standing.ACTIVE or standing in self.selection.also

    @property
    def _noun(self) -> str:
        if audience := self.selection.audience:
            return audience.local_noun or audience.local_name.lower()
        return pgettext("noun after a number", "people")
