"""Repair: give every learner what is owed to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .. import wording
from ..models import Entitlement
from .errors import CannotIssue
from .issuing import issue, obstacle, record_review

__all__ = ["Owed", "in_chunks", "issue_owed"]

CHUNK = 200


@dataclass(frozen=True)
class Owed:
    """What the repair found for one learner, and what it did or would do."""

    learner_label: str
    subject_title: str
    completed_on: date
    outcome: str


def issue_owed(*, dry_run: bool = False) -> Iterator[Owed]:
    """Give every learner what is owed: entitlements first, then certificates.

    For completions from before an award existed, for courses reviewed since, and
    for whatever a receiver missed. Running it again does nothing more. A certificate
    carries its true day of issue; the dates of the learning are the original ones.
    """
    reviews: dict[int, dict] = {}
    if apps.is_installed("courses"):
        from .. import in_courses

        yield from in_courses.entitle_owed(dry_run=dry_run)
        reviews = in_courses.reviews_since()
    for pk, review in reviews.items():
        if not dry_run:
            record_review(entitlement=Entitlement.objects.get(pk=pk), review=review)
    automatic = Entitlement.objects.for_automatic_issue().select_related("award")
    for entitlement in in_chunks(automatic):
        entitlement.review = reviews.get(entitlement.pk, entitlement.review)
        yield Owed(
            learner_label=entitlement.learner_label,
            subject_title=entitlement.subject_title,
            completed_on=wording.local_date(entitlement.completed_at),
            outcome=_outcome(entitlement, dry_run=dry_run),
        )


def in_chunks(rows: QuerySet) -> Iterator:
    """Yield the rows by primary key, never more than a chunk in memory.

    Rows may leave the set while it is walked, which is what the repair does.
    """
    last_pk = 0
    while chunk := list(rows.filter(pk__gt=last_pk).order_by("pk")[:CHUNK]):
        yield from chunk
        last_pk = chunk[-1].pk


def _outcome(entitlement: Entitlement, *, dry_run: bool) -> str:
    if reason := obstacle(entitlement):
        return reason
    if dry_run:
        return _("would be issued")
    try:
        return issue(entitlement=entitlement).serial
    except CannotIssue as refusal:
        return str(refusal)
