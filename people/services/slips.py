"""Slips of paper with which people without e-mail sign in for the first time."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..adapter import account_adapter
from ..conf import settings
from ..models import Membership, Person
from .access import ensure_may_open_accounts


@dataclass(frozen=True)
class Slip:
    """What is printed for one person; the one-time code is nowhere else."""

    person: Person
    unit_name: str
    login_code: str
    one_time_code: str
    url: str

    @property
    def address(self) -> str:
        """Return where the code can be typed, short enough for paper."""
        return self.url.removesuffix("/").rsplit("/", 1)[0].split("://")[-1] + "/"


@transaction.atomic
def issue_slips(*, by, people) -> list[Slip]:
    """Issue one-time codes for people of one's units; older codes die.

    :raises PermissionDenied: if one of them is not in the user's units, or may
        do more than the user.
    """
    people = list(people)
    ensure_may_open_accounts(by=by, people=people)
    gone = [person.full_name for person in people if person.user is None]
    if gone:
        raise ValidationError(
            _("There is no account any more for: %(names)s."),
            code="no_account",
            params={"names": ", ".join(gone)},
        )
    adapter = account_adapter()
    units = _unit_names(people)
    slips = []
    for person in people:
        code = adapter.issue_code(person.user, by=by)
        slips.append(
            Slip(
                person=person,
                unit_name=units.get(person.pk, ""),
                login_code=adapter.login_code(person.user),
                one_time_code=code,
                url=settings.public_url + settings.slip_path.format(code=code),
            )
        )
        log(person, "learn_people.issue_slip", user=by)
    return slips


def _unit_names(people) -> dict[int, str]:
    posts = (
        Membership.objects.confirmed()
        .on()
        .filter(person__in=people)
        .named()
        .best_first()
    )
    names: dict[int, str] = {}
    for post in posts:
        names.setdefault(post.person_id, post.unit_name_now)
    return names
