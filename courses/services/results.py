"""Record what a learner did and decide, in the same transaction, what it means."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import outline as rules
from ..learners import learner_key, learner_label
from ..maps import CourseMap, find_course, find_lesson
from ..models import Enrolment, Outline, Result
from .states import apply_outline

__all__ = [
    "LessonNotFound",
    "NotEnrolled",
    "Recorded",
    "finish_lesson",
    "record_result",
]


class LessonNotFound(Exception):
    """No open course has this lesson, or it is not released yet."""

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
    *,
    learner,
    lesson_key: uuid.UUID,
    submission: uuid.UUID,
    round_key: uuid.UUID | None = None,
    occurred_at: datetime.datetime | None = None,
) -> Recorded:
    """Record that the learner read the lesson to its end and said so.

    ``round_key``: the round in which the page was open; else the newest.

    :raises LessonNotFound: the lesson, or its course, is not open.
    :raises NotEnrolled: the learner has no access to its course.
    """
    course = find_lesson(lesson_key)
    if (
        course is None
        or not course.facts["live"]
        or not course.lessons[str(lesson_key)]["released"]
    ):
        raise LessonNotFound
    return record_result(
        learner=learner,
        course_key=course.course_key,
        round_key=round_key,
        lesson_key=lesson_key,
        lesson_title=course.lessons[str(lesson_key)]["title"],
        kind=Result.Kind.READ,
        submission=submission,
        occurred_at=occurred_at,
    )


@transaction.atomic
def record_result(
    *,
    learner,
    lesson_key: uuid.UUID,
    lesson_title: str,
    kind: Result.Kind,
    submission: uuid.UUID,
    course_key: uuid.UUID | None = None,
    round_key: uuid.UUID | None = None,
    activity_key: uuid.UUID | None = None,
    passed: bool = True,
    score: float | None = None,
    data: dict[str, Any] | None = None,
    revision_id: int | None = None,
    occurred_at: datetime.datetime | None = None,
) -> Recorded:
    """Append a result and bring the learner's enrolment up to it.

    May be called twice, late or out of order for the same ``submission``: only
    the first is kept. What began in a round counts in that round: ``round_key``
    is the key of its enrolment; without it the newest round in the course of
    ``course_key`` is meant. ``score`` is a share, 0 to 1. ``occurred_at`` is what
    the device said; a time in the future counts as now.

    :raises NotEnrolled: the learner has no access to the course.
    """
    enrolment = _locked_round(learner, course_key, round_key)
    course = find_course(enrolment.course_key) if enrolment else None
    if enrolment is None or course is None:
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
                course_key=enrolment.course_key,
                lesson_key=lesson_key,
                activity_key=activity_key,
                kind=kind,
                lesson_title=lesson_title,
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
    version, outline = course.version, course.outline
    if enrolment.newest_version != version:
        # Another process changed the course within the last second.
        newest = Outline.objects.get(course_key=enrolment.course_key)
        version, outline = newest.version, newest.data
    completes = apply_outline(enrolment, version=version, data=outline, now=now)
    return Recorded(enrolment, course, is_new=True, completes=completes)


def _locked_round(learner, course_key: uuid.UUID | None, round_key: uuid.UUID | None):
    """Return the round, held until the transaction ends, with ``newest_version``."""
    rounds = Enrolment.objects.current().filter(learner_key=learner_key(learner))
    if round_key is not None:
        rounds = rounds.filter(key=round_key)
    if course_key is not None or round_key is None:
        rounds = rounds.filter(course_key=course_key)
    outlines = Outline.objects.filter(course_key=OuterRef("course_key"))
    return (
        rounds.select_for_update(of=("self",))
        .annotate(newest_version=Subquery(outlines.values("version")[:1]))
        .latest_rounds()
        .first()
    )
