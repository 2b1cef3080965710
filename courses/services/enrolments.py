"""Enter a course, leave it, come back, begin another round."""

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..learners import learner_key, learner_label
from ..models import Enrolment, Outline, StatusChange
from ..outline import summarise
from .states import apply_outline, log_change

__all__ = [
    "CourseNotOpen",
    "enrol",
    "set_due_date",
    "start_new_round",
    "withdraw",
]


class CourseNotOpen(Exception):
    """The course is not published, or there is no such course."""

    message = _("This course is not open. Choose another one from the catalogue.")


def enrol(
    *,
    learner,
    course_key: uuid.UUID,
    due_on: datetime.date | None = None,
    source: str = "self",
    by=None,
) -> Enrolment:
    """Return the learner's enrolment in the course, made if there is none.

    Asking twice changes nothing. Whoever was withdrawn comes back to the same
    round with all that was done in it.

    :raises CourseNotOpen: the course is not published.
    """
    outline = _open_outline(course_key)
    key = learner_key(learner)
    try:
        with transaction.atomic():
            latest = (
                Enrolment.objects.select_for_update()
                .filter(learner_key=key, course_key=course_key)
                .latest_rounds()
                .first()
            )
            if latest is None:
                return _begin(
                    learner=learner,
                    outline=outline,
                    round_number=1,
                    due_on=due_on,
                    source=source,
                    by=by,
                )
            if latest.ended_at is not None:
                _reinstate(latest, outline=outline, by=by)
            return latest
    except IntegrityError:
        # Two requests at once: the other one made it.
        return (
            Enrolment.objects.current()
            .filter(learner_key=key, course_key=course_key)
            .latest_rounds()[0]
        )


def start_new_round(
    *,
    learner,
    course_key: uuid.UUID,
    due_on: datetime.date | None = None,
    source: str = "renewal",
    by=None,
) -> Enrolment:
    """Begin the next round at 0 % with its own evidence; the old one stays.

    While a round is under way it is returned instead of a second one.

    :raises CourseNotOpen: the course is not published.
    """
    outline = _open_outline(course_key)
    rounds = Enrolment.objects.filter(
        learner_key=learner_key(learner), course_key=course_key
    )
    try:
        with transaction.atomic():
            latest = rounds.select_for_update().latest_rounds().first()
            if latest and not latest.is_completed and latest.ended_at is None:
                return latest
            return _begin(
                learner=learner,
                outline=outline,
                round_number=latest.round + 1 if latest else 1,
                due_on=due_on,
                source=source,
                by=by,
            )
    except IntegrityError:
        # Two requests at once: the other one began it.
        return rounds.open().get()


@transaction.atomic
def withdraw(*, enrolment: Enrolment, reason: str, by=None) -> Enrolment:
    """Take away access; everything that was done stays on record."""
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.ended_at is None:
        enrolment.ended_at = timezone.now()
        enrolment.end_reason = reason
        enrolment.save(update_fields=["ended_at", "end_reason"])
        log_change(
            enrolment,
            StatusChange.Event.WITHDRAWN,
            from_status=enrolment.status,
            at=enrolment.ended_at,
            by=by,
            data={"reason": reason},
        )
    return enrolment


@transaction.atomic
def set_due_date(
    *, enrolment: Enrolment, due_on: datetime.date | None, by=None
) -> Enrolment:
    """Set the last day of the round (a local date, to its end)."""
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.due_on != due_on:
        enrolment.due_on = due_on
        enrolment.save(update_fields=["due_on"])
        log_change(
            enrolment,
            StatusChange.Event.DUE_CHANGED,
            from_status=enrolment.status,
            at=timezone.now(),
            by=by,
            data={"due_on": due_on.isoformat() if due_on else None},
        )
    return enrolment


def _open_outline(course_key: uuid.UUID) -> Outline:
    outline = Outline.objects.filter(course_key=course_key).first()
    if outline is None or not outline.data["course"]["live"]:
        raise CourseNotOpen
    return outline


def _begin(*, learner, outline: Outline, round_number, due_on, source, by):
    now = timezone.now()
    facts = outline.data["course"]
    _done, total = summarise(outline.data, {})
    enrolment = Enrolment.objects.create(
        learner=learner,
        learner_key=learner_key(learner),
        learner_label=learner_label(learner),
        course_key=outline.course_key,
        course_title=facts["title"],
        round=round_number,
        edition=facts["edition"],
        source=source,
        due_on=due_on,
        enrolled_at=now,
        total=total,
        outline_version=outline.version,
    )
    log_change(
        enrolment,
        StatusChange.Event.ENROLLED,
        from_status="",
        at=now,
        by=by,
        data={"due_on": due_on.isoformat() if due_on else None, "source": source},
    )
    return enrolment


def _reinstate(enrolment: Enrolment, *, outline: Outline, by) -> None:
    """Give access again; what changed in the course meanwhile counts now."""
    enrolment.ended_at = None
    enrolment.end_reason = ""
    enrolment.save(update_fields=["ended_at", "end_reason"])
    log_change(
        enrolment,
        StatusChange.Event.REINSTATED,
        from_status=enrolment.status,
        at=timezone.now(),
        by=by,
    )
    apply_outline(enrolment, version=outline.version, data=outline.data)
