"""The manager's list as a spreadsheet, written row by row."""

from tempfile import TemporaryFile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .adapter import account_adapter
from .intervals import LOCAL_ZONE
from .phones import display_phone
from .reports import Progress

__all__ = ["write_workbook"]

BOLD = Font(bold=True)
DATE = "dd/mm/yyyy"
WIDTHS = (6, 28, 10, 12, 36, 22, 18, 14, 16, 16, 10, 10, 16, 14)


def write_workbook(progress: Progress, *, unit_name: str):
    """Return an open file with the listed people, above them what they are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Progress"))
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    heading = _heading(progress, unit_name)
    sheet.freeze_panes = f"A{len(heading) + 3}"
    for label, value in heading:
        sheet.append([_text(sheet, label, bold=True), None, _text(sheet, value)])
    sheet.append([])
    sheet.append([_text(sheet, title, bold=True) for title in _titles()])
    adapter = account_adapter()
    for number, row in enumerate(progress.all_rows(), start=1):
        sheet.append(_cells(sheet, adapter, number, row))
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def _heading(progress: Progress, unit_name: str) -> list[tuple[str, str]]:
    selection = progress.selection
    course = selection.course
    shown = selection.state or selection.text
    lines = [
        (_("Unit"), unit_name),
        (_("Course"), f"{course.code} · {course.title}" if course else ""),
        (_("As of"), progress.time_text),
        (_("Denominator"), progress.denominator),
        (_("Summary"), progress.sentence),
    ]
    if selection.audience:
        lines.insert(2, (_("Audience"), selection.audience.local_name))
    if shown:
        lines.append((_("Listed"), _("a part of the list, by state or search")))
    return lines


def _titles() -> list[str]:
    return [
        _("No."),
        _("Full name"),
        _("Sex"),
        _("Date of birth"),
        _("Unit"),
        _("Position"),
        _("Audience"),
        _("Sign-in code"),
        _("Phone"),
        _("State"),
        _("Lessons done"),
        _("Lessons in all"),
        _("Completed on"),
        _("Valid until"),
    ]


def _cells(sheet, adapter, number, row) -> list:
    person, enrolment = row.person, row.enrolment
    user = person.user
    audiences = {post.audience.local_name for post in row.posts if post.audience}
    completed = enrolment.completed_at if enrolment else None
    return [
        number,
        _text(sheet, person.full_name),
        _text(sheet, person.get_sex_display()),
        _text(sheet, person.birth_text),
        _text(sheet, row.unit_names),
        _text(sheet, row.position),
        _text(sheet, ", ".join(sorted(audiences))),
        _text(sheet, adapter.login_code(user) if user else ""),
        _text(sheet, display_phone(adapter.phone(user)) if user else ""),
        _text(sheet, str(row.state.label)),
        enrolment.done if enrolment else 0,
        enrolment.total if enrolment else None,
        _date(sheet, completed and completed.astimezone(LOCAL_ZONE).date()),
        _date(sheet, enrolment.valid_until if enrolment and completed else None),
    ]


def _text(sheet, text: str, *, bold: bool = False) -> Cell:
    """Return a cell that is text whatever it begins with: 0912…, =1+1, @x."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(text)))
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = BOLD
        cell.alignment = Alignment(vertical="top")
    return cell


def _date(sheet, day) -> Cell | None:
    if day is None:
        return None
    cell = WriteOnlyCell(sheet, day)
    cell.number_format = DATE
    return cell
