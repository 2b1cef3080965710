"""Load units, their versions and successions from the three files."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction

from ..intervals import today
from ..models import Succession, Unit, UnitVersion
from ..organisation_files import OrganisationFiles, VersionRow, read_files
from .access import ensure_manages


@dataclass
class OrganisationLoad:
    """What a load found and did."""

    units_made: int = 0
    versions_made: int = 0
    versions_kept: int = 0
    versions_changed: int = 0
    successions_made: int = 0
    #: Number of units in the files by kind.
    kinds: Counter = field(default_factory=Counter)
    #: Rows that stand for many units: key → number of units made of it.
    templates: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return (
            self.units_made
            + self.versions_made
            + self.versions_changed
            + self.successions_made
        )


@transaction.atomic
def load_organisation(folder, *, force: bool = False) -> OrganisationLoad:
    """Bring the organisation of a folder into the database; safe to repeat.

    What is there already is left as it is, for somebody may have corrected it in
    the admin; ``force`` writes the files' words over the versions they describe.
    Nothing is ever deleted.

    :raises ValidationError: naming file and row, before anything is stored.
    """
    files = read_files(Path(folder))
    report = OrganisationLoad(templates=files.templates, warnings=files.warnings)
    report.kinds.update(rows[-1].kind for rows in files.versions.values())
    units = _load_units(files, report)
    _load_versions(files, units, report, force=force)
    _load_successions(files, units, report)
    return report


@transaction.atomic
def add_unit(
    *,
    by,
    name: str,
    kind: str,
    parent: Unit | None = None,
    valid_from: date | None = None,
    source_key: str = "",
) -> Unit:
    """Add a unit, such as a school; the same source key gives the same unit."""
    if by is not None and parent is not None:
        ensure_manages(by=by, unit=parent)
    known = Unit.objects.filter(source_key=source_key).first() if source_key else None
    if known:
        return known
    unit = Unit.objects.create(source_key=source_key)
    UnitVersion.objects.create(
        unit=unit,
        name=name,
        kind=kind,
        parent=parent,
        valid_from=valid_from or today(),
    )
    return unit


def would_stand_under_itself(
    *, unit: Unit, parent: Unit, valid_from: date | None, valid_to: date | None
) -> bool:
    """Tell whether the parent stands under the unit on a day of the span.

    Units may change places: what counts is the tree of one and the same day.
    """
    first, end = valid_from or date.min, valid_to or date.max
    found = {(parent.pk, first, end)}
    seen: set[tuple[int, date, date]] = set()
    while found:
        if any(pk == unit.pk for pk, _first, _end in found):
            return True
        seen |= found
        spans = defaultdict(list)
        for pk, begins, ends in found:
            spans[pk].append((begins, ends))
        found = set()
        above = UnitVersion.objects.filter(unit__in=spans).exclude(parent=None)
        for version in above:
            for begins, ends in spans[version.unit_id]:
                begins = max(begins, version.valid_from or date.min)
                ends = min(ends, version.valid_to or date.max)
                if begins < ends and version.parent_id is not None:
                    found.add((version.parent_id, begins, ends))
        found -= seen
    return False


def _load_units(files: OrganisationFiles, report) -> dict[str, Unit]:
    units = {
        unit.source_key: unit for unit in Unit.objects.exclude(source_key="").iterator()
    }
    missing = [Unit(source_key=key) for key in files.versions if key not in units]
    Unit.objects.bulk_create(missing)
    report.units_made = len(missing)
    return units | {unit.source_key: unit for unit in missing}


def _load_versions(files: OrganisationFiles, units, report, *, force: bool) -> None:
    known = defaultdict(list)
    for version in UnitVersion.objects.exclude(unit__source_key=""):
        known[version.unit_id].append(version)
    made: list[UnitVersion] = []
    changed: list[UnitVersion] = []
    for key, rows in files.versions.items():
        unit = units[key]
        there = known[unit.pk]
        if there and not force:
            report.versions_kept += len(there)
            continue
        by_start = {version.valid_from: version for version in there}
        for row in rows:
            version = by_start.get(row.valid_from) or UnitVersion(unit=unit)
            before = _words(version)
            _write(version, row, units)
            if version.pk is None:
                made.append(version)
            elif before != _words(version):
                changed.append(version)
            else:
                report.versions_kept += 1
    UnitVersion.objects.bulk_create(made)
    for version in changed:
        version.save()
    report.versions_made, report.versions_changed = len(made), len(changed)


def _load_successions(files: OrganisationFiles, units, report) -> None:
    known = set(Succession.objects.values_list("from_unit", "to_unit", "effective_on"))
    made = [
        Succession(
            from_unit=units[row.from_key],
            to_unit=units[row.to_key],
            effective_on=row.effective_on,
            kind=row.kind,
            confidence=row.confidence,
            source=row.source,
        )
        for row in files.successions
        if (units[row.from_key].pk, units[row.to_key].pk, row.effective_on) not in known
    ]
    Succession.objects.bulk_create(made)
    report.successions_made = len(made)


def _write(version: UnitVersion, row: VersionRow, units) -> None:
    version.name = row.name
    version.kind = row.kind
    version.parent = units[row.parent_key] if row.parent_key else None
    version.code = row.code
    version.valid_from = row.valid_from
    version.valid_to = row.valid_to
    version.confidence = row.confidence
    version.source = row.source
    version.note = row.note
    version.prepare()


def _words(version: UnitVersion) -> tuple:
    return (
        version.name,
        version.kind,
        version.parent_id,
        version.code,
        version.valid_from,
        version.valid_to,
        version.confidence,
        version.source,
        version.note,
    )
