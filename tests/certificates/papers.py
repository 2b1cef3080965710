"""Read papers back for tests."""

import re
import shutil
import subprocess
import unicodedata
from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace

from pypdf import PdfReader

from certificates import wording

from .factories import FACTS

TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWX23"
MADE_AT = datetime(2026, 2, 27, 1, 0, tzinfo=UTC)


def paper(*, name="Nguyễn Thị Ánh Tuyết", award=None, trial=False, **changes):
    """Return the words of a paper without any database."""
    body = SimpleNamespace(
        name="Sở Y tế", parent_name="Ủy ban nhân dân tỉnh Gia Lai", place="Gia Lai"
    )
    words = {
        "title": "Giấy chứng nhận",
        "subtitle": "Hoàn thành khóa bồi dưỡng",
        "opening": "Giám đốc Sở Y tế tỉnh Gia Lai chứng nhận",
        "completed_text": "đã hoàn thành khóa bồi dưỡng",
        "result_text": "Đạt",
        "signer_title": "GIÁM ĐỐC",
        "signer_name": "Lê Văn B",
        "subject_title": "",
        **(award or {}),
    }
    learner = {
        "full_name": name,
        "birth_text": changes.pop("birth_text", "05/03/1985"),
        "unit_name": changes.pop("unit_name", "Trường Tiểu học Vân Canh"),
        "position": changes.pop("position", ""),
    }
    return wording.compose(
        award=SimpleNamespace(body=body, **words),
        learner=learner,
        serial="07/2026/GCN-SYT",
        issue_no=changes.pop("issue_no", 1),
        started_on=date(2026, 2, 2),
        completed_on=date(2026, 2, 20),
        issued_on=date(2026, 2, 27),
        valid_until=changes.pop("valid_until", date(2028, 2, 27)),
        token=TOKEN,
        public_url=changes.pop("public_url", "https://hoc.example.vn"),
        trial=trial,
        facts={**FACTS, **changes},
    )


def read_with_pypdf(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)


def read_with_poppler(document: bytes) -> str:
    program = shutil.which("pdftotext")
    return subprocess.run(
        [program, "-", "-"], input=document, capture_output=True, check=True
    ).stdout.decode()


def squeezed(text: str) -> str:
    """Return the text without any gap, for words wrap where the paper wants it."""
    shown = unicodedata.normalize("NFC", text).replace("\u200b", "")
    return re.sub(r"\s+", "", shown)
