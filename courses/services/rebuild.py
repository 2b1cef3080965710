"""Make a summary again from what is on record."""

import datetime

from django.db import transaction

from .. import outline as rules
from ..maps import find_course
from ..models import Enrolment, StatusChange

__all__ = ["rebuild_progress"]

#: What a rebuild writes; everything else of an enrolment is its identity.
REBUILT = [
    "completed_at",
    "course_title",
    "done",
    "due_on",
    "edition",
    "end_reason",
    "ended_at",
    "last_lesson_key",
    "outline",
    "progress",
    "started_at",
    "status",
    "total",
    "valid_until",
]


@transaction.atomic
def rebuild_progress(*, enrolment: Enrolment, dry_run: bool = False) -> dict:
    """Replay results and events of one round; return the fields that differed.

    ``{field: (stored, replayed)}``. A completion is taken from its own row with
    the outline of that day and is never computed anew.
    """
    stored = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    replayed = _replay(stored)
    different = {
        name: (getattr(stored, name), replayed[name])
        for name in REBUILT
        if getattr(stored, name) != replayed[name]
    }
    if different and not dry_run:
        for name, (_old, new) in different.items():
            setattr(stored, name, new)
        stored.save(update_fields=list(different))
    return different


def _replay(stored: Enrolment) -> dict:
    progress: dict = {}
    last_lesson_key = None
    started_at = None
    for result in stored.results.order_by("recorded_at", "pk"):
        started_at = started_at or result.recorded_at
        last_lesson_key = result.lesson_key
        rules.add_result(
            progress,
            lesson_key=str(result.lesson_key),
            activity_key=str(result.activity_key) if result.activity_key else None,
            passed=result.passed,
            score=float(result.score) if result.score is not None else None,
            at=result.recorded_at.isoformat(),
        )
    state: dict = {
        "progress": progress,
        "last_lesson_key": last_lesson_key,
        "started_at": started_at,
        "due_on": None,
        "ended_at": None,
        "end_reason": "",
        "valid_until": None,
        "course_title": stored.course_title,
        "edition": stored.edition,
        "completed_at": None,
        "outline": {},
        "status": (
            Enrolment.Status.IN_PROGRESS if progress else Enrolment.Status.NOT_STARTED
        ),
    }
    for change in stored.status_changes.order_by("at", "pk"):
        _replay_change(state, change)
    required = state["outline"] or _present_outline(stored)
    if state["completed_at"]:
        total = sum(1 for _lesson in rules.lessons(required))
        state["done"], state["total"] = total, total
    elif required:
        state["done"], state["total"] = rules.summarise(required, progress)
    else:
        state["done"], state["total"] = stored.done, stored.total
    return state


def _replay_change(state: dict, change: StatusChange) -> None:
    event = StatusChange.Event
    match change.event:
        case event.COMPLETED:
            state["completed_at"] = change.at
            state["status"] = Enrolment.Status.COMPLETED
            state["outline"] = change.data["outline"]
            state["edition"] = change.data["edition"]
            state["course_title"] = change.data["course_title"]
            state["valid_until"] = _day(change.data["valid_until"])
        case event.WITHDRAWN:
            state["ended_at"] = change.at
            state["end_reason"] = change.data["reason"]
        case event.REINSTATED:
            state["ended_at"] = None
            state["end_reason"] = ""
        case event.ENROLLED | event.DUE_CHANGED:
            state["due_on"] = _day(change.data["due_on"])


def _present_outline(stored: Enrolment) -> dict:
    course = find_course(stored.course_key)
    return course.outline if course else {}


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
