"""The manager's page: a sentence, counts, people, a spreadsheet."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from people.models import Person

from .factories import (
    make_audience,
    make_manager,
    make_person,
    make_round,
    make_unit,
    make_user,
)
from .pages import text_of, url

pytestmark = pytest.mark.django_db


def test_the_page_opens_with_the_sentence_and_the_people(manager, org, course):
    make_round(org.person, course)
    response = manager.get(url("manage"))
    page = text_of(response)
    assert response.headers["Cache-Control"].startswith("max-age=0")
    sentence = re.search(r'id="sentence">(.*?)</p>', page)[1]
    assert re.fullmatch(
        r"1/1 người đã hoàn thành GV-01 \(100,0 %\), "
        r"tính đến \d\d:\d\d \d\d/\d\d/\d{4}, mẫu số: người trong danh sách",
        sentence,
    )
    assert page.index('id="sentence"') < page.index('class="counts"')
    assert page.index('class="counts"') < page.index('id="people"')
    assert "Nguyễn Văn An" in page
    assert page.count("<h1") == 1
    assert "style=" not in page
    assert "onclick" not in page


def test_a_page_without_courses_says_so(manager):
    assert "Chưa có khóa học nào được đăng." in text_of(manager.get(url("manage")))


def test_filters_are_kept_in_links_and_in_the_export(manager, org, course):
    audience = make_audience()
    make_person("Đỗ Thị Đào", org.school, audience=audience)
    query = {"audience": "GV", "q": "do dao", "state": "not_started"}
    response = manager.get(url("manage", **query))
    assert [row.person.full_name for row in response.context["rows"]] == ["Đỗ Thị Đào"]
    assert "q=do+dao" in response.context["query"]
    exported = manager.get(url("export", **query))
    assert 'filename="tien-do-GV-01-' in exported.headers["Content-Disposition"]
    book = load_workbook(BytesIO(b"".join(exported.streaming_content)))
    names = [row[1].value for row in book.active.iter_rows()]
    assert "Đỗ Thị Đào" in names
    assert "Nguyễn Văn An" not in names


@pytest.mark.parametrize(
    "query",
    [
        {"state": "x", "page": "x", "audience": "x", "also": "x"},
        {"page": "999"},
        {"q": "%_'\"<script>"},
    ],
)
def test_odd_addresses_are_answered(manager, course, query):
    response = manager.get(url("manage", **query))
    assert response.status_code == 200
    assert "<script>alert" not in text_of(response)


def test_an_unknown_course_is_not_there(manager, course):
    assert manager.get(url("manage", course="x")).status_code == 404


def test_the_page_costs_the_same_for_many_people(
    client, org, course, django_assert_max_num_queries
):
    client.force_login(org.head)
    for count in (5, 60):
        have = Person.objects.in_units([org.school.pk]).count()
        for n in range(count - have):
            make_round(make_person(f"Người {n}", org.school), course)
        with django_assert_max_num_queries(12):
            response = client.get(url("manage"))
        with django_assert_max_num_queries(12):
            response = client.get(url("manage", q="nguoi", unit=org.school.key))
    assert len(response.context["rows"]) == 50


def test_a_large_organisation_has_a_short_list_of_units(client, org, course):
    root = make_unit("Tỉnh")
    for n in range(100):
        parent = make_unit(f"Xã {n:03}", parent=root)
        make_unit(f"Trường của xã {n:03}", parent=parent)
    client.force_login(make_manager(root, "Quản Lý Tỉnh"))
    page = client.get(url("manage"))
    assert len(page.context["chosen"].options) == 101
    chosen = next(o for o in page.context["chosen"].options if o.name == "Xã 007")
    names = [
        option.name
        for option in client.get(url("manage", unit=chosen.key))
        .context["chosen"]
        .options
    ]
    assert "Trường của xã 007" in names
    assert "Trường của xã 008" not in names


def test_a_superuser_sees_the_whole_organisation_and_the_unplaced(client, org, course):
    make_person("Chưa Có Đơn Vị")
    client.force_login(make_user("Siêu Quản Trị", is_superuser=True))
    page = client.get(url("manage"))
    shown = {row.person.full_name for row in page.context["rows"]}
    assert {"Chưa Có Đơn Vị", "Nguyễn Văn An"} <= shown
    assert "Siêu Quản Trị" not in shown
    unplaced = client.get(url("manage", unit="none"))
    names = {row.person.full_name for row in unplaced.context["rows"]}
    assert "Chưa Có Đơn Vị" in names
    assert "Nguyễn Văn An" not in names
