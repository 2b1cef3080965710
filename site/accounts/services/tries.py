"""Limits on guessing: counters in the database, shared by all processes.

A try is written down before it is judged. So a hundred tries that arrive at
once cannot all be judged before the first of them counts.
"""

from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..codes import digest
from ..conf import settings
from ..models import FailedTry

__all__ = ["TooManyTries", "begin_try", "forgive", "forgive_subject", "purge_tries"]


class TooManyTries(Exception):
    """A limit is reached; the text says the same to everybody."""

    def __str__(self) -> str:
        return _(
            "Too many tries. Wait 15 minutes and try again, "
            "or ask your manager for a new slip."
        )


def begin_try(*, kind: FailedTry.Kind, subject: str, address: str) -> FailedTry:
    """Count a try before it is judged; whoever succeeds is forgiven later.

    :raises TooManyTries: without counting, so that waiting always helps.
    """
    attempt = FailedTry.objects.create(
        kind=kind,
        subject_digest=digest("subject", subject),
        address_digest=digest("address", address),
    )
    if _exceeds_a_limit(attempt):
        attempt.delete()
        raise TooManyTries
    return attempt


def forgive(attempt: FailedTry) -> None:
    """Clear what this address tried on this subject: the right person is here.

    What no limit counts any more goes with it, for the page of one's own
    account promises that nothing stays.
    """
    FailedTry.objects.filter(
        Q(at__lt=_oldest_that_counts())
        | Q(
            kind=attempt.kind,
            subject_digest=attempt.subject_digest,
            address_digest=attempt.address_digest,
        )
    ).delete()


def forgive_subject(*, kind: FailedTry.Kind, subject: str) -> None:
    """Clear all tries on a subject, wherever they came from."""
    FailedTry.objects.filter(
        kind=kind, subject_digest=digest("subject", subject)
    ).delete()


def purge_tries() -> int:
    """Delete the tries that no limit counts any more; return how many."""
    deleted, _per_model = FailedTry.objects.filter(
        at__lt=_oldest_that_counts()
    ).delete()
    return deleted


def _limits() -> dict[str, tuple[int, timedelta]]:
    return {
        "pair": settings.tries_per_subject_and_address,
        "subject": settings.tries_per_subject,
        "address": settings.tries_per_address,
    }


def _oldest_that_counts() -> datetime:
    return timezone.now() - max(window for _limit, window in _limits().values())


def _exceeds_a_limit(attempt: FailedTry) -> bool:
    """Compare all three counts with their limits, in one query."""
    same_subject = Q(subject_digest=attempt.subject_digest)
    same_address = Q(address_digest=attempt.address_digest)
    same = {
        "pair": same_subject & same_address,
        "subject": same_subject,
        "address": same_address,
    }
    limits = _limits()
    counts = FailedTry.objects.filter(
        same_subject | same_address, kind=attempt.kind
    ).aggregate(
        **{
            name: Count("pk", filter=same[name] & Q(at__gt=attempt.at - window))
            for name, (_limit, window) in limits.items()
        }
    )
    return any(counts[name] > limit for name, (limit, _window) in limits.items())
