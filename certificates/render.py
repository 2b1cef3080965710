"""Typeset a paper: frozen words in, the bytes of a PDF out; no database.

Typst runs our own layout and nothing else. All words reach it as JSON, so that
nobody's name can be markup; only the fonts beside this file are used, and a letter
that they lack is an error and never an empty box. Equal words give equal bytes.
"""

import json
import threading
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
import typst

__all__ = ["RenderError", "missing_letters", "render_pdf"]

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
LAYOUTS = HERE / "layouts"
#: Archival and accessible at once.
STANDARDS = ["a-2a", "ua-1"]
_local = threading.local()


class RenderError(Exception):
    """The paper cannot be printed; the message says why."""


def render_pdf(paper: dict, *, made_at: datetime) -> bytes:
    """Return the paper as one PDF that is both PDF/A-2a and PDF/UA-1."""
    return _compile(
        paper,
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=int(made_at.astimezone(UTC).timestamp()),
    )


def missing_letters(paper: dict) -> list[str]:
    """Return the letters of the paper that our fonts do not have, in order."""
    known = _letters()
    return sorted({letter for letter in _text(paper) if letter not in known})


def qr_svg(address: str) -> str:
    """Return a QR code of the address; a fixed mask makes it quick and constant."""
    code = segno.make(address, error="m", mask=3, micro=False, boost_error=False)
    drawn = BytesIO()
    code.save(drawn, kind="svg", xmldecl=False, nl=False, border=4, light="#fff")
    return drawn.getvalue().decode()


def _compile(paper: dict, **options) -> bytes:
    if missing := missing_letters(paper):
        raise RenderError(f"No glyph for: {' '.join(missing)}")
    data = json.dumps({**paper, "qr": qr_svg(paper["qr_url"])}, ensure_ascii=False)
    try:
        return _compiler(paper["layout"]).compile(sys_inputs={"paper": data}, **options)
    except typst.TypstError as error:
        raise RenderError(str(error)) from error


def _compiler(layout: str) -> typst.Compiler:
    """Return this thread's compiler of the layout; a compiler serves one thread."""
    compilers = _local.__dict__.setdefault("compilers", {})
    if layout not in compilers:
        source = LAYOUTS / f"{layout}.typ"
        if not source.is_file():
            raise RenderError(f"There is no layout {layout!r}.")
        compilers[layout] = typst.Compiler(
            input=source, root=LAYOUTS, font_paths=_fonts()
        )
    return compilers[layout]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[FONTS],
    )


@cache
def _letters() -> frozenset[str]:
    return frozenset((FONTS / "letters.txt").read_text(encoding="utf-8"))


def _text(value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(_text(item) for item in value.values())
    if isinstance(value, list):
        return "".join(_text(item) for item in value)
    return ""
