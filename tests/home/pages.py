"""What every rendered page of the site must be, checked in one place."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

PAGE_BYTES = 60 * 1024
#: Links to other hosts are fine; these make the browser fetch something.
FETCHING = {
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("object", "data"),
    ("form", "action"),
}
#: A canonical link names an address and asks nothing of it.
QUIET_RELATIONS = {"canonical", "alternate"}


class PageReader(HTMLParser):
    """Collect what a test asks of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.fetched: list[str] = []
        self.inline: list[str] = []
        self.headings: list[str] = []
        self.phone_links: set[str] = set()
        self.stylesheets: list[str] = []
        self.scripts: list[str] = []
        self.language = ""
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "style" or (tag == "script" and "src" not in values):
            self.inline.append(tag)
        self.inline += [
            f"{tag} {name}" for name in values if name == "style" or name[:2] == "on"
        ]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if tag == "a" and values.get("href", "").startswith("tel:"):
            self.phone_links.add(values["href"])
        quiet = tag == "link" and values.get("rel") in QUIET_RELATIONS
        self.fetched += [
            value
            for name, value in values.items()
            if value and (tag, name) in FETCHING and not quiet
        ]
        if tag == "link" and values.get("rel") == "stylesheet":
            self.stylesheets.append(values["href"])
        if tag == "script" and "src" in values:
            self.scripts.append(values["src"])

    @property
    def foreign(self) -> list[str]:
        return [address for address in self.fetched if urlsplit(address).netloc]

    @property
    def code_bytes(self) -> int:
        """Return the bytes of the style sheets and scripts that the page loads."""
        names = [*self.stylesheets, *self.scripts]
        return sum(_static_file(name).stat().st_size for name in names)


def check_page(response, *, status=200, language="vi") -> PageReader:
    """Assert what holds for every page, and return what was read."""
    assert response.status_code == status
    html = response.content.decode()
    page = PageReader(html)
    assert page.inline == []
    assert page.foreign == []
    assert page.headings.count("h1") == 1
    assert page.language == language
    assert "tel:111" in page.phone_links
    assert len(page.ids) == len(set(page.ids))
    assert len(response.content) + page.code_bytes <= PAGE_BYTES
    return page


def _static_file(address: str) -> Path:
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    assert found, address
    return Path(found)
