"""Compile the catalogues with Babel, for a bare machine has no msgfmt."""

import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parents[2]
STAMP = PROJECT / "site" / "var" / ".messages"
#: Folder of a catalogue, and the folders whose texts it holds.
CATALOGUES = {
    "courses": ["courses"],
    "quizzes": ["quizzes"],
    "certificates": ["certificates"],
    "people": ["people"],
    "site": ["site"],
}


def compile_all() -> None:
    for source in PROJECT.glob("*/locale*/*/LC_MESSAGES/django.po"):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.touch()


def extract_all() -> None:
    """Bring every .po file up to the texts in code and templates."""
    mapping = PROJECT / "site" / "tools" / "babel.cfg"
    for folder, sources in CATALOGUES.items():
        target = PROJECT / folder / "locale" / "vi" / "LC_MESSAGES" / "django.po"
        template = PROJECT / "site" / "var" / f"{folder}.pot"
        _babel(
            "extract",
            "--mapping-file", str(mapping),
            "--no-location", "--no-wrap", "--sort-output", "--omit-header",
            "--add-comments", "Translators:",
            *(f"--keyword={word}" for word in KEYWORDS),
            "--output-file", str(template),
            *sources,
        )  # fmt: skip
        _babel(
            "update", "--locale=vi", "--domain=django", "--no-wrap",
            "--no-fuzzy-matching", "--ignore-obsolete", "--omit-header",
            "--input-file", str(template), "--output-file", str(target),
        )  # fmt: skip


KEYWORDS = [
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext_lazy:1c,2",
    "pgettext:1c,2",
]


def _babel(*arguments: str) -> None:
    command = [sys.executable, "-m", "babel.messages.frontend", *arguments]
    subprocess.run(command, check=True, cwd=PROJECT)  # noqa: S603


if __name__ == "__main__":
    if "--extract" in sys.argv:
        extract_all()
    compile_all()
