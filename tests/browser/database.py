"""Copies of the test database, so that a browser may change them for good."""

import contextlib

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

from courses import fragments, maps, versions

__all__ = ["copy_of", "in_use", "name_in_use"]


def name_in_use() -> str:
    return connection.settings_dict["NAME"]


@contextlib.contextmanager
def in_use(name):
    """Have all threads of this process work with the named database.

    Threads of the server open a connection for each request, so they follow.
    """
    original = name_in_use()
    _switch_to(name)
    try:
        yield
    finally:
        _switch_to(original)


@contextlib.contextmanager
def copy_of(name, suffix: str):
    """Make a copy of the named database; drop it in the end."""
    with in_use(name):
        creation = connection.creation
        # A SQLite file is whole once its last connection is closed.
        connection.close()
        creation.clone_test_db(suffix, verbosity=0)
        copy = creation.get_test_db_clone_settings(suffix)["NAME"]
    try:
        yield copy
    finally:
        with in_use(name):
            connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


def _switch_to(name) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
    cache.clear()
    maps._maps.clear()
    fragments._kept.clear()
    versions._forget()
