"""The rules of the learning path; every change of a record goes through here."""

from .enrolments import (
    CourseNotOpen,
    enrol,
    set_due_date,
    start_new_round,
    withdraw,
)
from .outlines import rebuild_outline, reevaluate_enrolments, reevaluate_stale
from .rebuild import rebuild_progress
from .results import LessonNotFound, NotEnrolled, finish_lesson, record_result

__all__ = [
    "CourseNotOpen",
    "LessonNotFound",
    "NotEnrolled",
    "enrol",
    "finish_lesson",
    "rebuild_outline",
    "rebuild_progress",
    "record_result",
    "reevaluate_enrolments",
    "reevaluate_stale",
    "set_due_date",
    "start_new_round",
    "withdraw",
]
