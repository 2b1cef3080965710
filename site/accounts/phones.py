"""Phone numbers as people and spreadsheets write them, in one stored form."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

__all__ = ["national_form", "normalise_phone", "read_phone"]

#: What people put between digits.
SEPARATORS = re.compile(r"[\s.()\u2010-\u2015\u2212/-]")
#: A mobile number has 9 digits after the zero, a landline 10 (02…).
NATIONAL = re.compile(r"[35789]\d{8}|2\d{9}")
INTERNATIONAL = re.compile(r"\+\d{8,15}")


def normalise_phone(text: str) -> str:
    """Return the number as it is stored, such as ``+84912345678``; "" stays "".

    :raises ValidationError: with a sentence that says what to do.
    """
    if not text.strip():
        return ""
    if phone := read_phone(text):
        return phone
    raise ValidationError(
        _("This is not a phone number. Write it like 0912 345 678."),
        code="phone_wrong",
    )


def read_phone(text: str) -> str:
    """Return the stored form of the number, or "" if the text is none.

    Vietnamese numbers may come with 0, 84, 0084 or +84, with spaces or dots,
    without the zero that a spreadsheet dropped, and with the ``.0`` that a
    spreadsheet added. Other countries' numbers need their ``+`` or ``00``.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"^(\d+)\.0$", r"\1", plain)
    digits = SEPARATORS.sub("", plain)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    for prefix in ("+840", "+84", "840", "84", "0", ""):
        national = digits.removeprefix(prefix)
        if digits.startswith(prefix) and NATIONAL.fullmatch(national):
            return f"+84{national}"
    if INTERNATIONAL.fullmatch(digits) and not digits.startswith("+84"):
        return digits
    return ""


def national_form(phone: str) -> str:
    """Return a stored number as it is dialled at home: ``0912345678``."""
    return f"0{phone[3:]}" if phone.startswith("+84") else phone
