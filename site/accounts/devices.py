"""Own phone or shared machine: how long a sign-in lasts, and what stays on it."""

from django.contrib.auth import login
from django.core import signing

from . import services
from .models import User

__all__ = [
    "SEEN",
    "SHARED",
    "SHARED_COOKIE",
    "is_known_as_shared",
    "mark_machine",
    "marks_on",
    "remember_account",
    "start_session",
]

#: Keys in the session.
SHARED = "accounts_shared"
SEEN = "accounts_seen"
#: Tells the next person's sign-in page, and only that, that others use the machine.
SHARED_COOKIE = "accounts_shared_machine"
SHARED_COOKIE_SECONDS = 365 * 24 * 3600
#: Signed; shows that accounts signed in on this own phone before, not whose they are.
MARKS_COOKIE = "accounts_known"
MARKS_COOKIE_SECONDS = 365 * 24 * 3600
#: A family shares a telephone; of more accounts the oldest is forgotten.
MARKS_KEPT = 5

BACKEND = "accounts.backends.IdentifierBackend"


def start_session(request, user: User, *, shared: bool) -> None:
    """Sign the person in: for 90 days on an own phone, else till the browser ends."""
    login(request, user, backend=BACKEND)
    request.session[SHARED] = shared
    request.session.set_expiry(0 if shared else None)


def is_known_as_shared(request) -> bool:
    """Tell whether somebody called this machine shared before."""
    return SHARED_COOKIE in request.COOKIES


def mark_machine(request, response, user: User, *, shared: bool) -> None:
    """Remember of a shared machine that it is one, and nothing about the person.

    Of an own phone, remember that this account signed in on it.
    """
    if shared:
        _keep(request, response, SHARED_COOKIE, "1", SHARED_COOKIE_SECONDS)
        response.delete_cookie(MARKS_COOKIE, samesite="Lax")
        return
    if is_known_as_shared(request):
        response.delete_cookie(SHARED_COOKIE, samesite="Lax")
    remember_account(request, response, user)


def remember_account(request, response, user: User) -> None:
    """Keep the account's mark, so that nobody can lock it out on this machine."""
    mark = services.machine_mark(user)
    marks = [mark, *(known for known in marks_on(request) if known != mark)]
    text = signing.dumps(marks[:MARKS_KEPT], salt=MARKS_COOKIE)
    _keep(request, response, MARKS_COOKIE, text, MARKS_COOKIE_SECONDS)


def marks_on(request) -> list[str]:
    """Return the marks of the accounts that signed in on this machine before."""
    text = request.COOKIES.get(MARKS_COOKIE, "") if request is not None else ""
    try:
        return signing.loads(text, salt=MARKS_COOKIE, max_age=MARKS_COOKIE_SECONDS)
    except signing.BadSignature:
        return []


def _keep(request, response, name: str, text: str, seconds: int) -> None:
    response.set_cookie(
        name,
        text,
        max_age=seconds,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
