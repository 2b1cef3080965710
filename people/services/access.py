"""Which units a user may work in."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from ..intervals import today
from ..models import Grant, Membership, Person, Unit
from ..scope import Scope


def managed_units(user, on: date | None = None):
    """Return the units the user manages on the day, with all below them."""
    return Scope.of(user, day=on).units()


def posts_in_reach(*, by, person: Person):
    """Return those posts of the person that the user may end or move.

    They stand in the user's own units; a post in a unit that has ceased to exist
    is reached by the managers of its heirs.
    """
    return Membership.objects.filter(person=person).in_reach(_scope(by))


def ensure_manages(*, by, unit: Unit) -> None:
    """Refuse unless the user manages the unit today; None is the system itself.

    :raises PermissionDenied: with a sentence for the page that says so.
    """
    if by is not None and not managed_units(by).filter(pk=unit.pk).exists():
        raise PermissionDenied(_("You do not manage this unit."))


def ensure_manages_people(*, by, people) -> None:
    """Refuse unless each of them has a confirmed post in one's units today.

    :raises PermissionDenied: also for those who only asked to come.
    """
    scope = _scope(by)
    if scope.everything:
        return
    wanted = {person.pk for person in people}
    if scope.root_ids:
        seen = Person.objects.in_units(scope.unit_ids(), scope.day)
        wanted -= set(seen.filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted:
        raise PermissionDenied(_("This person is not in your units."))


def ensure_may_open_accounts(*, by, people) -> None:
    """Refuse to hand a manager the key to an account that may do more.

    A one-time code opens the account. So only those who see everything issue
    one for editors, administrators and the managers of other units.
    """
    scope = _scope(by)
    if scope.everything:
        return
    ensure_manages_people(by=by, people=people)
    guarded = mightier_people(scope=scope).filter(
        pk__in=[person.pk for person in people]
    )
    if names := sorted(set(guarded.values_list("full_name", flat=True))):
        raise PermissionDenied(
            _("Only an administrator issues slips for: %(names)s.")
            % {"names": ", ".join(names)}
        )


def mightier_people(*, scope: Scope):
    """Return the people whose accounts may do more than a manager of this scope."""
    if scope.everything:
        return Person.objects.none()
    grants = Grant.objects.on(scope.day).filter(person=OuterRef("pk"))
    return Person.objects.filter(
        Q(user__is_superuser=True)
        | Q(user__is_staff=True)
        | Q(user__groups__permissions__codename="access_admin")
        | Q(user__user_permissions__codename="access_admin")
        | Exists(grants.filter(role__in=[Grant.Role.EDITOR, Grant.Role.ADMINISTRATOR]))
        | Exists(
            grants.filter(role=Grant.Role.UNIT_MANAGER).exclude(
                unit_id__in=scope.unit_ids()
            )
        ),
    )


def lock_person(pk: int) -> Person:
    """Return the person once everybody else who changes posts or roles is done.

    Taken before any other row, so that two clicks at once come in turn.
    """
    return Person.objects.select_for_update().get(pk=pk)


def _scope(by) -> Scope:
    """Return what the user reaches; None is the system itself."""
    return Scope(today(), everything=True) if by is None else Scope.of(by)
