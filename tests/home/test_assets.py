"""Style sheets, scripts and drawings: small, plain, and all our own."""

import re

import pytest
from django.conf import settings

from home.templatetags import site_tags

FOLDER = settings.SITE_DIR / "static" / "site"
STYLES = sorted((FOLDER / "css").glob("*.css"))
SCRIPTS = sorted((FOLDER / "js").glob("*.js"))
DRAWINGS = sorted((FOLDER / "img").glob("*.svg"))
#: Chrome 90 and Safari 14 drop these, and with them what they hold.
TOO_NEW = ["@layer", "@container", "@import", "color-mix(", "inset:", "light-dark("]


def test_style_sheets_and_scripts_stay_within_their_budget():
    assert sum(path.stat().st_size for path in STYLES) <= 28 * 1024
    assert sum(path.stat().st_size for path in SCRIPTS) <= 8 * 1024


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_need_no_newer_browser(path):
    # To ask whether something is known is what @supports is for.
    text = re.sub(r"@supports[^{]*", "", path.read_text())
    assert [word for word in TOO_NEW if word in text] == []
    assert not re.search(r"^\s+&", text, re.MULTILINE)


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=lambda path: path.name)
def test_no_foreign_address_is_named(path):
    assert not re.search(r"(https?:)?//[a-z]", path.read_text())


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.name)
def test_drawings_hold_no_code_and_weigh_little(path):
    text = path.read_text()
    assert not re.search(r"<script|<style|<foreignObject|\son\w+=|href=", text)
    assert path.stat().st_size <= 16 * 1024


def test_web_font_is_linked_only_where_it_exists(monkeypatch):
    monkeypatch.setattr(site_tags, "_has_fonts", lambda: False)
    assert site_tags.font_stylesheet() == ""
    monkeypatch.setattr(site_tags, "_has_fonts", lambda: True)
    assert site_tags.font_stylesheet().endswith("vendor/fonts/fonts.css")
