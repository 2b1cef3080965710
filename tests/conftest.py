"""What all tests share."""

import pytest


@pytest.fixture(autouse=True)
def _fresh_content_version(settings):
    """Read the content version every time, and trust nothing of another test."""
    from courses import fragments, maps, versions

    settings.LEARN_COURSES_CONTENT_VERSION_SECONDS = 0
    maps._maps.clear()
    fragments._parts.clear()
    versions._forget()


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "uploads"
