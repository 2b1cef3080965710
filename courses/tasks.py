"""Background work of the app."""

import logging
import uuid

from django_tasks import task

from .models import Enrolment
from .signals import course_completed

logger = logging.getLogger(__name__)


@task()
def announce_completion(enrolment_id: int) -> None:
    """Tell other apps of a completion.

    Enqueued in the completing transaction: either both are kept or neither.
    """
    enrolment = (
        Enrolment.objects.completed().select_related("learner").get(pk=enrolment_id)
    )
    failures = [
        (receiver, error)
        for receiver, error in course_completed.send_robust(
            sender=Enrolment, enrolment=enrolment
        )
        if isinstance(error, Exception)
    ]
    for receiver, error in failures:
        logger.error(
            "course_completed: %s failed for enrolment %s",
            receiver,
            enrolment_id,
            exc_info=error,
        )
    if failures:
        # The task is marked as failed, so that somebody sees it.
        raise failures[0][1]


@task()
def reevaluate_course(course_key: str) -> int:
    """Look again at the enrolments under way after a course changed."""
    from .services import reevaluate_enrolments

    return reevaluate_enrolments(course_key=uuid.UUID(course_key))
