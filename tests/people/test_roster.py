"""Lists that managers paste: what is read, asked, refused, added."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.models import User
from people.births import parse_birth
from people.models import Person
from people.phones import display_phone, normalise_phone
from people.services import add_people_from_text, add_person, read_people
from people.services.roster import MOST_LINES, Verdict, split_lines

from .factories import make_person


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("+84 0912345678", "+84912345678"),
        ("0256 3822 123", "+842563822123"),
        ("+85512345678", "+85512345678"),
    ],
)
def test_a_number_has_one_form(text, number):
    phone = normalise_phone(text)
    assert phone.number == number
    assert not phone.zero_restored


def test_a_lost_zero_is_put_back_where_there_is_no_doubt():
    phone = normalise_phone("912345678")
    assert phone.number == "+84912345678"
    assert phone.zero_restored


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "2563822123",
        "9123456",
        "09123456789",
        "9.12345678E+08",
        "1,2E+10",
        "0912345678 / 0987654321",
        "0912345678, 0987654321",
        "không có",
        "01234567890123",
    ],
)
def test_a_doubtful_number_is_refused(text):
    with pytest.raises(ValidationError):
        normalise_phone(text)


def test_an_old_number_is_named_with_its_successor():
    with pytest.raises(ValidationError, match="0776543210"):
        normalise_phone("01226543210")


def test_a_number_is_shown_as_it_is_read_out():
    assert display_phone("+84912345678") == "0912 345 678"
    assert display_phone("+842563822123") == "02563822123"


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("5/3/1985", "1985-03-05", "day"),
        ("05-03-1985", "1985-03-05", "day"),
        ("05.03.1985", "1985-03-05", "day"),
        ("03/1985", "1985-03-01", "month"),
        ("1985", "1985-01-01", "year"),
    ],
)
def test_a_birth_date_is_read_day_first(text, iso, precision):
    born, known = parse_birth(text)
    assert (born.isoformat(), known) == (iso, precision)


@pytest.mark.parametrize("text", ["13/13/1985", "31/2/1985", "5/3/85", "2999", "x"])
def test_a_wrong_birth_date_is_refused(text):
    with pytest.raises(ValidationError):
        parse_birth(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lê Thị Hoa\t0912345678",
        "Lê Thị Hoa; 0912345678",
        "Lê Thị Hoa, 0912 345 678",
        "Lê Thị Hoa 0912345678",
        "7\tLê Thị Hoa\t0912345678",
        "7. Lê Thị Hoa\t0912345678",
        "7. Lê Thị Hoa; 0912345678",
        "  Lê   Thị Hoa \t 0912345678 \t ",
    ],
)
def test_a_line_is_read_whatever_separates_it(text):
    (line,) = split_lines(text)
    assert (line.full_name, line.phone) == ("Lê Thị Hoa", "+84912345678")


def test_further_cells_are_known_by_their_look():
    (line,) = split_lines("3\tLê Thị Hoa\t05/03/1985\tNữ\tGiáo viên\t912345678")
    assert (line.birth, line.sex, line.position) == (
        "05/03/1985",
        "female",
        "Giáo viên",
    )
    assert line.phone == "+84912345678"
    assert len(line.reasons) == 1


def test_a_position_may_hold_a_digit():
    (line,) = split_lines("Lê Thị Hoa\tGiáo viên lớp 5A\t0912345678")
    assert (line.position, line.phone) == ("Giáo viên lớp 5A", "+84912345678")


def test_headings_and_empty_lines_are_passed_over():
    lines = split_lines("STT\tHọ và tên\tSố điện thoại\n\n1\tH'Lim\t\n \t \nY Bŭk Êban")
    assert [(line.number, line.full_name) for line in lines] == [
        (3, "H'Lim"),
        (5, "Y Bŭk Êban"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "Lê Thị Hoa\t12345",
        "Lê Thị Hoa\t0912345678\t0987654321",
        "Lê Thị Hoa\t31/02/1985",
        "Lê <b>Hoa</b>\t0912345678",
        "Lê Thị Hoa\t09123456O8",
    ],
)
def test_a_line_that_cannot_be_read_says_why(text):
    (line,) = split_lines(text)
    assert line.verdict == Verdict.ERROR
    assert line.reasons


def test_a_list_that_is_too_long_is_refused():
    with pytest.raises(ValidationError):
        split_lines("\n".join(f"Người Số\t{n}" for n in range(MOST_LINES + 1)))


# --- with the database ------------------------------------------------------------

LIST = """\
Họ và tên\tĐiện thoại
Lê Thị Hoa\t0912345678
Trần Văn Bảy\t987654321
Nguyễn Văn An\t0905111222
Người Sai Số\t12
Lê Thị Hoa\t0912345678
"""


@pytest.mark.django_db
def test_a_dry_run_stores_nothing(org):
    before = Person.objects.count()
    roster = read_people(by=org.manager, unit=org.school, text=LIST)
    verdicts = [str(line.verdict) for line in roster.lines]
    assert verdicts == ["new", "new", "ask", "error", "ask"]
    assert "0" in roster.lines[1].reasons[0]
    assert Person.objects.count() == before


@pytest.mark.django_db
def test_good_lines_go_in_and_bad_lines_come_back(org):
    roster = add_people_from_text(by=org.manager, unit=org.school, text=LIST)
    assert [person.full_name for person in roster.added] == [
        "Lê Thị Hoa",
        "Trần Văn Bảy",
    ]
    assert roster.remaining_text.splitlines() == [
        "Nguyễn Văn An\t0905111222",
        "Người Sai Số\t12",
        "Lê Thị Hoa\t0912345678",
    ]
    assert all(
        line.reasons for line in roster.lines if line.verdict in ("ask", "error")
    )


@pytest.mark.django_db
def test_a_list_that_arrives_twice_adds_nobody_twice(org):
    text = "Lê Thị Hoa\t0912345678\nTrần Văn Bảy\t0987654321"
    add_people_from_text(by=org.manager, unit=org.school, text=text)
    again = add_people_from_text(by=org.manager, unit=org.school, text=text)
    assert again.added == []
    assert again.count(Verdict.HERE) == 2
    assert again.remaining_text == ""


@pytest.mark.django_db
def test_a_namesake_is_added_when_the_manager_says_so(org):
    text = "Nguyễn Văn An\t0905111222"
    (line,) = read_people(by=org.manager, unit=org.school, text=text).lines
    assert line.verdict == Verdict.ASK
    edited = "Nguyễn Văn An\t0905111333"
    unchanged = add_people_from_text(
        by=org.manager, unit=org.school, text=edited, another=[line.mark]
    )
    assert unchanged.added == []
    added = add_people_from_text(
        by=org.manager, unit=org.school, text=text, another=[line.mark]
    )
    assert len(added.added) == 1


@pytest.mark.django_db
def test_a_decomposed_name_is_the_same_name(org):
    import unicodedata

    text = unicodedata.normalize("NFD", "Lê Thị Hoà\t0912345678")
    (person,) = add_people_from_text(by=org.manager, unit=org.school, text=text).added
    assert person.full_name == "Lê Thị Hoà"
    again = read_people(by=org.manager, unit=org.school, text="Lê Thị Hoà\t0912345678")
    assert again.lines[0].verdict == Verdict.HERE


@pytest.mark.django_db
def test_a_number_of_another_unit_is_asked_about_without_a_name(org):
    add_person(
        by=org.stranger, unit=org.elsewhere, full_name="Ai Đó", phone="0912345678"
    )
    text = "Lê Thị Hoa\t0912345678"
    (line,) = read_people(by=org.manager, unit=org.school, text=text).lines
    assert line.verdict == Verdict.ASK
    assert line.person is None
    assert "Ai Đó" not in " ".join(line.reasons)


@pytest.mark.django_db
def test_197_of_200_lines_go_in(org):
    lines = [f"Người Thứ {chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(200)]
    lines[10] = "0912345678"
    lines[20] = "Người Sai\t31/02/1985"
    lines[30] = "Người Sai\t12345"
    roster = add_people_from_text(
        by=org.manager, unit=org.school, text="\n".join(lines)
    )
    assert len(roster.added) == 197
    assert [line.number for line in roster.lines if line.verdict == "error"] == [
        11,
        21,
        31,
    ]


@pytest.mark.django_db
def test_a_dry_run_costs_the_same_for_many_lines(org, django_assert_max_num_queries):
    text = "\n".join(f"Người Thứ {chr(65 + n)}\t09123456{n:02}" for n in range(40))
    with django_assert_max_num_queries(8):
        read_people(by=org.manager, unit=org.school, text=text)


@pytest.mark.django_db
def test_a_list_for_others_units_is_refused(org):
    for user in (org.stranger, make_person("Người Học").user):
        with pytest.raises(PermissionDenied):
            add_people_from_text(by=user, unit=org.school, text="Lê Thị Hoa")
    assert not User.objects.filter(full_name="Lê Thị Hoa").exists()


@pytest.mark.django_db
def test_a_pasted_person_was_added_by_whoever_pasted_the_list(org):
    text = "Lê Thị Hoa\nLê Thị Lan"
    roster = add_people_from_text(by=org.manager, unit=org.school, text=text)
    rows = ModelLogEntry.objects.filter(action="learn_people.add")
    assert {row.object_id for row in rows} == {str(each.pk) for each in roster.added}
    assert {row.user for row in rows} == {org.manager}


@pytest.mark.django_db
def test_the_units_are_asked_for_once_a_list(org):
    def questions(*names):
        with CaptureQueriesContext(connection) as asked:
            add_people_from_text(by=org.manager, unit=org.school, text="\n".join(names))
        return sum("WITH RECURSIVE" in query["sql"] for query in asked)

    few = questions("Lê Thị Hoa")
    assert questions(*[f"Người Thứ {chr(65 + n)}" for n in range(9)]) == few
