"""One row of a file as a version of a unit or as a succession."""

from dataclasses import dataclass, field
from datetime import date, timedelta

#: The parent of provinces in the files; it is no unit of the organisation.
COUNTRY = "vn"


@dataclass(frozen=True)
class VersionRow:
    key: str
    name: str
    kind: str
    parent_key: str
    code: str
    valid_from: date | None
    valid_to: date | None
    confidence: str
    source: str
    note: str


@dataclass(frozen=True)
class SuccessionRow:
    from_key: str
    to_key: str
    effective_on: date
    kind: str
    confidence: str
    source: str


@dataclass
class OrganisationFiles:
    #: Key of the unit → its versions, the oldest first.
    versions: dict[str, list[VersionRow]]
    successions: list[SuccessionRow]
    templates: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def unit_row(row) -> VersionRow:
    return _checked(
        VersionRow(
            key=row["key"],
            name=row["name_vi"],
            kind=row["kind"],
            parent_key=_parent(row),
            code=row["gso_code"],
            valid_from=day(row["valid_from"]),
            valid_to=day_after(row["valid_to"]),
            confidence=row["confidence"],
            source=row["source"],
            note=row["note"],
        )
    )


def agency_row(row) -> VersionRow:
    section = row.get("seed_section", "")
    return _checked(
        VersionRow(
            key=row["key"],
            name=row["name_vi"],
            kind=row["type"],
            parent_key=_parent(row),
            code="",
            valid_from=day(row["valid_from"]),
            valid_to=day_after(row["valid_to"]),
            confidence=row["confidence"],
            source=f"plan {section}" if section else "",
            note=row["note"],
        )
    )


def _checked(row: VersionRow) -> VersionRow:
    if not (row.key and row.name and row.kind):
        raise ValueError("key, name and kind are needed")
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise ValueError(f"{row.key} ends before it begins")
    return row


def _parent(row) -> str:
    return "" if row["parent_key"] == COUNTRY else row["parent_key"]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def day_after(text: str) -> date | None:
    return date.fromisoformat(text) + timedelta(days=1) if text else None
