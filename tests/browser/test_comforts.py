"""What small scripts add, and that they do it once."""

import re

from playwright.sync_api import expect

from . import MARKS, tour
from .steps import LEARNER, MANAGER, sign_in

pytestmark = MARKS


def test_slips_are_printed_once(desk):
    sign_in(desk, MANAGER)
    desk.goto("/quan-ly/phieu/")
    tour.print_for_one(desk)
    desk.evaluate("() => { window.times = 0; window.print = () => { times += 1; }; }")
    desk.get_by_role("button", name="In", exact=True).click()
    assert desk.evaluate("times") == 1
    desk.get_by_role("link", name="Về đơn vị").dispatch_event(
        "click", {"ctrlKey": True, "bubbles": True}
    )
    assert desk.evaluate("times") == 1


def test_the_people_who_are_ticked_can_have_a_slip(desk):
    sign_in(desk, MANAGER)
    desk.goto("/quan-ly/phieu/")
    ticked = desk.locator("[name=person]:checked").count()
    assert ticked
    desk.get_by_role("button", name="Tạo phiếu").click()
    expect(desk.locator(".error-summary")).to_have_count(0)
    expect(desk.locator(".slip")).to_have_count(ticked)


def test_the_sentence_is_copied(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, MANAGER)
    page.goto("/quan-ly/")
    page.get_by_role("button", name="Chép câu này").click()
    expect(page.get_by_role("status").filter(has_text="Đã chép")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#sentence").inner_text()


def test_a_double_tap_sends_a_form_once(desk):
    sign_in(desk, LEARNER)
    desk.goto("/khoa-hoc/nen-01/")
    sent = []
    desk.on("request", lambda request: sent.append(request.method))
    with desk.expect_navigation():
        desk.evaluate("""() => {
          const button = document.querySelector("main form button");
          button.click();
          button.click();
        }""")
    desk.wait_for_load_state()
    assert sent.count("POST") == 1


def test_a_pin_can_be_looked_at(phone):
    phone.goto("/dang-nhap/")
    secret = phone.locator("[name=secret]")
    assert secret.get_attribute("inputmode") == "numeric"
    secret.fill("240619")
    phone.get_by_role("button", name="Hiện mã PIN").click()
    expect(secret).to_have_attribute("type", "text")
    phone.get_by_role("button", name="Ẩn mã PIN").click()
    expect(secret).to_have_attribute("type", "password")
    phone.get_by_role("link", name="hiện bàn phím").click()
    assert secret.get_attribute("inputmode") is None
    expect(secret).to_have_value("240619")


def test_the_quick_exit_leaves_without_a_way_back(open_page, site):
    page = open_page()
    page.context.route(
        lambda url: not url.startswith(site),
        lambda route: route.fulfill(body="<title>Thời tiết</title>"),
    )
    page.goto("/")
    page.goto("/khi-gap-truong-hop-that/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: not url.startswith(site))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_scanned_slip_leads_to_the_lesson_that_was_opened(phone, places):
    """The lesson's link was tapped in a chat; nobody pressed "sign in" there."""
    phone.goto(places.text_lesson)
    phone.goto(places.slip)
    phone.locator("[name=secret]").fill("730182")
    phone.locator("[name=secret_again]").fill("730182")
    phone.get_by_role("button", name="Đúng là tôi").click()
    phone.wait_for_url(lambda url: "/vao/" not in url)
    expect(phone).to_have_url(re.compile(re.escape(places.text_lesson)))


def test_the_menu_offers_only_what_one_may_open(travellers):
    page = travellers[tour.LEARNER]
    page.goto("/quan-ly/")
    expect(page.locator(".site-nav")).not_to_contain_text("Quản lý")
