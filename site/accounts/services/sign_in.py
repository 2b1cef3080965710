"""Who stands behind an identifier and a PIN."""

from collections.abc import Collection

from courses.vietnamese import nfc

from ..codes import digest, read_login_code
from ..models import FailedTry, User
from ..phones import read_phone
from .tries import begin_try, forgive

__all__ = ["authenticate", "find_account", "machine_mark", "sign_in_subject"]


def authenticate(
    *, identifier: str, secret: str, address: str, marks: Collection[str] = ()
) -> User | None:
    """Return the active account that identifier and secret belong to, or None.

    Whether the account exists shows neither in the answer nor in the work
    done: the secret is hashed once in any case. A secret that was hashed by
    an older rule is hashed anew.

    :param marks: of the accounts that signed in on this machine before; tries
        from elsewhere do not lock them out here (see ``machine_mark``).
    :raises TooManyTries: likewise for accounts that exist and that do not.
    """
    user = find_account(identifier=identifier)
    attempt = begin_try(
        kind=FailedTry.Kind.SIGN_IN,
        subject=sign_in_subject(user) if user else f"text:{nfc(identifier).strip()}",
        address=address,
        machine_is_known=user is not None and machine_mark(user) in marks,
    )
    # An account without a password costs the same work as a wrong password.
    secret_is_right = (user or User()).check_password(secret)
    if user is None or not secret_is_right or not user.is_active:
        return None
    forgive(attempt)
    return user


def find_account(*, identifier: str) -> User | None:
    """Return the one account that the phone number, e-mail or code names.

    A phone number that several people share names none of them: they sign in
    with their issued code.
    """
    text = nfc(identifier).strip()
    if "@" in text:
        found = User.objects.with_email(text)
    elif phone := read_phone(text):
        found = (
            User.objects.active()
            .with_secret()
            .filter(phone=phone, phone_is_confirmed=True)
        )
    else:
        found = User.objects.filter(login_code=read_login_code(text) or text)
    accounts = list(found[:2])
    return accounts[0] if len(accounts) == 1 else None


def sign_in_subject(user: User) -> str:
    """Name the account for the counters, whichever identifier was typed."""
    return f"user:{user.pk}"


def machine_mark(user: User) -> str:
    """Return what a machine keeps to show that this account signed in on it.

    It tells nobody whose account that is, cannot be made without the site's
    secret key, and ends with the PIN, so that a lost telephone knows no more.
    """
    return digest("machine", f"{user.pk}:{user.password}")
