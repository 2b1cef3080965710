"""Which units a person may see today: in one query, or none at all.

A grant reaches its unit and every unit below it, by the tree as it stands on the
day. It also reaches units that have ceased to exist and whose heir it reaches, so
that nobody is lost who still has a post in a unit that was merged; where a unit
was split, each heir sees those who have not found their new place yet. A grant on a
unit that no longer exists reaches nothing.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL

from .intervals import today
from .models import Grant, Unit

__all__ = ["Scope", "units_reached"]

HOLDS = (
    "(v.valid_from IS NULL OR v.valid_from <= %s)"
    " AND (v.valid_to IS NULL OR v.valid_to > %s)"
)
REACHED = f"""
WITH RECURSIVE reached (unit_id) AS (
    SELECT v.unit_id FROM learn_people_unitversion v
    WHERE v.unit_id IN ({{roots}}) AND {HOLDS}
  UNION
    SELECT edge.below FROM (
        SELECT v.parent_id AS above, v.unit_id AS below
        FROM learn_people_unitversion v WHERE {HOLDS}
      UNION ALL
        SELECT s.to_unit_id, s.from_unit_id FROM learn_people_succession s
        WHERE s.effective_on <= %s AND NOT EXISTS (
            SELECT 1 FROM learn_people_unitversion v
            WHERE v.unit_id = s.from_unit_id AND {HOLDS}
        )
    ) edge JOIN reached ON edge.above = reached.unit_id
)
SELECT unit_id FROM reached
"""  # noqa: S608 - made of constants


def units_reached(root_ids, day: date | None = None) -> RawSQL:
    """Return a subquery of the ids of the roots and all they reach on the day."""
    roots = list(root_ids) or [0]
    day = day or today()
    # Bound by number, so nothing but placeholders is put into the text.
    sql = REACHED.format(roots=", ".join(["%s"] * len(roots)))
    return RawSQL(  # noqa: S611
        sql, (*roots, *[day.isoformat()] * 7), output_field=models.BigIntegerField()
    )


@dataclass(frozen=True)
class Scope:
    """What one user may see of the organisation on one day."""

    day: date
    root_ids: tuple[int, ...] = ()
    everything: bool = False

    @classmethod
    def of(cls, user, *, day: date | None = None, model=None, actions=()):
        """Ask once what the user's grants reach.

        :param model: also let a holder of one of its model permissions see all.
        """
        day = day or today()
        if not user.is_authenticated or not user.is_active:
            return cls(day)
        if user.is_superuser:
            return cls(day, everything=True)
        rows = Grant.objects.on(day).filter(
            person__user=user,
            role__in=[Grant.Role.UNIT_MANAGER, Grant.Role.ADMINISTRATOR],
        )
        found = rows.order_by().values_list("role", "unit_id")
        if model is not None:
            found = found.union(_model_permissions(user, model, actions), all=True)
        found = list(found)
        return cls(
            day,
            root_ids=tuple(unit for _, unit in found if unit is not None),
            everything=any(
                role != Grant.Role.UNIT_MANAGER and unit is None for role, unit in found
            ),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.everything or self.root_ids)

    def unit_ids(self) -> RawSQL:
        """Return the subquery of the units' ids; not for those who see everything."""
        return units_reached(self.root_ids, self.day)

    def units(self):
        """Return the units that exist on the day and may be worked in."""
        units = Unit.objects.on(self.day)
        return units if self.everything else units.filter(pk__in=self.unit_ids())


def _model_permissions(user, model, actions):
    """Return one row (role, no unit) if the user holds one of the permissions."""
    codenames = [get_permission_codename(action, model._meta) for action in actions]
    return (
        Permission.objects.filter(
            Q(user=user) | Q(group__user=user),
            content_type__app_label=model._meta.app_label,
            codename__in=codenames,
        )
        .order_by()
        .values_list(
            Value("permission", output_field=models.CharField()),
            Value(None, output_field=models.BigIntegerField()),
        )
    )
