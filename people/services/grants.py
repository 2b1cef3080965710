"""Roles: given and ended on a day, with the Django groups kept in step."""

from datetime import date

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..conf import settings
from ..intervals import today
from ..models import Grant, Person, Unit
from .access import lock_person


@transaction.atomic
def grant_role(
    *,
    by,
    person: Person,
    role: str,
    unit: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    reason: str = "",
) -> Grant:
    """Give a role from a day on; the same open grant is not given twice.

    A role that was given is never turned into another: it is ended and a new one
    is given, so that the log says who could do what, and when.
    """
    role = Grant.Role(role)
    if unit is None and role in (Grant.Role.UNIT_MANAGER, Grant.Role.ASSESSOR):
        raise ValidationError(_("This role needs a unit."), code="unit_missing")
    person = lock_person(person.pk)
    open_grants = Grant.objects.filter(
        person=person, role=role, unit=unit, valid_to=None
    )
    grant = open_grants.first()
    if grant is None:
        grant = Grant(
            person=person,
            role=role,
            unit=unit,
            valid_from=valid_from or today(),
            valid_to=valid_to,
            granted_by=by,
            reason=reason[:200],
        )
        grant.full_clean()
        grant.save()
        log(person, "learn_people.grant", user=by, data=_words(grant))
    keep_groups_in_step(person=person)
    return grant


@transaction.atomic
def end_grant(*, by, grant: Grant, on: date | None = None) -> Grant:
    """End a role; ended today it opens no page from the next click on."""
    lock_person(grant.person_id)
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    on = max(on or today(), grant.valid_from)
    if grant.valid_to is None or on < grant.valid_to:
        grant.valid_to = on
        grant.save()
        log(grant.person, "learn_people.end_grant", user=by, data=_words(grant))
    keep_groups_in_step(person=grant.person)
    return grant


def keep_groups_in_step(*, person: Person) -> int:
    """Put the account into the groups of its roles, and out of those of others.

    Who belongs to the group of a role follows from the grants that hold today and
    from nothing else: whoever was put into it by hand, superusers too, leaves it
    here. Other groups, and groups that do not exist, are let be.

    :return: how many groups were joined or left.
    """
    if person.user is None:
        return 0
    roles = settings.role_groups
    held = set(person.grants.on().values_list("role", flat=True))
    wanted = {name for role, name in roles.items() if role in held}
    mine = set(
        person.user.groups.filter(name__in=list(roles.values())).values_list(
            "name", flat=True
        )
    )
    joined = list(Group.objects.filter(name__in=wanted - mine))
    left = list(Group.objects.filter(name__in=mine - wanted))
    if joined:
        person.user.groups.add(*joined)
    if left:
        person.user.groups.remove(*left)
    return len(joined) + len(left)


def _words(grant: Grant) -> dict[str, str]:
    return {"role": grant.role, "unit": grant.unit.name if grant.unit else ""}
