"""Own phone or shared machine: how long a sign-in lasts on it."""

from django.contrib.auth import login

from .models import User

__all__ = [
    "SEEN",
    "SHARED",
    "SHARED_COOKIE",
    "is_known_as_shared",
    "mark_machine",
    "start_session",
]

#: Keys in the session.
SHARED = "accounts_shared"
SEEN = "accounts_seen"
#: Tells the next person's sign-in page, and only that, that others use the machine.
SHARED_COOKIE = "accounts_shared_machine"
SHARED_COOKIE_SECONDS = 365 * 24 * 3600

BACKEND = "accounts.backends.IdentifierBackend"


def start_session(request, user: User, *, shared: bool) -> None:
    """Sign the person in: for 90 days on an own phone, else till the browser ends."""
    login(request, user, backend=BACKEND)
    request.session[SHARED] = shared
    request.session.set_expiry(0 if shared else None)


def is_known_as_shared(request) -> bool:
    """Tell whether somebody called this machine shared before."""
    return SHARED_COOKIE in request.COOKIES


def mark_machine(request, response, *, shared: bool) -> None:
    """Remember that the machine is shared; nothing about the person."""
    if shared:
        response.set_cookie(
            SHARED_COOKIE,
            "1",
            max_age=SHARED_COOKIE_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    elif is_known_as_shared(request):
        response.delete_cookie(SHARED_COOKIE, samesite="Lax")
