"""Add, move, paste, print, ask and answer, without any script."""

import re

import pytest

from accounts.models import ActivationCode
from people import services
from people.models import Membership, Person

from .factories import (
    join_unit,
    make_person,
    make_round,
    make_unit,
)
from .pages import text_of, url

pytestmark = pytest.mark.django_db


def test_a_persons_page_shows_posts_and_courses(manager, org, course):
    make_round(org.person, course, "in_progress")
    page = text_of(manager.get(url("person", org.person.key)))
    assert org.person.user.login_code in page
    assert "Trường Lê Lợi" in page
    assert "Đang học" in page
    assert "1/10" in page


def test_a_person_is_added_by_a_form(manager, org):
    assert manager.get(url("add")).context["unit"] == org.school
    response = manager.post(
        url("add"),
        {
            "unit": org.school.key,
            "full_name": "Lê Thị Hoa",
            "phone": "912345678",
            "birth": "1985",
            "sex": "female",
        },
    )
    person = Person.objects.get(full_name="Lê Thị Hoa")
    assert response.url == url("person", person.key)
    assert person.user.phone == "+84912345678"


def test_a_form_with_faults_stores_nothing_and_says_what_to_do(manager, org):
    response = manager.post(
        url("add"),
        {"unit": org.school.key, "full_name": "", "phone": "12", "birth": "31/2/1985"},
    )
    page = text_of(response)
    assert 'role="alert"' in page
    for name in ("full_name", "phone", "birth"):
        assert f'id="id_{name}-error"' in page
        assert re.search(rf'aria-describedby="id_{name}-error[^"]*"', page)
    assert "31/2/1985" in page


def test_a_namesake_is_asked_about_and_then_added(manager, org):
    data = {"unit": org.school.key, "full_name": "Nguyễn Văn An"}
    page = manager.post(url("add"), data)
    assert "even_if_alike" in text_of(page)
    assert Person.objects.filter(full_name="Nguyễn Văn An").count() == 1
    manager.post(url("add"), {**data, "even_if_alike": "on"})
    assert Person.objects.filter(full_name="Nguyễn Văn An").count() == 2


def test_a_head_moves_a_person_between_schools(client, org):
    client.force_login(org.head)
    found = client.get(url("move", org.person.key, q="tran phu")).context["found"]
    assert [choice.name for choice in found] == ["Trường Trần Phú"]
    client.post(
        url("move", org.person.key),
        {"unit": org.other_school.key, "on": "2026-11-25", "reason": "QĐ 12"},
    )
    (post,) = Membership.objects.on().filter(person=org.person)
    assert post.unit == org.other_school


def test_a_manager_ends_a_post(manager, org):
    post = org.person.memberships.get()
    response = manager.post(
        url("leave", org.person.key),
        {"membership": post.pk, "on": "2026-11-25", "reason": "Nghỉ hưu"},
    )
    assert response.url == url("manage")
    post.refresh_from_db()
    assert (post.valid_to.isoformat(), post.end_reason) == ("2026-11-25", "Nghỉ hưu")


def test_posts_of_others_are_shown_but_not_ended_here(client, org):
    theirs = org.person.memberships.get()
    mine = join_unit(org.person, org.elsewhere)
    client.force_login(org.stranger)
    page = text_of(client.get(url("person", org.person.key)))
    assert "Trường Lê Lợi" in page
    assert f'name="membership" value="{mine.pk}"' in page
    assert f'name="membership" value="{theirs.pk}"' not in page
    words = {"membership": theirs.pk, "on": "2026-11-25"}
    assert client.post(url("leave", org.person.key), words).status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_open


def test_a_move_says_and_ends_the_post_in_my_unit(client, org):
    theirs = org.person.memberships.get()
    join_unit(org.person, org.elsewhere)
    ward = make_unit("Trạm y tế phường", parent=org.elsewhere)
    client.force_login(org.stranger)
    page = text_of(client.get(url("move", org.person.key, unit=ward.key)))
    assert "Trạm y tế" in page
    assert "Trường Lê Lợi" not in page
    words = {"unit": ward.key, "on": "2026-11-25"}
    client.post(url("move", org.person.key), words)
    theirs.refresh_from_db()
    assert theirs.is_open
    held = {each.unit for each in org.person.memberships.on()}
    assert held == {org.school, ward}


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "9" * 5000, "\x00"])
def test_a_post_that_is_none_is_not_there(manager, org, number):
    words = {"membership": number, "on": "2026-11-25", "answer": "confirm"}
    assert manager.post(url("leave", org.person.key), words).status_code == 404
    assert manager.post(url("waiting"), words).status_code == 404


NUL = "An\x00\x07"


@pytest.mark.parametrize("name", ["manage", "export", "join", "slips", "add", "paste"])
@pytest.mark.parametrize("field", ["q", "unit", "course", "audience", "state", "also"])
def test_control_characters_break_no_page(manager, org, course, name, field):
    response = manager.get(url(name), {field: NUL})
    found_nothing = {"unit", "course"} & {field}
    assert response.status_code in ({200, 404} if found_nothing else {200})


def test_a_search_without_its_control_characters_finds(manager, org):
    response = manager.get(url("manage"), {"q": NUL})
    assert [row.person for row in response.context["rows"]] == [org.person]
    found = manager.get(url("move", org.person.key), {"q": "le\x00 loi"})
    assert [each.name for each in found.context["found"]] == ["Trường Lê Lợi"]


def test_a_position_is_stored_without_control_characters(client, org):
    asking = make_person("Tự Đăng Ký")
    client.force_login(asking.user)
    client.post(url("join"), {"unit": org.school.key, "position": "Giáo\x00 viên"})
    assert asking.memberships.get().position == "Giáo viên"


def test_a_manager_reads_that_the_number_is_somebody_elses(manager, org):
    make_person("Chủ Số", phone="+84987654321", phone_is_confirmed=True)
    asking = make_person("Tự Đăng Ký", phone="+84987654321")
    post = services.request_membership(user=asking.user, unit=org.school)
    page = text_of(
        manager.post(
            url("waiting"), {"membership": post.pk, "answer": "confirm"}, follow=True
        )
    )
    assert "Tự Đăng Ký đăng nhập bằng mã đăng nhập" in page
    assert "Chủ Số" not in page


def test_a_wrong_day_is_said_on_the_persons_page(manager, org):
    post = org.person.memberships.get()
    response = manager.post(
        url("leave", org.person.key), {"membership": post.pk, "on": "1999-01-01"}
    )
    assert response.status_code == 422
    assert 'role="alert"' in text_of(response)


def test_a_list_is_checked_then_added_and_bad_lines_stay(manager, org):
    text = "Lê Thị Hoa\t0912345678\nNgười Sai\t12"
    data = {"unit": org.school.key, "text": text}
    checked = manager.post(url("paste"), data)
    assert not Person.objects.filter(full_name="Lê Thị Hoa").exists()
    assert 'name="apply"' in text_of(checked)
    applied = manager.post(url("paste"), {**data, "apply": "1"})
    assert Person.objects.filter(full_name="Lê Thị Hoa").count() == 1
    box = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", text_of(applied), re.DOTALL)
    assert box[1] == "Người Sai\t12"
    manager.post(url("paste"), {**data, "apply": "1"})
    assert Person.objects.filter(full_name="Lê Thị Hoa").count() == 1


def test_an_empty_list_is_refused(manager, org):
    response = manager.post(url("paste"), {"unit": org.school.key, "text": " \n"})
    assert 'role="alert"' in text_of(response)


def test_looking_at_slips_makes_none(manager, org):
    page = text_of(manager.get(url("slips", unit=org.school.key)))
    assert str(org.person.key) in page
    assert "chìa khóa" in page
    assert not ActivationCode.objects.exists()


def test_printed_slips_hold_codes_and_a_square(manager, org):
    other = make_person("Lê Thị Bình", org.school)
    response = manager.post(url("slips"), {"person": [org.person.key, other.key]})
    page = text_of(response)
    codes = re.findall(r'class="slip__code">([^<]+)<', page)
    assert codes[0] == org.person.user.login_code
    assert len(codes) == 4
    assert page.count("<svg") >= 2
    assert "style=" not in page
    assert "hoc.example.vn/vao/" in page
    assert ActivationCode.objects.count() == 2
    assert "no-store" in response.headers["Cache-Control"]


def test_slips_for_nobody_are_refused(manager):
    for data in ({}, {"person": ["x"]}):
        assert manager.post(url("slips"), data).status_code == 422


def test_one_foreign_person_among_mine_stops_all_slips(manager, org):
    stranger = make_person("Người Lạ", org.elsewhere)
    response = manager.post(url("slips"), {"person": [org.person.key, stranger.key]})
    assert response.status_code == 422
    assert not ActivationCode.objects.exists()


def test_a_person_asks_and_a_manager_answers(client, org):
    asking = make_person("Tự Đăng Ký", phone="+84987654321")
    client.force_login(asking.user)
    found = client.get(url("join", q="le loi"))
    assert "Trường Lê Lợi" in text_of(found)
    client.post(url("join"), {"unit": org.school.key, "position": "Giáo viên"})
    assert "chờ người quản lý" in text_of(client.get(url("join")))
    client.force_login(org.manager)
    page = text_of(client.get(url("waiting")))
    assert "Tự Đăng Ký" in page
    assert "0987 654 321" in page
    post = asking.memberships.get()
    client.post(url("waiting"), {"membership": post.pk, "answer": "confirm"})
    post.refresh_from_db()
    assert post.confirmed_at


def test_a_manager_declines(manager, org):
    asking = make_person("Tự Đăng Ký")
    post = services.request_membership(user=asking.user, unit=org.school)
    manager.post(url("waiting"), {"membership": post.pk, "answer": "decline"})
    assert not Membership.objects.waiting().exists()


@pytest.mark.parametrize(
    ("onward", "goes"), [("/hoc/", "/hoc/"), ("https://evil.example/", None)]
)
def test_after_asking_one_goes_on_to_the_lesson(client, org, onward, goes):
    asking = make_person("Tự Đăng Ký")
    client.force_login(asking.user)
    response = client.post(url("join"), {"unit": org.school.key, "next": onward})
    assert response.url == (goes or url("join"))


def test_joining_needs_an_account(client, org):
    assert client.get(url("join")).status_code == 302
    assert client.post(url("join"), {"unit": org.school.key}).status_code == 302
    client.force_login(org.person.user)
    assert client.post(url("join"), {"unit": "x"}).status_code == 404
    assert client.post(url("join"), {}).status_code == 422
