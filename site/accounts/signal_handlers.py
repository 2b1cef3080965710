"""Note the moment of every sign-in, whichever page it came from."""

import time

from django.contrib.auth.signals import user_logged_in

from .devices import SEEN

__all__ = ["connect"]


def connect() -> None:
    user_logged_in.connect(note_sign_in, dispatch_uid="accounts.note_sign_in")


def note_sign_in(sender, request, user, **kwargs) -> None:
    """Start the clock that ``SharedDeviceMiddleware`` reads."""
    request.session[SEEN] = int(time.time())
