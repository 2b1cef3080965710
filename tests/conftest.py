"""What all tests share."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _fresh_content_version(settings, monkeypatch, request):
    """Trust nothing of another test, and never ask again for the clock's sake.

    A test inside one transaction never commits, so a change counts at once.
    """
    from courses import fragments, maps, versions

    settings.LEARN_COURSES_CONTENT_VERSION_SECONDS = 3600
    maps._state = fragments._state = (-1, {})
    versions._forget()
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        monkeypatch.setattr(versions, "on_commit", lambda act: act())


@pytest.fixture(autouse=True)
def _in_vietnamese(settings):
    """Begin in the site's language, whatever the last request was in."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "uploads"
