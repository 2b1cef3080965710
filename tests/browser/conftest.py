"""A browser, and the site with its real content in a database of its own.

The test database is copied, the copy is filled once with ``site/content`` and the
demo people, and each module works on a copy of that. So a story may write what it
likes, nothing needs to be flushed, and other tests of this process see none of it.
"""

import asyncio
import io
import os
import shutil

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from home.demo import PIN, load_demo

from . import database, steps, tour, world

CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
TRAVELLERS = [
    (tour.NOBODY, "", ""),
    (tour.NEWCOMER, tour.NEWCOMER_CODE, tour.NEWCOMER_PIN),
    (tour.LEARNER, steps.LEARNER, PIN),
    (tour.MANAGER, steps.MANAGER, PIN),
]

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items):
    """Begin with the browser, which takes longest."""
    folder = os.path.dirname(__file__)
    items.sort(key=lambda item: not str(item.path).startswith(folder))


# --- the browser ---------------------------------------------------------------
# Playwright runs an event loop as long as it lives. The plugin keeps it to the end
# of the session; here it ends with this folder, for other tests want none.


@pytest.fixture(scope="package")
def playwright(django_db_setup):
    # Beside a loop Django keeps connections of its own, and a database cannot be
    # copied while the earlier ones are open.
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch:
        # The loop is not Django's: nothing here is asynchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = sync_playwright().start()
        yield running
        running.stop()
        asyncio.set_event_loop(None)


@pytest.fixture(scope="package")
def browser_type(playwright, browser_name):
    return getattr(playwright, browser_name)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_name):
    arguments = dict(browser_type_launch_args)
    if browser_name != "chromium":
        return arguments
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM)), None
    )
    if found and "channel" not in arguments:
        arguments["executable_path"] = found
    # Chromium's sandbox refuses to be started by root, as in a container.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments["args"] = FLAGS + (["--no-sandbox"] if is_root else [])
    return arguments


@pytest.fixture(scope="package")
def browser(browser_type, browser_type_launch_args):
    opened = browser_type.launch(**browser_type_launch_args)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def browser_context_args():
    return {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


# --- the site ------------------------------------------------------------------


@pytest.fixture(scope="package")
def server(playwright, django_db_setup, django_db_blocker, tmp_path_factory):
    """Serve the site at an address that is also the one printed on paper."""
    uploads = tmp_path_factory.getbasetemp() / "uploads"
    with django_db_blocker.unblock():
        live = LiveServer("localhost")
        with override_settings(
            MEDIA_ROOT=uploads,
            LEARN_PUBLIC_URL=live.url,
            LEARN_CERTIFICATES_REQUIRE_REVIEW=True,
        ):
            yield live.url
        live.stop()
        connections.close_all()


@pytest.fixture(scope="package")
def starter_database(server):
    """Name a database with the starter content and the people of the demo."""
    with database.copy_of(database.name_in_use(), "browser") as name:
        with database.in_use(name):
            call_command("load_content", stdout=io.StringIO())
            with override_settings(DEMO_ACCOUNTS=True):
                load_demo()
            world.name_reviewers()
        yield name


@pytest.fixture(scope="module")
def site(server, starter_database):
    """Return the address of the site, on a database that the module may change."""
    with (
        database.copy_of(starter_database, "module") as name,
        database.in_use(name),
    ):
        yield server


@pytest.fixture
def _django_db_helper():
    """Wrap no test in a transaction: the server's threads would not see it."""


@pytest.fixture
def open_page(new_context, site):
    """Return a function that opens a page of a person of its own on the site."""

    def open_page(**options):
        page = new_context(base_url=site, **options).new_page()
        page.set_default_timeout(15_000)
        return page

    return open_page


@pytest.fixture
def phone(open_page):
    """Return a page on a phone of 360 px."""
    return open_page(**PHONE)


@pytest.fixture
def desk(open_page):
    """Return a page on a desktop machine."""
    return open_page(viewport={"width": 1280, "height": 900})


# --- the tour ------------------------------------------------------------------


@pytest.fixture(scope="module")
def places(site):
    """Arrange learners and papers, so that every page has something to show."""
    return tour.arrange()


@pytest.fixture(scope="module")
def travellers(browser, browser_context_args, site, places):
    """Return a page for each who goes on the tour, signed in for good."""
    pages = {}
    for who, identifier, pin in TRAVELLERS:
        context = browser.new_context(base_url=site, **browser_context_args)
        pages[who] = context.new_page()
        pages[who].set_default_timeout(15_000)
        if identifier:
            steps.sign_in(pages[who], identifier, pin=pin)
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.fixture
def visit(travellers, places):
    """Return a function that opens a stop of the tour and acts there."""

    def visit(name: str):
        stop = tour.STOPS[name]
        page = travellers[stop.who]
        answer = page.goto(stop.path.format(**vars(places)))
        assert answer.status == stop.status
        if stop.act:
            stop.act(page)
        return page

    return visit
