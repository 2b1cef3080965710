"""Every text of code and templates is there in Vietnamese."""

import re
import sys

import pytest
from babel.messages.pofile import read_po

from .files import SITE

sys.path.insert(0, str(SITE / "tools"))

from messages import FOLDERS, PROJECT, texts_of

PLACEHOLDER = re.compile(r"%\((\w+)\)[#0 +-]*\d*(?:\.\d+)?[sdrfi]|%[sd]|\{(\w*)\}")


def catalogue_of(folder: str):
    path = PROJECT / folder / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def texts(message) -> list[str]:
    string = message.string
    return list(string) if isinstance(string, tuple | list) else [string]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_text_is_translated(folder):
    catalogue = catalogue_of(folder)
    missing = [
        message.id
        for message in texts_of(folder)
        if message.id
        and (
            (known := catalogue.get(message.id, message.context)) is None
            or not all(texts(known))
        )
    ]
    assert missing == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_translation_is_a_guess_or_left_over(folder):
    catalogue = catalogue_of(folder)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_translations_keep_the_placeholders(folder):
    for message in catalogue_of(folder):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        # Vietnamese has one form for all numbers; it goes with the plural.
        wanted = placeholders(ids[-1])
        for text in texts(message):
            assert placeholders(text) == wanted, message.id


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}
