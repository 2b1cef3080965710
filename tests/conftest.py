"""What all tests share."""

import pytest


@pytest.fixture(autouse=True)
def _fresh_content_version(settings):
    """Trust nothing of another test, and never ask again for the clock's sake.

    A change in this process is seen at once, as on the site.
    """
    from courses import fragments, maps, versions

    settings.LEARN_COURSES_CONTENT_VERSION_SECONDS = 3600
    maps._maps.clear()
    fragments._kept.clear()
    versions._forget()


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "uploads"
