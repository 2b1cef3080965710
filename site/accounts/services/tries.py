"""Limits on guessing: counters in the database, shared by all processes.

A try is written down before it is judged. So a hundred tries that arrive at
once cannot all be judged before the first of them counts.

The limit of an account from everywhere stops whoever guesses from many
addresses. It must not become a way to lock somebody out whose number one
knows. So it does not hold on a machine on which the account signed in before;
there the limits of account and address together, and of the address, suffice.
"""

import math
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..codes import digest
from ..conf import settings
from ..models import FailedTry

__all__ = ["TooManyTries", "begin_try", "forgive", "forgive_subject", "purge_tries"]

#: Longer waits are told in hours.
LONGEST_IN_MINUTES = 90


class TooManyTries(Exception):
    """A limit is reached; the text says the same to everybody.

    :param wait: how long until the next try is judged again.
    """

    def __init__(self, wait: timedelta):
        super().__init__(wait)
        self.wait = wait

    def __str__(self) -> str:
        return _(
            "Too many tries. Wait %(time)s and try again, "
            "or ask your manager for a new slip."
        ) % {"time": _in_words(self.wait)}


def begin_try(
    *,
    kind: FailedTry.Kind,
    subject: str,
    address: str,
    machine_is_known: bool = False,
) -> FailedTry:
    """Count a try before it is judged; whoever succeeds is forgiven later.

    :param machine_is_known: the account signed in there before, so that tries
        from elsewhere do not lock it out.
    :raises TooManyTries: without counting, so that waiting always helps.
    """
    attempt = FailedTry.objects.create(
        kind=kind,
        subject_digest=digest("subject", subject),
        address_digest=digest("address", address),
    )
    names = _limits().keys() - ({"subject"} if machine_is_known else set())
    if exceeded := names & _exceeded_limits(attempt):
        attempt.delete()
        raise TooManyTries(max(_wait(attempt, name) for name in exceeded))
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


def _exceeded_limits(attempt: FailedTry) -> set[str]:
    """Compare all three counts with their limits, in one query."""
    limits = _limits()
    counts = FailedTry.objects.filter(
        _alike(attempt, "subject") | _alike(attempt, "address"), kind=attempt.kind
    ).aggregate(
        **{
            name: Count("pk", filter=_alike(attempt, name) & Q(at__gt=at))
            for name, at in (
                (name, attempt.at - window) for name, (_limit, window) in limits.items()
            )
        }
    )
    return {name for name, (limit, _window) in limits.items() if counts[name] > limit}


def _alike(attempt: FailedTry, name: str) -> Q:
    """Match the tries that the limit of this name counts together."""
    same_subject = Q(subject_digest=attempt.subject_digest)
    same_address = Q(address_digest=attempt.address_digest)
    return {
        "pair": same_subject & same_address,
        "subject": same_subject,
        "address": same_address,
    }[name]


def _wait(attempt: FailedTry, name: str) -> timedelta:
    """Return how long until so many tries are too old that one more is allowed."""
    limit, window = _limits()[name]
    newest_first = (
        FailedTry.objects.filter(_alike(attempt, name), kind=attempt.kind)
        .exclude(pk=attempt.pk)
        .order_by("-at")
        .values_list("at", flat=True)
    )
    last_to_expire = newest_first[limit - 1 : limit].first() if limit else None
    return (last_to_expire or attempt.at) + window - attempt.at


def _in_words(wait: timedelta) -> str:
    """Return the time in whole minutes or hours, rather too long than too short."""
    minutes = max(1, math.ceil(wait / timedelta(minutes=1)))
    if minutes <= LONGEST_IN_MINUTES:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {
            "count": minutes
        }
    hours = math.ceil(minutes / 60)
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
