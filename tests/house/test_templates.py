"""No inline code and nothing from another host: the content policy forbids both."""

import re

import pytest

from .files import PROJECT, templates

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
}
LOADED = re.compile(
    r"\b(?:src|srcset|href|action|poster)\s*=\s*[\"'](?:https?:)?//[^\"']*"
)
#: Links that a reader may follow; nothing is loaded from there.
ALLOWED: set[str] = set()


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what):
    found = [
        str(path.relative_to(PROJECT))
        for path in templates()
        if INLINE[what].search(path.read_text())
    ]
    assert found == []


def test_no_template_loads_from_another_host():
    found = {
        match.group()
        for path in templates()
        for match in LOADED.finditer(path.read_text())
    }
    assert found - ALLOWED == set()


def test_our_style_sheets_load_nothing_from_another_host():
    sheets = [
        path
        for pattern in ("*/static/**/*.css", "site/static/**/*.css", "site/tools/*.css")
        for path in PROJECT.glob(pattern)
    ]
    assert sheets
    for path in sheets:
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", path.read_text()), path
        assert "@import" not in path.read_text(), path
