"""The learner's path with scripts switched off."""

from playwright.sync_api import expect

from courses.models import Enrolment

from . import MARKS, world
from .conftest import PHONE
from .steps import LEARNER, answer_rightly, finish_lesson, sign_in

pytestmark = MARKS


def test_a_learner_needs_no_scripts(open_page):
    page = open_page(**PHONE, java_script_enabled=False)
    first, *_others = lessons = world.lessons("NEN-01")
    quiz = next(lesson for lesson in lessons if lesson["activities"])
    page.goto(first["url"])
    page.get_by_role("link", name="Đăng nhập để học").click()
    sign_in(page, LEARNER)
    page.wait_for_url(f"**{first['url']}")
    page.get_by_role("button", name="Ghi danh").click()
    finish_lesson(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(lessons[1]["title"])

    page.goto(quiz["url"])
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    answer_rightly(page, leave_out=1)
    chosen = page.locator("fieldset input:checked")
    count = chosen.count()
    page.get_by_role("button", name="Nộp bài").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Còn 1 câu chưa trả lời")
    expect(summary.get_by_role("link")).to_have_count(1)
    # What was chosen came back, and the link leads to the question left out.
    expect(chosen).to_have_count(count)
    summary.get_by_role("link").click()
    expect(page.locator("fieldset:target")).to_have_id("question-1")
    answer_rightly(page)
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.locator(".notice--success").first).to_contain_text("Đạt")
    page.goto(quiz["url"])
    expect(page.locator(".lesson__end")).to_contain_text("Bạn đã học xong")
    enrolment = Enrolment.objects.get(learner=world.user("HOCV-2345"))
    assert (enrolment.done, enrolment.status) == (2, "in_progress")
