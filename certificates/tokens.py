"""The public code of a certificate: unguessable, readable, typed without fear."""

import base64
import re
import secrets

__all__ = ["grouped", "new_token", "normalise", "qr_address", "verify_address"]

#: 128 random bits are 26 letters of base32 (A–Z, 2–7).
LENGTH = 26
_PATTERN = re.compile(rf"[A-Z2-7]{{{LENGTH}}}\Z")


def new_token() -> str:
    """Return a new random code.

    It is random and stored, not derived from a secret: codes are printed on
    paper and must outlive any change of SECRET_KEY.
    """
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def normalise(text: str) -> str:
    """Return the code as stored; empty if it cannot be one.

    Gaps and dashes are dropped, and the digits that base32 leaves out are read
    as the letters they look like.
    """
    code = re.sub(r"[\s\-‐–.]", "", text).upper()
    code = code.replace("0", "O").replace("1", "I").replace("8", "B")
    return code if _PATTERN.match(code) else ""


def grouped(token: str) -> str:
    """Return the code in groups of four, as it is printed."""
    return "-".join(token[start : start + 4] for start in range(0, len(token), 4))


def verify_address(public_url: str, token: str = "") -> str:
    """Return the address of the verification page, or of its form."""
    return f"{public_url}/v/{token}/" if token else f"{public_url}/v/"


def qr_address(public_url: str, token: str) -> str:
    """Return the address as the QR code carries it.

    In capitals, so that the code is alphanumeric and therefore smaller. A host is
    read without regard to case and our route takes both; a path is left alone.
    """
    scheme, _separator, rest = public_url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.upper()}://{host.upper()}{slash}{path}/V/{token}"
