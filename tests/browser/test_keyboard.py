"""Everything a learner does, with the keyboard alone."""

from playwright.sync_api import expect

from courses.services import enrol
from home.demo import PIN

from . import MARKS, world
from .steps import LEARNER

pytestmark = MARKS

#: What the focused element looks like, and whether it stands in the window.
FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    tag: element.tagName,
    text: (element.innerText || element.ariaLabel || element.name || "").trim()
      .slice(0, 60),
    shown: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== "none",
    inside: box.width > 0 && box.bottom > 0 && box.right > 0
      && box.top < innerHeight && box.left < innerWidth,
  };
}"""


def test_a_learner_needs_no_mouse(desk):
    page = desk
    _sign_in(page)
    course = world.course("NEN-01")
    first = world.lessons("NEN-01")[0]
    page.goto("/khoa-hoc/")
    _follow(page, f"main a[href='{course.url}']")
    _follow(page, f"main a[href='{first['url']}']")
    _tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".lesson__end form")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    # From here on Tab goes through the lesson, not through the menu again.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    _tab_to(page, ".lesson__end button")
    page.keyboard.press("Enter")
    second = world.lessons("NEN-01")[1]
    expect(page.get_by_role("heading", level=1)).to_have_text(second["title"])


def test_a_quiz_is_answered_with_arrows_and_space(desk):
    page = desk
    learner = world.user("HOCV-2345")
    course = world.course("NEN-01")
    enrol(learner=learner, course_key=course.course_key)
    lesson = next(each for each in world.lessons("NEN-01") if each["activities"])
    _sign_in(page)
    page.goto(lesson["url"])
    _tab_to(page, ".quiz-card button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bai-kiem-tra/lan/**")
    for question in page.locator("fieldset").all():
        _answer(page, question)
    _tab_to(page, ".attempt__form button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".notice--success").first).to_contain_text("Đạt")


def test_errors_take_the_focus_and_lead_to_the_field(desk):
    page = desk
    page.goto("/dang-nhap/")
    page.locator("[name=identifier]").fill("0900000009")
    page.locator("[name=secret]").fill("111213")
    page.keyboard.press("Enter")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert page.evaluate(FOCUS)["shown"]


def _sign_in(page) -> None:
    page.goto("/dang-nhap/")
    _tab_to(page, "[name=identifier]")
    page.keyboard.type(LEARNER)
    _tab_to(page, "[name=secret]")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.locator(".person")).to_be_visible()


def _answer(page, question) -> None:
    """Choose the right answers of a question by Tab, space and arrows."""
    version = question.locator("input[name=questions]").get_attribute("value")
    right = world.right_choices(int(version))
    inputs = question.locator("input:not([type=hidden])")
    values = [each.get_attribute("value") for each in inputs.all()]
    name = inputs.first.get_attribute("name")
    if inputs.first.get_attribute("type") == "checkbox":
        for value in right:
            _tab_to(page, f"[name='{name}'][value='{value}']")
            page.keyboard.press("Space")
        return
    _tab_to(page, f"[name='{name}']")
    page.keyboard.press("Space")
    for _step in range(values.index(right[0])):
        page.keyboard.press("ArrowDown")
    expect(question.locator(f"[value='{right[0]}']")).to_be_checked()


def _follow(page, selector: str) -> None:
    _tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page, selector: str, most: int = 120) -> None:
    """Press Tab until the element has the focus, which shows all the way."""
    passed = []
    for _step in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        passed.append(focus["text"])
        if focus["tag"] != "BODY":
            assert focus["shown"], f"no focus to be seen on {focus}"
            assert focus["inside"], f"out of sight: {focus}"
        if page.evaluate(
            "selector => document.activeElement.matches(selector)", selector
        ):
            return
    raise AssertionError(f"Tab does not reach {selector}: {passed}")
