"""Somebody new, or somebody known? Asked of a human, never guessed."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from courses.vietnamese import fold

from ..adapter import account_adapter, accounts_with_phones
from ..models import Membership, Person
from ..scope import Scope


@dataclass(frozen=True)
class Alike:
    """A person who may be the one that is being added."""

    #: None where the manager may not know who it is.
    person: Person | None
    reason: str
    #: The same name and number, with a post in this very unit.
    is_here: bool = False


class AlikePeople(ValidationError):
    """The person may be known already; ``alike`` says who and why."""

    def __init__(self, alike: list[Alike]):
        self.alike = alike
        super().__init__([each.reason for each in alike], code="alike")


class Neighbours:
    """The people of a unit and the holders of some numbers, read at once."""

    def __init__(self, *, unit, phones, by):
        self.unit = unit
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.by_phone: dict[str, list[Person]] = defaultdict(list)
        adapter = account_adapter()
        here = Membership.objects.on().filter(unit=unit).values("person")
        self.here = set()
        for person in Person.objects.filter(pk__in=here):
            self.here.add(person.pk)
            self.by_name[person.search_key].append(person)
        holders = accounts_with_phones({phone for phone in phones if phone})
        numbers = {user.pk: adapter.phone(user) for user in holders}
        known = Person.objects.filter(user_id__in=numbers)
        for person in known:
            self.by_phone[numbers[person.user_id]].append(person)
        self.visible = self.here | _visible_ids(known, by)

    def alike(self, *, name: str, phone: str, birth) -> list[Alike]:
        """Return those who may be this person, the surest first."""
        found = [self._by_number(each, name) for each in self.by_phone.get(phone, [])]
        named = {each.person.pk for each in found if each.person}
        for person in self.by_name.get(fold(name), []):
            if person.pk not in named and (reason := _by_name(person, birth)):
                found.append(Alike(person, reason))
        return sorted(found, key=lambda each: not each.is_here)

    def remember(self, *, name: str, phone: str, birth) -> None:
        """Count a line that was just read as somebody known."""
        birth_on, precision = birth
        person = Person(full_name=name, birth_on=birth_on, birth_precision=precision)
        person.prepare()
        self.by_name[person.search_key].append(person)
        if phone:
            self.by_phone[phone].append(person)

    def _by_number(self, person: Person, name: str) -> Alike:
        same_name = person.search_key == fold(name)
        if person.pk is None:
            return Alike(
                None,
                _("The same number stands in another line of this list."),
            )
        if person.pk in self.here and same_name:
            return Alike(person, _("Is already in this unit."), is_here=True)
        if person.pk not in self.visible:
            return Alike(
                None,
                _(
                    "An account in another unit has this number. If it is the same "
                    "person, let them sign in and ask to join your unit."
                ),
            )
        words = {"name": person.full_name}
        if same_name:
            return Alike(
                person,
                _("%(name)s with this number is already in your units.") % words,
            )
        return Alike(person, _("This is already the number of %(name)s.") % words)


def _by_name(person: Person, birth) -> str:
    birth_on, precision = birth
    known = person.birth_on and birth_on and person.birth_precision == precision
    if known and person.birth_on != birth_on:
        return ""
    if known:
        return _(
            "%(name)s with the same date of birth is already in this unit or list."
        ) % {"name": person.full_name}
    return _(
        "%(name)s is already in this unit or list, and no date of birth tells "
        "them apart."
    ) % {"name": person.full_name}


def _visible_ids(people, by) -> set[int]:
    if by is None:
        return set(people.values_list("pk", flat=True))
    scope = Scope.of(by)
    if scope.everything:
        return set(people.values_list("pk", flat=True))
    if scope.is_empty:
        return set()
    posts = Membership.objects.on(scope.day).filter(
        Q(unit_id__in=scope.unit_ids()), person__in=people
    )
    return set(posts.values_list("person", flat=True))
