"""Dates of birth as far as they are known: the day, the month or the year."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .intervals import today
from .models import Person

__all__ = ["looks_like_birth", "parse_birth"]

PATTERN = re.compile(r"(?:(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-])?(\d{4})")


def looks_like_birth(text: str) -> bool:
    """Say whether a cell was meant as a date of birth, right or wrong."""
    return bool(re.fullmatch(r"(\d{1,2}[/.\-]){1,2}\d{2,4}|(19|20)\d\d", text.strip()))


def parse_birth(text: str) -> tuple[date | None, str]:
    """Return the date and its precision; the day always comes first.

    :raises ValidationError: with a sentence that says what to write.
    """
    text = text.strip()
    if not text:
        return None, ""
    found = PATTERN.fullmatch(text)
    if not found:
        raise ValidationError(
            _("Write the date of birth as 05/03/1985, 03/1985 or 1985."),
            code="birth_form",
        )
    day, month, year = (int(part) if part else None for part in found.groups())
    try:
        born = date(year, month or 1, day or 1)
    except ValueError:
        raise ValidationError(
            _("%(text)s is not a day of the calendar (day first, then month)."),
            code="birth_impossible",
            params={"text": text},
        ) from None
    if born.year < 1900 or born > today():
        raise ValidationError(
            _("%(text)s cannot be a date of birth."),
            code="birth_range",
            params={"text": text},
        )
    if day:
        return born, Person.Precision.DAY
    return born, Person.Precision.MONTH if month else Person.Precision.YEAR
