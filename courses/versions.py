"""Tell every process when published content changed.

The number lives in one row and grows after the commit of each change, so that
nobody waits for it and nobody sees it early. The process that changed content
knows at once; the others read the row again after ``content_version_seconds``.
Whoever remembers something under a version asks ``may_remember`` first.
"""

import time

from django.db import transaction
from django.db.models import F
from django.db.transaction import on_commit

from .conf import settings
from .models import ContentVersion

__all__ = ["bump_content_version", "content_version", "may_remember"]

_known: tuple[int, float] | None = None


def content_version() -> int:
    """Return the version of published content, at most one query a second."""
    global _known
    known = _known
    now = time.monotonic()
    if known is None or now - known[1] >= settings.content_version_seconds:
        number = ContentVersion.objects.values_list("number", flat=True).first()
        known = _known = (number or 0, now)
    return known[0]


def bump_content_version() -> None:
    """Make what is remembered of published content stale once this commits."""
    if may_remember():
        on_commit(_bump)


def may_remember() -> bool:
    """Say whether this connection sees what everybody sees.

    Not while its transaction holds a change of content that is not committed.
    """
    waiting = transaction.get_connection().run_on_commit
    return all(entry[1] is not _bump for entry in waiting)


def _bump() -> None:
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": 1})
    _forget()


def _forget() -> None:
    global _known
    _known = None
