"""People: one beside every account, and new ones added by a manager."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from wagtail.log_actions import log

from courses.learners import learner_key, learner_label
from courses.vietnamese import clean_person_name

from ..adapter import account_adapter
from ..births import parse_birth
from ..conf import settings
from ..intervals import today
from ..models import Grant, Person, Unit
from ..phones import normalise_phone
from .access import ensure_manages
from .alike import AlikePeople, Neighbours
from .grants import keep_groups_in_step
from .memberships import open_membership


def ensure_person(*, user) -> Person:
    """Return the person of an account; make it, or bring its name up to date."""
    name = learner_label(user)[:150]
    person, made = Person.objects.get_or_create(
        learner_key=learner_key(user), defaults={"user": user, "full_name": name}
    )
    if not made and (person.full_name, person.user_id) != (name, user.pk):
        person.full_name = name
        person.user = user
        person.save()
    return person


@transaction.atomic
def repair_people() -> dict[str, int]:
    """Make the people of accounts that came by a side door; follow dated roles.

    ``bulk_create`` and SQL send no signal. Roles whose day has come or gone are
    brought into the groups, so this also runs once a day. The groups of roles hold
    those whose grant holds today and nobody else (``keep_groups_in_step``).
    """
    counts = {"made": 0, "renamed": 0, "groups": 0}
    accounts = get_user_model()._default_manager
    has_person = Person.objects.filter(user=OuterRef("pk"))
    for user in accounts.filter(~Exists(has_person)).iterator():
        ensure_person(user=user)
        counts["made"] += 1
    for person in Person.objects.exclude(user=None).select_related("user").iterator():
        if person.full_name != learner_label(person.user)[:150]:
            ensure_person(user=person.user)
            counts["renamed"] += 1
    for person in _touched_by_role_groups():
        counts["groups"] += keep_groups_in_step(person=person)
    return counts


@transaction.atomic
def add_person(
    *,
    by,
    unit: Unit,
    full_name: str,
    phone: str = "",
    birth: str = "",
    sex: str = "",
    position: str = "",
    audience=None,
    even_if_alike: bool = False,
) -> Person:
    """Make an account and give the person a confirmed post in the unit.

    :raises AlikePeople: when it may be somebody known already; ask, then call
        again with ``even_if_alike``.
    """
    ensure_manages(by=by, unit=unit)
    # Two managers who add the same person at once take turns.
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    name = clean_person_name(full_name)
    number = normalise_phone(phone).number if phone else ""
    if not even_if_alike:
        around = Neighbours(unit=unit, phones=[number], by=by)
        if alike := around.alike(name=name, phone=number, birth=parse_birth(birth)):
            raise AlikePeople(alike)
    return enter_person(
        by=by,
        unit=unit,
        name=name,
        phone=number,
        birth=birth,
        sex=sex,
        position=position,
        audience=audience,
    )


def enter_person(
    *,
    by,
    unit: Unit,
    name: str,
    phone: str,
    birth: str,
    sex: str,
    position: str,
    audience,
) -> Person:
    """Make account, person and post, in the name of whoever was let do so.

    The caller has asked whether ``by`` manages the unit: once for a whole list.
    """
    birth_on, precision = parse_birth(birth)
    user = account_adapter().create(name, phone=phone, by=by)
    person = ensure_person(user=user)
    person.sex = sex
    person.birth_on, person.birth_precision = birth_on, precision
    person.save()
    open_membership(
        person=person, unit=unit, on=today(), position=position, audience=audience
    )
    log(person, "learn_people.add", user=by, data={"unit": unit.name})
    return person


@transaction.atomic
def set_details(*, person: Person, birth: str = "", sex: str = "") -> Person:
    """Write birth date and sex, as the person states or corrects them."""
    person.birth_on, person.birth_precision = parse_birth(birth)
    person.sex = sex
    person.save()
    return person


def _touched_by_role_groups():
    """Return those who were ever granted a role with a group, or are in one."""
    roles = settings.role_groups
    granted = Grant.objects.filter(person=OuterRef("pk"), role__in=list(roles))
    members = get_user_model()._default_manager.filter(
        groups__name__in=list(roles.values())
    )
    return (
        Person.objects.filter(Q(Exists(granted)) | Q(user__in=members.values("pk")))
        .exclude(user=None)
        .select_related("user")
    )
