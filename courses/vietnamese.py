"""Compare, search, sort and clean Vietnamese text, names above all."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

__all__ = ["clean_person_name", "fold", "nfc", "slugify_vi", "sort_key"]

#: Letters that Unicode does not decompose into a base letter and a mark.
STROKED = str.maketrans({"đ": "d", "ð": "d", "ƀ": "b", "ɨ": "i", "ł": "l", "ø": "o"})
#: Marks that make another letter (ă, â, ơ …), in the order of the alphabet.
LETTER_MARKS = {"\u0306": "2", "\u0302": "3", "\u031b": "4"}
#: Tones in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng.
TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NAME_PUNCTUATION = set(" '’ʼ-.")
NAME_LENGTH = 120


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C, the only one that is stored.

    Control characters go, but for tabs and line ends: no text means them, and
    PostgreSQL refuses NUL.
    """
    return CONTROL.sub("", unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """Return the text as it is searched: no marks, đ as d, one space, lower case.

    >>> fold("ĐẶNG  Đức")
    'dang duc'
    """
    decomposed = unicodedata.normalize("NFD", nfc(text).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.translate(STROKED).split())


def sort_key(full_name: str) -> str:
    """Return a key that sorts names by given name in the Vietnamese alphabet.

    The given name (last word) comes first, then the family name and the middle
    names; letters count before tones. The key holds nothing but digits and
    small Latin letters, so every database collation sorts it alike.
    """
    words = nfc(full_name).split()
    return "".join(_word_key(word) for word in words[-1:] + words[:-1])


def slugify_vi(text: str) -> str:
    """Return an address part that keeps every word: "Đường dây" is duong-day."""
    return slugify(fold(text))


def clean_person_name(text: str) -> str:
    """Return a person's name as it is stored: NFC, single spaces.

    Every letter and mark of every script is allowed, as are ``' ’ ʼ - .``;
    names of one word and names such as "Y Bŭk Êban" or "H'Lim" are names.

    :raises ValidationError: with a sentence that says what to do.
    """
    name = " ".join(nfc(text).split())
    if not any(char.isalpha() for char in name):
        raise ValidationError(_("Write the full name."), code="name_missing")
    if len(name) > NAME_LENGTH:
        raise ValidationError(
            _("The name is longer than %(limit)s characters. Shorten it."),
            code="name_too_long",
            params={"limit": NAME_LENGTH},
        )
    wrong = sorted({char for char in name if not _is_name_char(char)})
    if wrong:
        raise ValidationError(
            _("A name cannot contain %(characters)s. Remove it."),
            code="name_characters",
            params={"characters": " ".join(_visible(char) for char in wrong)},
        )
    return name


def _word_key(word: str) -> str:
    letters: list[str] = []
    tone = "1"
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in TONES:
            tone = TONES[char]
        elif char in LETTER_MARKS and letters:
            letters[-1] = letters[-1][0] + LETTER_MARKS[char]
        elif char in "đð":
            letters.append("d5")
        elif char == "ƀ":
            letters.append("b5")
        elif re.match("[0-9a-z]", char):
            letters.append(f"{char}1")
    return f"{''.join(letters)}0{tone}0"


def _is_name_char(char: str) -> bool:
    return char in NAME_PUNCTUATION or unicodedata.category(char)[0] in "LM"


def _visible(char: str) -> str:
    return char if char.isprintable() else f"U+{ord(char):04X}"
