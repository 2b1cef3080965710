"""Posts: asked for, confirmed, moved, ended."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..adapter import account_adapter, signs_in_elsewhere
from ..intervals import today
from ..models import Membership, Person, Unit
from .access import (
    ensure_manages,
    ensure_manages_people,
    lock_person,
    posts_in_reach,
)

#: A person waits for the answer of so many units at most.
MOST_REQUESTS = 3


@dataclass(frozen=True)
class Confirmation:
    """What became of a request that was confirmed."""

    membership: Membership
    #: Somebody else signs in with the person's number, so the person cannot.
    phone_is_taken: bool = False


def open_membership(
    *,
    person: Person,
    unit: Unit,
    on: date,
    position: str = "",
    audience=None,
    primary: bool | None = None,
) -> Membership:
    """Give a confirmed post; the main one unless the person has one already."""
    if primary is None:
        primary = not _open(person).filter(primary=True).exists()
    return Membership.objects.create(
        person=person,
        unit=unit,
        position=" ".join(position.split()),
        audience=audience,
        primary=primary,
        valid_from=on,
        confirmed_at=timezone.now(),
    )


@transaction.atomic
def request_membership(*, user, unit: Unit, position: str = "") -> Membership:
    """Ask to belong to a unit; it counts only when a manager has confirmed it."""
    from .persons import ensure_person

    if not Unit.objects.on().filter(pk=unit.pk).exists():
        raise ValidationError(_("This unit does not exist any more."), code="gone")
    person = lock_person(ensure_person(user=user).pk)
    known = _open(person).filter(unit=unit).first()
    if known:
        return known
    if _open(person).filter(confirmed_at=None).count() >= MOST_REQUESTS:
        raise ValidationError(
            _("You have asked several units already. Wait for their answer."),
            code="too_many",
        )
    return Membership.objects.create(
        person=person,
        unit=unit,
        position=" ".join(position.split()),
        primary=False,
        valid_from=today(),
        requested_by_self=True,
    )


@transaction.atomic
def confirm_membership(*, by, membership: Membership) -> Confirmation:
    """Let a person who asked into the unit; the day they come is today.

    Whoever lets them in vouches for the number the list shows, so from now on it
    signs in; unless it is another account's already: a number that two share
    would sign in neither.
    """
    membership = _locked(membership)
    ensure_manages(by=by, unit=membership.unit)
    if membership.confirmed_at:
        return Confirmation(membership)
    if membership.valid_to:
        raise ValidationError(_("This request was declined already."), code="closed")
    has_main_post = _open(membership.person).filter(primary=True).exists()
    membership.confirmed_at = timezone.now()
    membership.valid_from = today()
    membership.primary = not has_main_post
    membership.unit_name = membership.unit.name
    membership.save()
    is_taken = _confirm_phone(membership.person.user)
    _note(membership.person, "learn_people.confirm", by, membership.unit)
    return Confirmation(membership, phone_is_taken=is_taken)


@transaction.atomic
def decline_membership(*, by, membership: Membership, reason: str = "") -> Membership:
    """Turn a request down; the row stays, as one that never held."""
    membership = _locked(membership)
    ensure_manages(by=by, unit=membership.unit)
    if membership.confirmed_at:
        raise ValidationError(
            _("This person has been confirmed already. End the post instead."),
            code="confirmed",
        )
    if membership.valid_to is None:
        membership.valid_to = membership.valid_from
        membership.end_reason = reason[:200]
        membership.save()
        _note(membership.person, "learn_people.decline", by, membership.unit)
    return membership


@transaction.atomic
def move_person(
    *,
    by,
    person: Person,
    to: Unit,
    on: date | None = None,
    reason: str = "",
    position: str | None = None,
    membership: Membership | None = None,
) -> Membership:
    """End a post and begin one elsewhere on the same day; records stay theirs.

    Without ``membership`` it is ``post_to_move`` that ends. Position and audience
    go along unless another position is given.
    """
    on = on or today()
    ensure_manages(by=by, unit=to)
    person = lock_person(person.pk)
    old = membership or post_to_move(by=by, person=person)
    if old is None:
        ensure_manages_people(by=by, people=[person])
    else:
        old = _locked(old)
        if old.person_id != person.pk:
            raise ValidationError(_("This post is another person's."), code="mixed")
    if _open(person).confirmed().filter(unit=to).exists():
        raise ValidationError(
            _("The person is already in this unit."), code="same_unit"
        )
    if old is not None:
        _close(old, by=by, on=on, reason=reason)
    waiting = _open(person).filter(unit=to, confirmed_at=None)
    waiting.update(valid_to=on, valid_from=on, end_reason=_("Moved here."))
    if old is None:
        new = open_membership(person=person, unit=to, on=on, position=position or "")
    else:
        new = open_membership(
            person=person,
            unit=to,
            on=on,
            position=old.position if position is None else position,
            audience=old.audience,
            primary=old.primary,
        )
    _note(person, "learn_people.move", by, to, reason=reason)
    return new


def post_to_move(*, by, person: Person) -> Membership | None:
    """Return the post that a move ends: the main one, or the first, in one's units.

    Posts in units of others are theirs to end.
    """
    posts = posts_in_reach(by=by, person=person).filter(valid_to=None)
    return posts.confirmed().named().best_first().first()


@transaction.atomic
def end_membership(
    *, by, membership: Membership, on: date | None = None, reason: str = ""
) -> Membership:
    """End a post; what the person did stays on record."""
    membership = _locked(membership)
    _close(membership, by=by, on=on or today(), reason=reason)
    _note(membership.person, "learn_people.leave", by, membership.unit, reason=reason)
    return membership


def _close(membership: Membership, *, by, on: date, reason: str) -> None:
    posts = posts_in_reach(by=by, person=membership.person)
    if not posts.filter(pk=membership.pk).exists():
        raise PermissionDenied(_("You do not manage this unit."))
    if membership.valid_to is not None:
        raise ValidationError(_("This post has ended already."), code="closed")
    if on < membership.valid_from:
        raise ValidationError(
            _("The day is before the beginning of the post (%(day)s)."),
            code="too_early",
            params={"day": membership.valid_from.strftime("%d/%m/%Y")},
        )
    membership.valid_to = on
    membership.end_reason = reason[:200]
    membership.save()


def _open(person: Person):
    return Membership.objects.filter(person=person, valid_to=None)


def _locked(membership: Membership) -> Membership:
    lock_person(membership.person_id)
    rows = Membership.objects.select_for_update(of=("self",)).select_related(
        "person", "unit", "audience"
    )
    return rows.get(pk=membership.pk)


def _note(person: Person, action: str, by, unit: Unit, reason: str = "") -> None:
    log(person, action, user=by, data={"unit": unit.name, "reason": reason})


def _confirm_phone(user) -> bool:
    """Let the account's number sign in; say whether another account's does."""
    adapter = account_adapter()
    if user is None or not (phone := adapter.phone(user)):
        return False
    if getattr(user, "phone_is_confirmed", False):
        return False
    if signs_in_elsewhere(user, phone):
        return True
    adapter.set_phone(user, phone)
    return False
