"""Codes that people read from paper: made, written in groups, read back."""

import re
import secrets
import unicodedata

from django.utils.crypto import salted_hmac

__all__ = [
    "digest",
    "new_activation_code",
    "new_login_code",
    "read_activation_code",
    "read_login_code",
]

#: No 0 O, no 1 I L: nobody has to guess what the printer meant.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#: Eight characters name an account; they are not secret.
LOGIN_GROUPS = (4, 4)
#: Thirteen characters out of 31 are 64 bits: nobody finds one by guessing.
ACTIVATION_GROUPS = (4, 5, 4)


def new_login_code() -> str:
    """Return a random code such as ``K7M4-2QPX``, never of digits alone.

    A code of digits alone would be read as a phone number at sign-in.
    """
    while True:
        code = _draw(LOGIN_GROUPS)
        if not code.replace("-", "").isdecimal():
            return code


def new_activation_code() -> str:
    """Return a random one-time code such as ``K7M4-2QPXR-9HTV``."""
    return _draw(ACTIVATION_GROUPS)


def read_login_code(typed: str) -> str:
    """Return the code in its written form, or "" if it cannot be one."""
    return _read(typed, LOGIN_GROUPS)


def read_activation_code(typed: str) -> str:
    """Return the code in its written form, or "" if it cannot be one."""
    return _read(typed, ACTIVATION_GROUPS)


def digest(purpose: str, text: str) -> str:
    """Return a keyed fingerprint, so that the database tells nobody the text."""
    return salted_hmac(f"accounts.{purpose}", text, algorithm="sha256").hexdigest()


def _draw(groups: tuple[int, ...]) -> str:
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _position in range(size))
        for size in groups
    )


def _read(typed: str, groups: tuple[int, ...]) -> str:
    """Ignore case, spaces, dots and every kind of dash."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    bare = re.sub(r"[\s._\u2010-\u2015\u2212-]", "", plain)
    if len(bare) != sum(groups) or not set(bare) <= set(ALPHABET):
        return ""
    characters = iter(bare)
    return "-".join("".join(next(characters) for _i in range(n)) for n in groups)
