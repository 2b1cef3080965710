"""A machine that many use keeps nothing of a person; an own phone remembers."""

import time

import pytest
from playwright.sync_api import expect

from . import MARKS, world
from .steps import LEARNER, MANAGER, sign_in, sign_out

pytestmark = MARKS

NAME = "Trần Thị Mẫu An"
SESSION = "sessionid"


def test_a_shared_machine_keeps_nothing(desk):
    page = desk
    sign_in(page, LEARNER, shared=True)
    assert _session(page)["expires"] == -1
    assert _session(page)["httpOnly"]
    lesson = world.lessons("NEN-01")[0]["url"]
    for path in ("/", "/hoc/", "/tai-khoan/", "/khoa-hoc/", lesson, "/chung-nhan/"):
        answer = page.goto(path)
        assert answer.headers["cache-control"] == "no-store", path
        assert NAME in page.content()
    page.goto("/tai-khoan/")
    with page.expect_response("**/dang-xuat/") as signing_out:
        page.locator(".person").get_by_role("button").click()
    page.wait_for_url("**/dang-nhap/")
    assert "cache" in signing_out.value.all_headers()["clear-site-data"]
    page.go_back()
    page.wait_for_load_state()
    assert NAME not in page.content()
    assert "0900 000 001" not in page.content()
    page.goto("/hoc/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    # The next person finds the box ticked.
    page.goto("/dang-nhap/")
    expect(page.get_by_label("Máy dùng chung")).to_be_checked()
    assert NAME not in page.content()
    stored = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert stored == [0, 0]


def test_an_own_phone_stays_signed_in_for_90_days(phone):
    sign_in(phone, LEARNER)
    days = (_session(phone)["expires"] - time.time()) / 86400
    assert days == pytest.approx(90, abs=0.1)
    answer = phone.goto("/hoc/")
    assert "private" in answer.headers["cache-control"]
    sign_out(phone)
    assert SESSION not in {cookie["name"] for cookie in phone.context.cookies()}


def test_the_next_person_begins_afresh(desk):
    page = desk
    sign_in(page, LEARNER, shared=True)
    sign_out(page)
    sign_in(page, MANAGER, shared=True)
    expect(page.locator(".person")).to_contain_text("Lê Văn Mẫu Bình")
    page.goto("/hoc/")
    expect(page.locator("main")).not_to_contain_text(NAME)


def _session(page) -> dict:
    return next(
        cookie for cookie in page.context.cookies() if cookie["name"] == SESSION
    )
