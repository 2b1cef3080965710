"""Collect and compile the catalogues with Babel; a bare machine has no gettext."""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parents[2]
STAMP = PROJECT / "site" / "var" / ".messages"
FOLDERS = ["courses", "quizzes", "certificates", "people", "site"]
#: `site/home/locale` puts the editors' screens of Wagtail into Vietnamese.
CATALOGUES = ["*/locale/*/LC_MESSAGES/*.po", "site/*/locale/*/LC_MESSAGES/*.po"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
SKIPPED = {"var", "migrations", "node_modules"}


def compile_all() -> None:
    for source in [path for pattern in CATALOGUES for path in PROJECT.glob(pattern)]:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.touch()


def extract_all() -> None:
    """Bring every catalogue up to the texts in code and templates."""
    for folder in FOLDERS:
        path = PROJECT / folder / "locale" / "vi" / "LC_MESSAGES" / "django.po"
        with path.open("rb") as file:
            catalogue = read_po(file, locale="vi")
        catalogue.update(texts_of(folder), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(
                file,
                catalogue,
                width=0,
                sort_output=True,
                no_location=True,
                omit_header=True,
            )
        missing = [str(m.id) for m in catalogue if m.id and not _is_translated(m)]
        for text in missing:
            print(f"{folder}: not translated: {text}")  # noqa: T201


def texts_of(folder: str) -> Catalog:
    """Return every text of a folder that is marked for translation."""
    found = Catalog(locale="vi")
    for _file, _line, message, comments, context in extract_from_dir(
        PROJECT / folder,
        method_map=[("**.py", "python"), ("**/templates/**.html", extract_template)],
        keywords=KEYWORDS,
        directory_filter=lambda path: Path(path).name not in SKIPPED,
    ):
        found.add(message, auto_comments=comments, context=context)
    return found


def extract_template(fileobj, keywords, comment_tags, options):
    """Read a Django template as Django's own makemessages does."""
    from django.utils.translation.template import templatize

    lines = templatize(fileobj.read().decode()).splitlines()
    # A template's indentation means nothing to Python.
    code = "\n".join(line.strip() for line in lines)
    return extract_python(io.BytesIO(code.encode()), keywords, comment_tags, options)


def _is_translated(message) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts) and not message.fuzzy


if __name__ == "__main__":
    if "--extract" in sys.argv:
        extract_all()
    compile_all()
