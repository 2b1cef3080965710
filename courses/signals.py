"""Signals that other apps may listen to."""

from django.dispatch import Signal

#: A learner completed a course. Sent with ``send_robust`` by the task that the
#: completing transaction enqueued, so it may arrive twice: receivers are
#: idempotent. Arguments: sender=Enrolment, enrolment (the completed one).
course_completed = Signal()
