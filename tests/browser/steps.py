"""What a person does in the browser, again and again."""

import re

from playwright.sync_api import Page, expect

from home.demo import PIN

from .world import right_choices

__all__ = [
    "LEARNER",
    "MANAGER",
    "answer_rightly",
    "finish_lesson",
    "pass_quiz",
    "sign_in",
    "sign_out",
]

#: Phone numbers of the demo accounts.
LEARNER, MANAGER, EDITOR = "0900000001", "0900000002", "0900000003"


def sign_in(page: Page, who: str, *, pin: str = PIN, shared: bool = False) -> None:
    """Sign in with the form, on the page that is open or on the form's own."""
    if "/dang-nhap/" not in page.url:
        page.goto("/dang-nhap/")
    page.get_by_label("Số điện thoại").fill(who)
    page.get_by_label("Mã PIN hoặc cụm mật khẩu", exact=True).fill(pin)
    if shared:
        page.get_by_label("Máy dùng chung").check()
    page.locator("form[data-secret-form] button[type=submit]").click()
    expect(page.locator(".person")).to_be_visible()


def sign_out(page: Page) -> None:
    page.locator(".person").get_by_role("button").click()
    page.wait_for_url("**/dang-nhap/")


def finish_lesson(page: Page) -> None:
    """Press "done" at the end of the lesson that is open."""
    page.get_by_role("button", name="Tôi đã đọc").click()


def answer_rightly(page: Page, *, leave_out: int = 0) -> None:
    """Tick the right answers, but for the first so many questions."""
    for listed in page.locator("input[name=questions]").all()[leave_out:]:
        version = listed.get_attribute("value")
        for choice in right_choices(int(version)):
            page.check(f"input[name='q-{version}'][value='{choice}']")


def pass_quiz(page: Page) -> None:
    """Begin the quiz of the lesson that is open, and answer it rightly."""
    page.locator(".quiz-card button[type=submit]").click()
    page.wait_for_url(re.compile("/bai-kiem-tra/lan/"))
    answer_rightly(page)
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.locator(".notice--success").first).to_contain_text("Đạt")
