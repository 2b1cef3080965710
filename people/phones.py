"""Vietnamese phone numbers as people write them and spreadsheets spoil them."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

__all__ = ["Phone", "display_phone", "normalise_phone", "looks_like_phone"]

SEPARATORS = re.compile(r"[\s.\-()\u00a0\u200b]+")
#: Eleven-digit mobile prefixes that were replaced in 2018.
OLD_PREFIXES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036",
    "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058",
    "0199": "059",
}  # fmt: skip


@dataclass(frozen=True)
class Phone:
    """A number in international form, and whether a lost 0 was put back."""

    number: str
    zero_restored: bool = False


def normalise_phone(text: str) -> Phone:
    """Return the number as +84…; what is not certain is refused, never guessed.

    Nine digits that begin like a mobile number have lost their 0 in a
    spreadsheet; there is no other way to read them.

    :raises ValidationError: with a sentence that says what is wrong.
    """
    if re.fullmatch(r"\s*\d[.,]\d+[eE]\+?\d+\s*", text):
        raise ValidationError(
            _("%(text)s is a number that a spreadsheet has shortened. Type it anew."),
            code="phone_shortened",
            params={"text": text.strip()},
        )
    if len(re.findall(r"\d[\d\s.\-]{7,}\d", re.sub(r"[/,;]|hoặc", "|", text))) > 1:
        raise ValidationError(
            _("There are two numbers here. Keep one."), code="phone_twice"
        )
    digits = SEPARATORS.sub("", text)
    digits = re.sub(r"^(\+84|0084)0?(?=[1-9])", "0", digits)
    if re.fullmatch(r"84[35789]\d{8}", digits):
        digits = "0" + digits[2:]
    if re.fullmatch(r"0[35789]\d{8}|02\d{9}", digits):
        return Phone("+84" + digits[1:])
    if re.fullmatch(r"[35789]\d{8}", digits):
        return Phone("+84" + digits, zero_restored=True)
    if re.fullmatch(r"01\d{9}", digits) and digits[:4] in OLD_PREFIXES:
        raise ValidationError(
            _(
                "%(text)s is a number of before 2018; today it would be %(new)s. "
                "Check and correct it."
            ),
            code="phone_old",
            params={"text": text.strip(), "new": OLD_PREFIXES[digits[:4]] + digits[4:]},
        )
    if re.fullmatch(r"\+(?!84)\d{8,14}", digits):
        return Phone(digits)
    raise ValidationError(
        _("%(text)s is not a phone number of 10 digits. Correct or remove it."),
        code="phone_wrong",
        params={"text": text.strip()},
    )


def display_phone(number: str) -> str:
    """Return +84912345678 as 0912 345 678, the way it is read out."""
    if re.fullmatch(r"\+84\d{9}", number):
        local = "0" + number[3:]
        return f"{local[:4]} {local[4:7]} {local[7:]}"
    return re.sub(r"^\+84", "0", number)


def looks_like_phone(text: str) -> bool:
    """Say whether a cell was meant as a phone number, right or wrong."""
    digits = sum(char.isdigit() for char in text)
    letters = sum(char.isalpha() and char not in "eE" for char in text)
    return digits > 0 and letters == 0 and not re.search(r"\d{1,2}/\d{1,2}/", text)
