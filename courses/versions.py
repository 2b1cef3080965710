"""Tell every process when published content changed.

The number lives in one row. The process that changes content sees it at once;
the others read the row again after ``content_version_seconds``.
"""

import time

from django.db import transaction
from django.db.models import F

from .conf import settings
from .models import ContentVersion

__all__ = ["bump_content_version", "content_version"]

_known: tuple[int, float] | None = None


def content_version() -> int:
    """Return the version of published content, at most one query a second."""
    global _known
    now = time.monotonic()
    if _known is None or now - _known[1] >= settings.content_version_seconds:
        number = ContentVersion.objects.values_list("number", flat=True).first()
        _known = (number or 0, now)
    return _known[0]


def bump_content_version() -> None:
    """Make every cache of published content stale once this transaction commits."""
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": 1})
    _forget()
    transaction.on_commit(_forget)


def _forget() -> None:
    global _known
    _known = None
