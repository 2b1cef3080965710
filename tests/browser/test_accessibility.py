"""WCAG 2.2 AA by axe on every kind of page, light and dark, and room at 320 px."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from . import MARKS, tour

pytestmark = MARKS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}
#: All that another colour scheme can break.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}

FRAME = """() => ({
  headings: document.querySelectorAll("h1").length,
  mains: document.querySelectorAll("main").length,
  language: document.documentElement.lang,
  title: document.title.trim(),
  tabindexes: [...document.querySelectorAll("[tabindex]")]
    .filter((element) => element.tabIndex > 0).map((element) => element.outerHTML),
  doubleIds: [...document.querySelectorAll("[id]")].map((element) => element.id)
    .filter((id, index, ids) => ids.indexOf(id) !== index),
})"""

#: What stands out of the window, but for what scrolls in a box of its own.
OVERFLOW = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
    .map((element) => `${element.tagName}.${element.className}`).slice(0, 8);
}"""

#: Words that no Vietnamese sentence has.
ENGLISH = re.compile(r"\b(the|your|you|of|and|is|are|with|course|choose|show)\b", re.I)
WORDS = """() => {
  const copy = document.body.cloneNode(true);
  for (const foreign of copy.querySelectorAll("[lang=en], script")) foreign.remove();
  return [document.title, copy.textContent.replace(/\\s+/g, " ")];
}"""


@pytest.fixture(scope="module")
def axe():
    return Axe()


def test_axe_would_tell(visit, axe):
    page = visit("about")
    page.evaluate("""() => {
      const picture = document.createElement("img");
      picture.src = "/static/site/img/logo.svg";
      document.querySelector("main").append(picture);
    }""")
    found = axe.run(page, options=EVERYTHING)
    assert [each["id"] for each in found.response["violations"]] == ["image-alt"]


@pytest.mark.parametrize("name", tour.STOPS)
def test_page_is_accessible(name, visit, axe):
    page = visit(name)
    page.set_viewport_size(DESK)
    found = axe.run(page, options=EVERYTHING)
    assert not found.violations_count, found.generate_report()
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    found = axe.run(page, options=EVERYTHING)
    page.emulate_media(color_scheme="light")
    assert not found.violations_count, found.generate_report()


@pytest.mark.parametrize("name", tour.STOPS)
def test_page_fits_320_pixels_is_framed_and_in_one_language(name, visit):
    page = visit(name)
    page.set_viewport_size(NARROW)
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    frame = page.evaluate(FRAME)
    assert frame.pop("language") == ("en" if name.endswith("-en") else "vi")
    assert frame.pop("title")
    assert frame == {"headings": 1, "mains": 1, "tabindexes": [], "doubleIds": []}
    if not name.endswith("-en"):
        assert _english(" ".join(page.evaluate(WORDS))) == []


def _english(text: str) -> list[str]:
    """Return the surroundings of words that were not translated."""
    return [
        text[max(found.start() - 30, 0) : found.end() + 30]
        for found in ENGLISH.finditer(text)
    ]
