"""What the tests of certificates share."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.accounts.factories import UserFactory


@pytest.fixture(autouse=True)
def empty_cache():
    """The limit of unknown codes counts in the cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def learner(db):
    return UserFactory(full_name="Nguyễn Thị Ánh Tuyết")


@pytest.fixture
def other(db):
    return UserFactory(full_name="Y Bŭk Êban")


@pytest.fixture
def admin(db):
    return UserFactory(full_name="Quản Trị", is_superuser=True, is_staff=True)


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the server."""

    def set_clock(*moment):
        now = datetime(*moment, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_clock
