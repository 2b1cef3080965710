"""Copies of the test database, so that a browser may change them for good."""

import contextlib
import time

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

from courses.models import ContentVersion
from courses.versions import bump_content_version

__all__ = ["copy_of", "in_use", "name_in_use"]


def name_in_use() -> str:
    return connection.settings_dict["NAME"]


@contextlib.contextmanager
def in_use(name):
    """Have all threads of this process work with the named copy.

    Threads of the server open a connection for each request, so they follow.
    """
    with _connected_to(name):
        # What is remembered of published content goes by its version.
        number = time.time_ns() // 1000
        ContentVersion.objects.update_or_create(pk=1, defaults={"number": number})
        bump_content_version()
        yield


@contextlib.contextmanager
def copy_of(name, suffix: str):
    """Make a copy of the named database; drop it in the end."""
    with _connected_to(name):
        creation = connection.creation
        # A SQLite file is whole once its last connection is closed.
        connection.close()
        creation.clone_test_db(suffix, verbosity=0)
        copy = creation.get_test_db_clone_settings(suffix)["NAME"]
    try:
        yield copy
    finally:
        with _connected_to(name):
            connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


@contextlib.contextmanager
def _connected_to(name):
    original = name_in_use()
    _connect_to(name)
    try:
        yield
    finally:
        _connect_to(original)


def _connect_to(name) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
    cache.clear()
