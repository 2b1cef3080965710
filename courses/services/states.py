"""Set the state of a round by what is done, and write down each change of it."""

import calendar
import datetime
from typing import Any

from django.utils import timezone

from .. import outline as rules
from ..models import Enrolment, StatusChange
from ..tasks import announce_completion

__all__ = ["apply_outline", "log_change"]


def apply_outline(
    enrolment: Enrolment,
    *,
    version: int,
    data: dict[str, Any],
    now: datetime.datetime | None = None,
) -> bool:
    """Set state and counts by the outline; say whether the round completed by it.

    The caller holds the row. A completed round keeps its counts and its date.
    """
    now = now or timezone.now()
    before = enrolment.status
    if enrolment.is_completed:
        enrolment.save(update_fields=["progress", "last_lesson_key"])
        return False
    enrolment.done, enrolment.total = rules.summarise(data, enrolment.progress)
    enrolment.outline_version = version
    completes = bool(enrolment.progress) and 0 < enrolment.total == enrolment.done
    if completes:
        enrolment.status = Enrolment.Status.COMPLETED
        enrolment.completed_at = now
        enrolment.valid_until = _valid_until(now, data["course"]["validity_months"])
        enrolment.edition = data["course"]["edition"]
        enrolment.course_title = data["course"]["title"]
        enrolment.outline = data
    elif enrolment.progress:
        enrolment.status = Enrolment.Status.IN_PROGRESS
    if enrolment.started_at is None and enrolment.progress:
        enrolment.started_at = now
    enrolment.save()
    if completes:
        valid_until = enrolment.valid_until
        log_change(
            enrolment,
            StatusChange.Event.COMPLETED,
            from_status=before,
            at=now,
            data={
                "outline": data,
                "edition": enrolment.edition,
                "course_title": enrolment.course_title,
                "valid_until": valid_until.isoformat() if valid_until else None,
            },
        )
        announce_completion.enqueue(enrolment.pk)
    elif before != enrolment.status:
        log_change(enrolment, StatusChange.Event.STARTED, from_status=before, at=now)
    return completes


def log_change(
    enrolment: Enrolment, event, *, from_status: str, at, by=None, data=None
) -> StatusChange:
    """Append to the history of a round, in the transaction of the change."""
    return StatusChange.objects.create(
        enrolment=enrolment,
        learner_id=enrolment.learner_id,
        learner_key=enrolment.learner_key,
        event=event,
        from_status=from_status,
        to_status=enrolment.status,
        at=at,
        by=by,
        data=data or {},
    )


def _valid_until(
    completed_at: datetime.datetime, months: int | None
) -> datetime.date | None:
    """Return the last valid day: the same day so many months later.

    Where that month is shorter, its last day.
    """
    if not months:
        return None
    day = timezone.localdate(completed_at)
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return day.replace(year=year, month=month, day=min(day.day, last))
