"""A pasted list of names and phones: read, shown line by line, then applied."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.vietnamese import clean_person_name, fold, nfc

from ..births import looks_like_birth, parse_birth
from ..models import Person, Unit
from ..phones import display_phone, looks_like_phone, normalise_phone
from .access import ensure_manages
from .alike import Neighbours
from .persons import enter_person

#: More lines are a file, not a pasted list.
MOST_LINES = 500
SEX_WORDS = {"nam": Person.Sex.MALE, "nu": Person.Sex.FEMALE}
HEADER_WORDS = {"ho va ten", "ho ten", "ten", "sdt", "so dien thoai", "dien thoai"}


class Verdict(models.TextChoices):
    """What becomes of a line."""

    NEW = "new", gettext_lazy("new")
    HERE = "here", gettext_lazy("already here")
    ASK = "ask", gettext_lazy("please decide")
    ERROR = "error", gettext_lazy("cannot be added")


@dataclass
class Line:
    """One line of the list with what was understood of it."""

    number: int
    text: str
    full_name: str = ""
    phone: str = ""
    birth: str = ""
    sex: str = ""
    position: str = ""
    verdict: Verdict = Verdict.NEW
    #: Sentences for the person who pasted the list.
    reasons: list[str] = field(default_factory=list)
    person: Person | None = None
    #: Somebody alike was found, so the line can be declared somebody else.
    can_be_another: bool = False
    is_another: bool = False

    @property
    def mark(self) -> str:
        """Return what names this very line, so that an edited one is asked anew."""
        return f"{self.number}-{sha256(self.text.encode()).hexdigest()[:16]}"

    @property
    def phone_shown(self) -> str:
        return display_phone(self.phone)

    @property
    def sex_shown(self) -> str:
        return str(Person.Sex(self.sex).label) if self.sex else ""

    @property
    def badge(self) -> str:
        """Return the look of the verdict's badge."""
        return {"new": "done", "here": "todo", "ask": "warn"}.get(self.verdict, "late")


@dataclass
class Roster:
    """Every line with its verdict; after applying, who was added."""

    lines: list[Line]
    added: list[Person] = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        return sum(line.verdict == verdict for line in self.lines)

    @property
    def remaining_text(self) -> str:
        """Return the lines that still need a hand, for the text box."""
        return "\n".join(
            line.text
            for line in self.lines
            if line.verdict in (Verdict.ASK, Verdict.ERROR)
        )


def read_people(*, by, unit: Unit, text: str, another: Collection[str] = ()) -> Roster:
    """Read the list and say what would become of each line; nothing is stored.

    :param another: marks of the lines that the user says are somebody else than
        the person found.
    """
    ensure_manages(by=by, unit=unit)
    lines = split_lines(text)
    around = Neighbours(unit=unit, phones=[line.phone for line in lines], by=by)
    for line in lines:
        if line.verdict == Verdict.ERROR:
            continue
        birth = parse_birth(line.birth)
        alike = around.alike(name=line.full_name, phone=line.phone, birth=birth)
        if alike and alike[0].is_here:
            line.verdict = Verdict.HERE
            line.person = alike[0].person
            line.reasons = [alike[0].reason]
        elif alike:
            line.can_be_another = True
            line.is_another = line.mark in another
            line.verdict = Verdict.NEW if line.is_another else Verdict.ASK
            line.reasons += [each.reason for each in alike]
        if line.verdict == Verdict.NEW:
            around.remember(name=line.full_name, phone=line.phone, birth=birth)
    return Roster(lines)


@transaction.atomic
def add_people_from_text(
    *, by, unit: Unit, text: str, another: Collection[str] = (), audience=None
) -> Roster:
    """Add the good lines; the others come back with their reasons.

    A list that arrives twice adds nobody twice: what was added the first time is
    then already here.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    roster = read_people(by=by, unit=unit, text=text, another=another)
    for line in roster.lines:
        if line.verdict == Verdict.NEW:
            line.person = enter_person(
                by=by,
                unit=unit,
                name=line.full_name,
                phone=line.phone,
                birth=line.birth,
                sex=line.sex,
                position=line.position,
                audience=audience,
            )
            roster.added.append(line.person)
    return roster


def split_lines(text: str) -> list[Line]:
    """Return the lines that hold something, each with what was understood."""
    kept = [
        (number, line)
        for number, line in enumerate(nfc(text).splitlines(), start=1)
        if line.strip(" \t;,") and not _is_header(line)
    ]
    if len(kept) > MOST_LINES:
        raise ValidationError(
            _("The list has %(count)d lines. Paste %(most)d at most at a time."),
            code="too_long",
            params={"count": len(kept), "most": MOST_LINES},
        )
    return [_read_line(number, line.strip()) for number, line in kept]


def _read_line(number: int, text: str) -> Line:
    line = Line(number=number, text=text)
    try:
        for cell in _cells(text):
            _take(line, cell)
        line.full_name = clean_person_name(line.full_name)
    except ValidationError as error:
        line.verdict = Verdict.ERROR
        line.reasons += error.messages
    return line


def _take(line: Line, cell: str) -> None:
    """Put a cell where it belongs, by what it looks like."""
    if looks_like_birth(cell) and not line.birth:
        parse_birth(cell)
        line.birth = cell
    elif looks_like_phone(cell):
        if line.phone:
            raise ValidationError(_("There are two numbers here. Keep one."))
        phone = normalise_phone(cell)
        line.phone = phone.number
        if phone.zero_restored:
            line.reasons.append(_("The 0 at the front of the number was put back."))
    elif not line.full_name:
        line.full_name = cell
    elif fold(cell) in SEX_WORDS and not line.sex:
        line.sex = SEX_WORDS[fold(cell)]
    elif sum(char.isdigit() for char in cell) > 6:
        # A number with a letter in it: say what is wrong with it.
        normalise_phone(cell)
    elif not line.position:
        line.position = cell[:120]


def _cells(text: str) -> list[str]:
    mark = next((mark for mark in "\t;," if mark in text), None)
    if mark:
        cells = [" ".join(cell.split()) for cell in text.split(mark)]
    else:
        found = re.fullmatch(r"(.*?[^\W\d_][.)]?)\s+(\+?\d[\d\s.\-]{6,})", text)
        cells = list(found.groups()) if found else [" ".join(text.split())]
    cells = [cell for cell in cells if cell]
    # A running number in the first column, as rosters have it.
    if len(cells) > 1 and re.fullmatch(r"\d{1,4}[.)]?", cells[0]):
        cells = cells[1:]
    cells[0] = re.sub(r"^\d{1,4}[.)]\s+", "", cells[0])
    return cells


def _is_header(line: str) -> bool:
    cells = {fold(cell) for cell in re.split(r"[\t;,]", line)}
    return len(cells & HEADER_WORDS) >= 2
