"""Compose the words of a paper; pure, so that the same facts give the same words.

The language of the paper is part of the paper and not of the reader, so these words
are no gettext messages. ``compose`` returns what is frozen as ``snapshot``.
"""

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from .tokens import grouped, qr_address, verify_address

__all__ = [
    "LAYOUT",
    "compose",
    "local_date",
    "months_later",
    "place_and_date",
    "printable",
    "serial_text",
]

#: The year of a serial and every printed date are those of Viet Nam.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LAYOUT = "standard-1"

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TRIAL = "BẢN THỬ – khóa học chưa thẩm định"
MODES = {
    "online": "trực tuyến",
    "in_person": "trực tiếp",
    "blended": "trực tuyến kết hợp trực tiếp",
}


def compose(
    *,
    award,
    facts: dict,
    learner: dict,
    serial: str,
    issue_no: int,
    started_on: date | None,
    completed_on: date,
    issued_on: date,
    valid_until: date | None,
    token: str,
    public_url: str,
    trial: bool,
) -> dict:
    """Return every word of the paper, as the layout ``LAYOUT`` places them."""
    body = award.body
    subject = printable(facts.get("title") or award.subject_title)
    opening = printable(award.opening) or f"{printable(body.name)} chứng nhận"
    person = [
        ["Ngày sinh", printable(learner.get("birth_text", ""))],
        ["Chức vụ", printable(learner.get("position", ""))],
        ["Đơn vị", printable(learner.get("unit_name", ""))],
    ]
    facts_rows = [
        [
            ["Thời lượng", _duration(facts.get("minutes"), facts.get("periods"))],
            ["Hình thức", MODES.get(facts.get("mode", ""), "")],
        ],
        [
            ["Thời gian", _period(started_on, completed_on)],
            ["Kết quả", printable(award.result_text)],
        ],
    ]
    return {
        "layout": LAYOUT,
        "language": "vi",
        # Not printed by themselves, but frozen for the verification page.
        "completed_on": completed_on.isoformat(),
        "duration": _duration(facts.get("minutes"), facts.get("periods")),
        "document_title": f"{printable(award.title)} số {serial}",
        "nation": NATION,
        "motto": MOTTO,
        "parent": printable(body.parent_name).upper(),
        "body": printable(body.name).upper(),
        "title": printable(award.title).upper(),
        "subtitle": printable(award.subtitle).upper(),
        "trial": TRIAL if trial else "",
        "opening": opening.upper(),
        "salutation": "Ông/Bà",
        "name": printable(learner["full_name"]),
        "person": _filled([person]),
        "completed": printable(award.completed_text),
        "subject": subject,
        "scope": "(phần kiến thức)" if facts.get("knowledge_only") else "",
        "facts": _filled(facts_rows),
        "place_date": place_and_date(body.place, issued_on),
        "signer_title": [
            printable(line)
            for line in award.signer_title.splitlines()
            if printable(line)
        ],
        "signer_name": printable(award.signer_name),
        "serial_label": "Số:",
        "serial": serial,
        "reissue": f"Cấp lại lần {issue_no - 1}" if issue_no > 1 else "",
        "validity": f"Có giá trị đến: {valid_until:%d/%m/%Y}" if valid_until else "",
        "check": "Quét mã QR, hoặc mở trang sau rồi nhập mã tra cứu:",
        "check_address": verify_address(public_url),
        "verify_url": verify_address(public_url, token),
        "qr_url": qr_address(public_url, token),
        "qr_alt": f"Mã QR dẫn tới trang tra cứu giấy chứng nhận số {serial}",
        "code_label": "Mã tra cứu:",
        "code": grouped(token),
    }


def printable(text: str) -> str:
    """Return the text in NFC, on one line, without anything that has no shape.

    Control and format characters go (line breaks, directions, invisible joiners):
    they could only make a paper show other words than it holds.
    """
    text = unicodedata.normalize("NFC", str(text or ""))
    shown = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return " ".join(shown.split())


def local_date(instant: datetime) -> date:
    """Return the day in Viet Nam on which the instant falls."""
    return instant.astimezone(ZONE).date()


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("Every month has 28 days.")


def serial_text(number: int, year: int, abbreviation: str) -> str:
    """Return the serial as printed, such as 07/2026/GCN-SYT."""
    return f"{number:02d}/{year}/GCN-{printable(abbreviation)}"


def place_and_date(place: str, day: date) -> str:
    """Write place and date as decree 30/2020 does: months 1 and 2 with a zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{printable(place)}, ngày {day:%d} tháng {month} năm {day.year}"


def _duration(minutes, periods) -> str:
    """Return "08 giờ (11 tiết)", or what of it is known."""
    hours, rest = divmod(int(minutes or 0), 60)
    parts = [f"{hours:02d} giờ"] if hours else []
    parts += [f"{rest:02d} phút"] if rest else []
    lessons = _periods(periods)
    if lessons and parts:
        return f"{' '.join(parts)} ({lessons})"
    return " ".join(parts) or lessons


def _periods(periods) -> str:
    count = Decimal(str(periods or 0))
    if not count:
        return ""
    whole = count == count.to_integral_value()
    text = f"{int(count):02d}" if whole else f"{count.normalize():f}".replace(".", ",")
    return f"{text} tiết"


def _period(started_on: date | None, completed_on: date) -> str:
    if started_on is None or started_on >= completed_on:
        return f"ngày {completed_on:%d/%m/%Y}"
    return f"từ ngày {started_on:%d/%m/%Y} đến ngày {completed_on:%d/%m/%Y}"


def _filled(rows: list) -> list:
    """Drop what is empty: a paper never shows a label without words."""
    kept = [[pair for pair in row if pair[1]] for row in rows]
    return [row for row in kept if row]
