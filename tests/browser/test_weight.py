"""Light on the line, and nothing from elsewhere."""

import contextlib
import re
from urllib.parse import urlsplit

import pytest
from wagtail.models import Page

from . import MARKS, tour, world
from .conftest import PHONE

pytestmark = MARKS

KB = 1024
CODE = ("document", "stylesheet", "script")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
EXPECTED = re.compile(r"Failed to load resource: .* status of (403|404|422)")


class Traffic:
    """All that a page fetches and says while it is watched."""

    def __init__(self):
        self.responses, self.complaints = [], []

    def bytes(self, *kinds: str) -> int:
        """Return the decoded bytes, of these kinds only if any are named."""
        return sum(
            len(response.body())
            for response in self.responses
            if not kinds or response.request.resource_type in kinds
        )

    def forget_redirects(self) -> None:
        self.responses = [each for each in self.responses if not _leads_on(each)]

    def kinds(self) -> set[str]:
        return {response.request.resource_type for response in self.responses}

    def hosts(self) -> set[str]:
        return {
            urlsplit(response.url).netloc
            for response in self.responses
            if not response.url.startswith("data:")
        }


@contextlib.contextmanager
def watched(page):
    """Yield the traffic of the page from here on."""
    traffic = Traffic()

    def hear(message):
        if message.type in ("error", "warning"):
            traffic.complaints.append(message.text)

    listeners = {
        "response": lambda response: traffic.responses.append(response),
        "console": hear,
        "pageerror": lambda error: traffic.complaints.append(str(error)),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield traffic
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


def test_a_first_visit_fits_a_weak_line(open_page, places):
    paths = ["/", "/khoa-hoc/", places.course, places.text_lesson, places.article]
    for path in paths:
        page = open_page(**PHONE)
        with watched(page) as traffic:
            page.goto(path)
            _scroll_to_the_end(page)
            assert {"document", "stylesheet", "script", "font", "image"} <= (
                traffic.kinds()
            )
            assert traffic.bytes() <= 300 * KB, (path, traffic.bytes())
        page.context.close()


def test_a_first_visit_to_a_lesson_fits_a_weak_line(travellers, places, open_page):
    signed_in = travellers[tour.LEARNER].context.storage_state()
    page = open_page(**PHONE, storage_state=signed_in)
    with watched(page) as traffic:
        page.goto(places.text_lesson)
        _scroll_to_the_end(page)
        assert {"font", "image"} <= traffic.kinds()
        assert traffic.bytes() <= 300 * KB


def test_every_lesson_is_a_light_page(travellers, places):
    """HTML, styles and scripts of a text page are at most 60 KB, decoded."""
    page = travellers[tour.LEARNER]
    with watched(page) as traffic:
        page.goto(places.text_lesson, wait_until="networkidle")
        shared = traffic.bytes("stylesheet", "script")
    assert shared, "the page has no styles"
    heavy = {}
    for code in ("NEN-01", "GV-01"):
        for lesson in world.lessons(code):
            answer = page.request.get(lesson["url"])
            assert answer.status == 200
            if shared + len(answer.body()) > 60 * KB:
                heavy[lesson["url"]] = shared + len(answer.body())
    assert heavy == {}


def test_every_public_page_is_light(travellers):
    page = travellers[tour.NOBODY]
    heavy = {}
    for stored in Page.objects.live().filter(depth__gt=1):
        with watched(page) as traffic:
            page.goto(stored.get_url())
            traffic.forget_redirects()
            if traffic.bytes(*CODE) > 60 * KB:
                heavy[stored.title] = traffic.bytes(*CODE)
    assert heavy == {}


@pytest.mark.parametrize("name", tour.STOPS)
def test_page_asks_nobody_else_and_obeys_its_policy(name, visit, travellers, site):
    with watched(travellers[tour.STOPS[name].who]) as traffic:
        page = visit(name)
        page.wait_for_load_state()
    assert traffic.hosts() == {urlsplit(site).netloc}
    for response in traffic.responses:
        if response.request.resource_type == "document" and not _leads_on(response):
            policy = response.headers["content-security-policy"]
            sent = dict(part.strip().split(" ", 1) for part in policy.split(";"))
            assert POLICY.items() <= sent.items()
            assert "unsafe" not in policy
    # Chromium itself reports that a page answered 404 or 422; that is meant.
    said = [text for text in traffic.complaints if not EXPECTED.match(text)]
    assert said == []
    inline = page.locator("[style], style, script:not([src]):not([type*=json])")
    assert inline.count() == 0


def _leads_on(response) -> bool:
    return 300 <= response.status < 400


def _scroll_to_the_end(page) -> None:
    """Fetch the lazy pictures too."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 500):
        page.evaluate("top => window.scrollTo(0, top)", top)
        page.wait_for_timeout(20)
    page.wait_for_load_state("networkidle")
