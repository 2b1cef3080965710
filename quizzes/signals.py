"""Signals that other apps may listen to."""

from django.dispatch import Signal

#: An attempt was marked. Sent inside the marking transaction, so that a receiver
#: writes with it or not at all; what it raises undoes the submission.
#: Arguments: sender=Attempt, attempt, learner.
attempt_submitted = Signal()
