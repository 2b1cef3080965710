"""Read the three files of an organisation; no database here.

``org_units.csv`` holds the territorial units, ``org_agencies.csv`` the bodies and
offices, ``org_successions.csv`` what became of what. Ends in the files are last
days; the day after is what is stored (see ``intervals``).
"""

import csv
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Succession
from .rows import (
    OrganisationFiles,
    SuccessionRow,
    VersionRow,
    agency_row,
    day,
    day_after,
    unit_row,
)
from .templates import sort_agencies, write_out_templates

__all__ = ["OrganisationFiles", "SuccessionRow", "VersionRow", "read_files"]

CODE_HISTORY = re.compile(r"code was (\w+) until (\d{4}) then (\w+)")
KINDS = {
    "merge": Succession.Kind.MERGE,
    "merge-into": Succession.Kind.MERGE_INTO,
    "split-part": Succession.Kind.SPLIT_PART,
    "status-change": Succession.Kind.STATUS_CHANGE,
    "carry-over": Succession.Kind.CARRY_OVER,
    "rename": Succession.Kind.RENAME,
    "move": Succession.Kind.MOVE,
    "dissolve": Succession.Kind.DISSOLVE,
    "transfer": Succession.Kind.TRANSFER,
}


def read_files(folder: Path) -> OrganisationFiles:
    """Return what the files say, checked, with templates written out.

    :raises ValidationError: listing every fault with file and line.
    """
    faults: list[str] = []
    versions: dict[str, list[VersionRow]] = defaultdict(list)
    for line, row in _rows(folder / "org_units.csv"):
        _collect(versions, faults, "org_units.csv", line, lambda r=row: unit_row(r))
    agencies = list(_rows(folder / "org_agencies.csv"))
    files = OrganisationFiles(versions=versions, successions=[])
    plain, templates = sort_agencies(agencies)
    for line, row in plain:
        _collect(
            versions, faults, "org_agencies.csv", line, lambda r=row: agency_row(r)
        )
    write_out_templates(files, templates)
    _read_successions(files, folder / "org_successions.csv", faults)
    _add_agency_successions(files, agencies)
    _split_by_code(files)
    faults += _broken_links(files)
    if faults:
        raise ValidationError(faults)
    return files


def _rows(path: Path):
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [
                {name: (text or "").strip() for name, text in row.items() if name}
                for row in csv.DictReader(lines)
            ]
    except FileNotFoundError:
        raise ValidationError(
            _("The file %(path)s is missing."), params={"path": path}
        ) from None
    return enumerate(rows, start=2)


def _collect(versions, faults, file, line, make) -> None:
    try:
        row = make()
    except (KeyError, ValueError) as error:
        faults.append(f"{file}:{line}: {error}")
    else:
        versions[row.key].append(row)


def _read_successions(files: OrganisationFiles, path: Path, faults) -> None:
    for line, row in _rows(path):
        try:
            files.successions.append(
                SuccessionRow(
                    from_key=row["from_key"],
                    to_key=row["to_key"],
                    effective_on=date.fromisoformat(row["effective_date"]),
                    # "dissolve (level abolished)" says why in brackets.
                    kind=KINDS[row["type"].split(" (")[0]],
                    confidence=row["confidence"],
                    source=row["source"],
                )
            )
        except (KeyError, ValueError) as error:
            faults.append(f"{path.name}:{line}: {error}")


def _add_agency_successions(files: OrganisationFiles, agencies) -> None:
    rows = {row["key"]: row for _line, row in agencies}
    for key, row in rows.items():
        heir = rows.get(row["successor_key"])
        if heir is None:
            continue
        from_day = day_after(row["valid_to"]) or day(heir["valid_from"])
        if from_day:
            files.successions.append(
                SuccessionRow(
                    from_key=key,
                    to_key=heir["key"],
                    effective_on=from_day,
                    kind=Succession.Kind.TRANSFER,
                    confidence=row["confidence"],
                    source=row["note"][:250],
                )
            )


def _split_by_code(files: OrganisationFiles) -> None:
    """Make two versions of a unit whose note says when its code changed.

    The year is in the note; the day is that of the merger which caused it.
    """
    for key, versions in files.versions.items():
        found = CODE_HISTORY.search(versions[-1].note) if len(versions) == 1 else None
        days = {
            row.effective_on
            for row in files.successions
            if found and row.to_key == key and row.effective_on.year == int(found[2])
        }
        if len(days) == 1:
            (changed_on,) = days
            row = versions[0]
            files.versions[key] = [
                replace(row, code=found[1], valid_to=changed_on),
                replace(row, code=found[3], valid_from=changed_on),
            ]


def _broken_links(files: OrganisationFiles) -> list[str]:
    faults = []
    for key, versions in files.versions.items():
        starts = Counter(version.valid_from for version in versions)
        faults += [
            f"{key}: two rows from {start}" for start, n in starts.items() if n > 1
        ]
        faults += [
            f"{key}: unknown parent {version.parent_key}"
            for version in versions
            if version.parent_key and version.parent_key not in files.versions
        ]
    for row in files.successions:
        faults += [
            f"succession {row.from_key} → {row.to_key}: unknown {key}"
            for key in (row.from_key, row.to_key)
            if key not in files.versions
        ]
    return faults
