"""The files of the project, as the tests of the house look at them."""

import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SITE = PROJECT / "site"
DOCS = PROJECT / "docs"
APPS = ["courses", "quizzes", "certificates", "people"]
TEMPLATE_FOLDERS = [
    *(PROJECT / app / "templates" for app in APPS),
    SITE / "templates",
    *SITE.glob("*/templates"),
]


def project_files() -> list[Path]:
    """Return every file that git keeps, or would keep at the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = {PROJECT / name for name in listed.stdout.split("\0") if name}
    return sorted(path for path in paths if path.is_file())


def text_of(path: Path) -> str | None:
    """Return the text of the file; nothing if it is a picture or a font."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def templates() -> list[Path]:
    return [
        path
        for folder in TEMPLATE_FOLDERS
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def names_of_settings(path: Path) -> set[str]:
    """Return the settings that a ``conf.py`` reads."""
    return set(re.findall(r'"((?:LEARN|ACCOUNTS|HOME)_[A-Z_]+)"', path.read_text()))


def conf_files() -> list[Path]:
    return [*PROJECT.glob("*/conf.py"), *SITE.glob("*/conf.py")]
