"""The spreadsheet says what it is, and its cells are what they seem."""

import pytest
from django.utils import translation
from openpyxl import load_workbook

from people.exports import write_workbook
from people.intervals import today
from people.reports import Progress, Selection, course_choices
from people.scope import Scope

from .factories import (
    make_audience,
    make_person,
    make_round,
)

pytestmark = pytest.mark.django_db


def report(user, course=None, unit=None, **chosen) -> Progress:
    key = course.course_key if course else None
    choice = next((each for each in course_choices() if each.key == key), None)
    return Progress(
        Selection(
            scope=Scope.of(user),
            course=choice,
            unit_id=unit.pk if unit else None,
            **chosen,
        )
    )


def test_the_spreadsheet_reads_back(org, course):
    audience = make_audience()
    person = make_person(
        "Lê Thị Hoa",
        org.school,
        audience=audience,
        position="=HYPERLINK(1)",
        phone="+84912345678",
        login_code="0012-3456",
    )
    make_round(person, course)
    version = org.school.versions.get()
    version.name = "@Trường Lê Lợi"
    version.save()
    with translation.override("vi"):
        file = write_workbook(report(org.manager, course), unit_name="+Đơn vị")
    sheet = load_workbook(file).active
    rows = list(sheet.iter_rows())
    heading = {row[0].value: row[2].value for row in rows[:5]}
    assert heading["Đơn vị"] == "+Đơn vị"
    assert heading["Khóa học"] == "GV-01 · Nhận biết và ứng phó"
    assert heading["Mẫu số"] == "người trong danh sách"
    assert heading["Tóm tắt"].startswith("1/2 người đã hoàn thành GV-01 (50,0 %)")
    titles = [cell.value for cell in rows[6]]
    assert titles[:2] == ["STT", "Họ và tên"]
    body = {row[1].value: dict(zip(titles, row, strict=True)) for row in rows[7:]}
    assert list(body) == ["Nguyễn Văn An", "Lê Thị Hoa"]
    hoa = body["Lê Thị Hoa"]
    assert hoa["Mã đăng nhập"].value == "0012-3456"
    assert hoa["Điện thoại"].value == "0912 345 678"
    assert hoa["Chức vụ"].value == "=HYPERLINK(1)"
    assert hoa["Đơn vị"].value == "@Trường Lê Lợi"
    for title in ("Mã đăng nhập", "Điện thoại", "Chức vụ", "Đơn vị", "Họ và tên"):
        assert hoa[title].data_type == "s"
        assert hoa[title].number_format == "@"
    assert hoa["Trạng thái"].value == "Hoàn thành"
    assert hoa["Hoàn thành ngày"].value.date() == today()
    assert hoa["Số bài đã xong"].value == 10
    assert body["Nguyễn Văn An"]["Trạng thái"].value == "Chưa bắt đầu"


def test_the_spreadsheet_costs_the_same_for_many_people(
    org, course, django_assert_max_num_queries
):
    for n in range(60):
        make_round(make_person(f"Người {n}", org.school), course)
    progress = report(org.manager, course)
    with django_assert_max_num_queries(4):
        write_workbook(progress, unit_name="")
