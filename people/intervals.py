"""Dates from which and until which something holds; written down once.

An interval is half-open: it holds from ``valid_from`` on, and no longer on
``valid_to``. A post that ends on 1 July and one that begins on 1 July meet
without a gap and without an overlap; something may begin and end on one day and
then never held. No ``valid_from`` means that the beginning is not known, no
``valid_to`` that no end is known. "Today" is the day in Việt Nam.
"""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["IntervalQuerySet", "ends_after_it_begins", "today"]

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """Return the day it is in Việt Nam, wherever the server stands."""
    return timezone.localdate(timezone=LOCAL_ZONE)


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_from=None)
        | Q(valid_to=None)
        | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The end is before the beginning."),
    )


class IntervalQuerySet(models.QuerySet):
    """Rows with ``valid_from`` and ``valid_to``."""

    def on(self, day: date | None = None):
        """Rows that hold on the day; today unless it is given."""
        day = day or today()
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to=None) | Q(valid_to__gt=day))
