"""Rows that stand for many units, written out as one unit each.

"UBND xã / phường (135)", "one node per commune", becomes the people's committee of
each of the 135 communes. Rows below such a row without a number ("public schools")
name a sort of unit, not units: they are reported and left out.
"""

import re
from dataclasses import replace

from .rows import OrganisationFiles, VersionRow, agency_row
from .rows import day as row_day

COMMUNES = {"xa", "phuong", "thi-tran"}
DISTRICTS = {"huyen", "thi-xa", "thanh-pho"}
LEVEL = "(?:xã|phường|thị trấn|huyện|thị xã|thành phố)"
TEMPLATE_NAME = re.compile(rf"(?P<head>.*?)(?: {LEVEL}(?: / {LEVEL})+)? \((?P<n>\d+)\)")


def sort_agencies(agencies):
    """Return the rows that are units, and those that stand for many."""
    template_keys: set[str] = set()
    plain, templates = [], []
    for line, row in agencies:
        if (
            TEMPLATE_NAME.fullmatch(row["name_vi"])
            or row["parent_key"] in template_keys
        ):
            template_keys.add(row["key"])
            templates.append(row)
        else:
            plain.append((line, row))
    return plain, templates


def write_out_templates(files: OrganisationFiles, templates) -> None:
    keys = {row["key"] for row in templates}
    made: dict[tuple[str, str], str] = {}
    for row in templates:
        found = TEMPLATE_NAME.fullmatch(row["name_vi"])
        if not found:
            files.templates[row["key"]] = 0
            files.warnings.append(f"{row['key']}: {row['name_vi']}: {row['note']}")
            continue
        places = _places(files, row)
        if len(places) != int(found["n"]):
            files.warnings.append(
                f"{row['key']}: {found['n']} expected, {len(places)} found"
            )
        pattern = agency_row(row)
        suffix = row["key"].rsplit(".", 1)[-1]
        for place in places:
            key = f"{place.key}.{suffix}"
            made[row["key"], place.key] = key
            parent = pattern.parent_key
            if parent in keys:
                parent = made[parent, place.key]
            elif parent == row["key"].split(".")[0]:
                parent = place.key
            name = f"{found['head']} {place.name[0].lower()}{place.name[1:]}"
            files.versions[key].append(
                replace(pattern, key=key, name=name, parent_key=parent)
            )
        files.templates[row["key"]] = len(places)


def _places(files: OrganisationFiles, row) -> list[VersionRow]:
    """Return the units of the level, in the province, while the row holds."""
    level = DISTRICTS if row["type"].endswith("huyen") else COMMUNES
    province = row["key"].split(".")[0]
    day = row_day(row["valid_to"]) or row_day(row["valid_from"])
    return [
        version
        for versions in files.versions.values()
        for version in versions
        if version.kind in level
        and version.parent_key == province
        and (version.valid_from is None or day is None or version.valid_from <= day)
        and (version.valid_to is None or day is None or version.valid_to > day)
    ]
