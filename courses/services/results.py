"""Record what a learner did and decide, in the same transaction, what it means."""

import calendar
import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import outline as rules
from ..learners import learner_key, learner_label
from ..maps import CourseMap, find_lesson
from ..models import Enrolment, Result, StatusChange
from ..tasks import announce_completion
from .enrolments import log_change

__all__ = [
    "LessonNotFound",
    "NotEnrolled",
    "Recorded",
    "apply_outline",
    "finish_lesson",
    "record_result",
]


class LessonNotFound(Exception):
    """No course has this lesson, or it is not released yet."""

    message = _("This lesson is no longer part of a course.")


class NotEnrolled(Exception):
    """The learner has no access to the course of the lesson."""

    message = _("You are not enrolled in this course. Enrol first; it takes one tap.")


@dataclass(frozen=True)
class Recorded:
    """What ``record_result`` did."""

    enrolment: Enrolment
    course: CourseMap
    #: False when this submission had been recorded before.
    is_new: bool
    #: True only for the result that completed the round.
    completes: bool


def finish_lesson(
    *, learner, lesson_key: uuid.UUID, submission: uuid.UUID, occurred_at=None
) -> Recorded:
    """Record that the learner read the lesson to its end and said so."""
    return record_result(
        learner=learner,
        lesson_key=lesson_key,
        kind=Result.Kind.READ,
        submission=submission,
        occurred_at=occurred_at,
    )


@transaction.atomic
def record_result(
    *,
    learner,
    lesson_key: uuid.UUID,
    kind: Result.Kind,
    submission: uuid.UUID,
    activity_key: uuid.UUID | None = None,
    passed: bool = True,
    score: float | None = None,
    data: dict[str, Any] | None = None,
    revision_id: int | None = None,
    occurred_at: datetime.datetime | None = None,
) -> Recorded:
    """Append a result and bring the learner's enrolment up to it.

    May be called twice, late or out of order for the same ``submission``: only
    the first is kept. ``score`` is a share, 0 to 1. ``occurred_at`` is what the
    device said; a time in the future counts as now.

    :raises LessonNotFound: no course has the lesson, or it is not released.
    :raises NotEnrolled: the learner has no access to its course.
    """
    course = find_lesson(lesson_key)
    if course is None or not course.lessons[str(lesson_key)]["released"]:
        raise LessonNotFound
    enrolment = (
        Enrolment.objects.select_for_update()
        .current()
        .filter(learner_key=learner_key(learner), course_key=course.course_key)
        .latest_rounds()
        .first()
    )
    if enrolment is None:
        raise NotEnrolled
    now = timezone.now()
    # As stored, so that a replay of the row gives the same.
    score = None if score is None else round(score, 5)
    try:
        with transaction.atomic():
            Result.objects.create(
                learner=learner,
                learner_key=enrolment.learner_key,
                learner_label=learner_label(learner),
                enrolment=enrolment,
                course_key=course.course_key,
                lesson_key=lesson_key,
                activity_key=activity_key,
                kind=kind,
                lesson_title=course.lessons[str(lesson_key)]["title"],
                passed=passed,
                score=score,
                data=data or {},
                revision_id=revision_id,
                submission=submission,
                occurred_at=min(occurred_at or now, now),
                recorded_at=now,
            )
    except IntegrityError:
        if not Result.objects.filter(
            learner_key=enrolment.learner_key, submission=submission
        ).exists():
            raise
        return Recorded(enrolment, course, is_new=False, completes=False)
    rules.add_result(
        enrolment.progress,
        lesson_key=str(lesson_key),
        activity_key=str(activity_key) if activity_key else None,
        passed=passed,
        score=score,
        at=now.isoformat(),
    )
    enrolment.last_lesson_key = lesson_key
    completes = apply_outline(
        enrolment, version=course.version, data=course.outline, now=now
    )
    return Recorded(enrolment, course, is_new=True, completes=completes)


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
        log_change(
            enrolment,
            StatusChange.Event.COMPLETED,
            from_status=before,
            at=now,
            data={"outline": data, "edition": enrolment.edition},
        )
        announce_completion.enqueue(enrolment.pk)
    elif before != enrolment.status:
        log_change(enrolment, StatusChange.Event.STARTED, from_status=before, at=now)
    return completes


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
