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
    """Give a role from a day on; the same open grant is not given twice."""
    role = Grant.Role(role)
    if unit is None and role in (Grant.Role.UNIT_MANAGER, Grant.Role.ASSESSOR):
        raise ValidationError(_("This role needs a unit."), code="unit_missing")
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
    grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    on = max(on or today(), grant.valid_from)
    if grant.valid_to is None or on < grant.valid_to:
        grant.valid_to = on
        grant.save()
        log(grant.person, "learn_people.end_grant", user=by, data=_words(grant))
    keep_groups_in_step(person=grant.person)
    return grant


def keep_groups_in_step(*, person: Person) -> int:
    """Put the account into the groups of its roles; return how many changed.

    Only groups that exist, and only for roles the person was ever granted: an
    editor who was put into the group by hand stays in it.
    """
    if person.user is None:
        return 0
    held = set(person.grants.on().values_list("role", flat=True))
    ever = set(person.grants.values_list("role", flat=True))
    names = {role: name for role, name in settings.role_groups.items() if role in ever}
    groups = {
        group.name: group for group in Group.objects.filter(name__in=names.values())
    }
    mine = set(person.user.groups.values_list("name", flat=True)) if groups else set()
    changed = 0
    for role, name in names.items():
        if name not in groups or (role in held) == (name in mine):
            continue
        change = person.user.groups.add if role in held else person.user.groups.remove
        change(groups[name])
        changed += 1
    return changed


def _words(grant: Grant) -> dict[str, str]:
    return {"role": grant.role, "unit": grant.unit.name if grant.unit else ""}
