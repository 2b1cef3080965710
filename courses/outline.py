"""What a course requires and what of it is done: pure calculation, no database.

An outline is the ``data`` of ``models.Outline``; progress is the ``progress`` of
``models.Enrolment``. Every screen, report and rule that asks "is this done?"
asks here, so that no two of them can disagree.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict

__all__ = [
    "Activity",
    "Lesson",
    "add_result",
    "is_done",
    "lessons",
    "missing_activities",
    "next_lesson",
    "required_set",
    "summarise",
]

Progress = Mapping[str, Mapping[str, Any]]


class Activity(TypedDict):
    key: str
    type: str
    required: bool


class Lesson(TypedDict):
    key: str
    title: str
    minutes: int
    released: bool
    page_id: int
    activities: list[Activity]


def lessons(outline: Mapping[str, Any]) -> Iterator[Lesson]:
    """Yield every lesson of the course in the order it is learned."""
    for module in outline["modules"]:
        yield from module["lessons"]


def required_set(outline: Mapping[str, Any]) -> set[tuple[str, tuple[str, ...]]]:
    """Return the lessons with the activities that each waits for."""
    return {(lesson["key"], _required(lesson)) for lesson in lessons(outline)}


def is_done(lesson: Lesson, progress: Progress) -> bool:
    """Say whether the lesson has all the evidence it asks for.

    With required activities: each passed once. Without any: the learner said
    at its end that it is done. Opening a page is never evidence.
    """
    entry = progress.get(lesson["key"], {})
    if _required(lesson):
        return not missing_activities(lesson, progress)
    return bool(entry.get("read"))


def missing_activities(lesson: Lesson, progress: Progress) -> list[str]:
    """Return the keys of required activities that are not passed yet."""
    reached = progress.get(lesson["key"], {}).get("activities", {})
    return [
        key
        for key in _required(lesson)
        if not reached.get(key, {}).get("passed", False)
    ]


def summarise(outline: Mapping[str, Any], progress: Progress) -> tuple[int, int]:
    """Return how many lessons are done and how many the course requires.

    Lessons that are scheduled but not released yet count among the required:
    a course is not over before its last lesson.
    """
    all_lessons = list(lessons(outline))
    return sum(is_done(lesson, progress) for lesson in all_lessons), len(all_lessons)


def next_lesson(
    outline: Mapping[str, Any], progress: Progress, after: str | None = None
) -> Lesson | None:
    """Return the released lesson to go on with: the first undone one after ``after``.

    If all that follow are done, an earlier undone one; None when none is left.
    """
    released = [lesson for lesson in lessons(outline) if lesson["released"]]
    keys = [lesson["key"] for lesson in released]
    start = keys.index(after) + 1 if after in keys else 0
    return _first_undone(released[start:] + released[:start], progress)


def add_result(
    progress: dict[str, Any],
    *,
    lesson_key: str,
    activity_key: str | None,
    passed: bool,
    score: float | None,
    at: str,
) -> None:
    """Fold one result into the progress; a weaker one never lowers it.

    ``at`` is an ISO instant. The first pass keeps its date and the best score
    stays, whatever comes later and in whatever order.
    """
    entry = progress.setdefault(lesson_key, {})
    if activity_key is None:
        if passed:
            entry["read"] = min(entry.get("read", at), at)
        return
    reached = entry.setdefault("activities", {}).setdefault(
        activity_key, {"passed": False, "best": None}
    )
    if score is not None:
        reached["best"] = (
            score if reached["best"] is None else max(reached["best"], score)
        )
    if passed:
        reached["passed"] = True
        reached["passed_at"] = min(reached.get("passed_at", at), at)


def _required(lesson: Lesson) -> tuple[str, ...]:
    return tuple(item["key"] for item in lesson["activities"] if item["required"])


def _first_undone(candidates: Iterable[Lesson], progress: Progress) -> Lesson | None:
    return next((item for item in candidates if not is_done(item, progress)), None)
