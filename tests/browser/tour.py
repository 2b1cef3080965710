"""Every kind of page that a reader, a learner or a manager meets."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page
from wagtail.models import Site

from accounts.models import SignUpSettings
from accounts.services import issue_activation_code, sign_up
from awareness.models import ArticlePage
from certificates.models import Certificate
from courses.services import enrol, finish_lesson
from people.models import Person, Unit
from people.services import request_membership

from . import world

__all__ = [
    "LEARNER",
    "MANAGER",
    "NEWCOMER",
    "NOBODY",
    "STOPS",
    "Places",
    "arrange",
    "print_for_one",
]

NOBODY, NEWCOMER, LEARNER, MANAGER = "nobody", "newcomer", "learner", "manager"
NEWCOMER_CODE, NEWCOMER_PIN = "MKHQ-2345", "480915"


@dataclass(frozen=True)
class Places:
    """Addresses that are known only once the world is arranged."""

    course: str
    completed_course: str
    text_lesson: str
    done_lesson: str
    quiz_lesson: str
    failed_attempt: str
    passed_attempt: str
    article: str
    certificate: str
    slip: str
    person: str


@dataclass(frozen=True)
class Stop:
    """A page: who opens it, where it is, and what is done there first."""

    who: str
    path: str
    act: Callable[[Page], None] | None = None
    status: int = 200


def arrange() -> Places:
    """Let the demo learner be half-way in one course and through another."""
    learner = world.user("HOCV-2345")
    world.complete_course(learner, "GV-01")
    enrol(learner=learner, course_key=world.course("NEN-01").course_key)
    first, second, third, quiz, *_others = world.lessons("NEN-01")
    for lesson in (first, second):
        finish_lesson(
            learner=learner,
            lesson_key=uuid.UUID(lesson["key"]),
            submission=uuid.uuid4(),
        )
    failed = world.take_quiz(learner, quiz, answers=world.wrong_choices)
    passed = world.take_quiz(learner, world.lessons("GV-01")[-1])
    SignUpSettings.objects.create(
        site=Site.objects.get(is_default_site=True), enabled=True
    )
    _somebody_asks_to_join()
    person = Person.objects.get(full_name="Võ Mẫu Kiều")
    return Places(
        course=world.course("NEN-01").url,
        completed_course=world.course("GV-01").url,
        text_lesson=third["url"],
        done_lesson=second["url"],
        quiz_lesson=quiz["url"],
        failed_attempt=f"/bai-kiem-tra/lan/{failed.key}/",
        passed_attempt=f"/bai-kiem-tra/lan/{passed.key}/",
        article=ArticlePage.objects.live().first().get_url(),
        certificate=f"/v/{Certificate.objects.get(learner=learner).token}/",
        slip=f"/vao/{issue_activation_code(user=person.user, by=None)}/",
        person=f"/quan-ly/nguoi/{Person.objects.get(user=learner).key}/",
    )


def _somebody_asks_to_join() -> None:
    newcomer = sign_up(
        full_name="Đinh Văn Mẫu Khôi",
        phone="0987654321",
        secret=NEWCOMER_PIN,
        address="192.0.2.1",
    )
    newcomer.login_code = NEWCOMER_CODE
    newcomer.save()
    unit = Unit.objects.get(source_key="mau.truong")
    request_membership(user=newcomer, unit=unit, position="Giáo viên")


# --- what is done on a page before it is looked at -----------------------------


def _submit(page: Page) -> None:
    """Send the form of the page as it is."""
    page.locator("main form:not([role=search]) [type=submit]").first.click()
    page.wait_for_load_state()


def _sign_in_wrongly(page: Page) -> None:
    page.locator("[name=identifier]").fill("0900000009")
    page.locator("[name=secret]").fill("111213")
    _submit(page)
    page.locator(".error-summary").wait_for()


def _type_nonsense_code(page: Page) -> None:
    page.locator("[name=code]").fill("không phải mã")
    _submit(page)
    page.locator(".error-summary").wait_for()


def _begin_quiz(page: Page) -> None:
    page.locator(".quiz-card [type=submit], .quiz-card .btn--primary").first.click()
    page.wait_for_url(re.compile("/bai-kiem-tra/lan/"))


def _forget_a_question(page: Page) -> None:
    _begin_quiz(page)
    page.locator("fieldset input:not([type=hidden])").first.check()
    _submit(page)
    page.locator(".error-summary").wait_for()


def _choose_unit(page: Page) -> None:
    if page.locator("main select[name=unit]").count():
        page.locator("main form [type=submit]").click()
        page.wait_for_load_state()


def _add_nobody(page: Page) -> None:
    _choose_unit(page)
    page.locator("[name=birth]").fill("31/02/1985")
    _submit(page)
    page.locator(".error-summary").wait_for()


def _paste(page: Page) -> None:
    _choose_unit(page)
    lines = [
        "Trần Thị Mẫu An; 0900000001",
        "Bùi Thị Thử; 0911222333; 1990; nữ; Giáo viên Toán",
        "12345",
    ]
    page.locator("[name=text]").fill("\n".join(lines))
    _submit(page)
    page.locator("table").wait_for()


def _change_pin_wrongly(page: Page) -> None:
    page.locator("[name=current]").fill("000000")
    page.locator("[name=secret]").fill("123456")
    page.locator("[name=secret_again]").fill("654321")
    page.locator("form[data-secret-form] [type=submit]").click()
    page.locator(".error-summary").wait_for()


def _print_for_nobody(page: Page) -> None:
    _choose(page)
    _submit(page)
    page.locator(".error-summary").wait_for()


def print_for_one(page: Page) -> None:
    _choose(page, "Siu Mẫu Đạt")
    _submit(page)
    page.locator(".slip").wait_for()


def _choose(page: Page, name: str = "") -> None:
    for box in page.locator("[name=person]").all():
        box.uncheck()
    if name:
        page.get_by_label(name).check()


STOPS = {
    "home": Stop(NOBODY, "/"),
    "home-en": Stop(NOBODY, "/en/"),
    "catalogue": Stop(NOBODY, "/khoa-hoc/"),
    "catalogue-empty": Stop(NOBODY, "/khoa-hoc/?q=xyzxyz"),
    "course-anonymous": Stop(NOBODY, "{course}"),
    "lesson-gate": Stop(NOBODY, "{text_lesson}"),
    "articles": Stop(NOBODY, "/kien-thuc/"),
    "articles-empty": Stop(NOBODY, "/kien-thuc/?tim=xyzxyz"),
    "article": Stop(NOBODY, "{article}"),
    "about": Stop(NOBODY, "/gioi-thieu/"),
    "privacy": Stop(NOBODY, "/rieng-tu/"),
    "real-case": Stop(NOBODY, "/khi-gap-truong-hop-that/"),
    "verify-form": Stop(NOBODY, "/v/"),
    "verify-form-error": Stop(NOBODY, "/v/", _type_nonsense_code),
    "verify-ok": Stop(NOBODY, "{certificate}"),
    "verify-unknown": Stop(NOBODY, f"/v/{'A' * 26}/", status=404),
    "sign-in": Stop(NOBODY, "/dang-nhap/?next=/hoc/"),
    "sign-in-error": Stop(NOBODY, "/dang-nhap/", _sign_in_wrongly),
    "enter-code": Stop(NOBODY, "/vao/"),
    "enter-code-error": Stop(NOBODY, "/vao/", _type_nonsense_code),
    "slip": Stop(NOBODY, "{slip}"),
    "slip-error": Stop(NOBODY, "{slip}", _submit),
    "slip-not-valid": Stop(NOBODY, "/vao/ABCD-EFGH-JKMN/", status=404),
    "not-me": Stop(NOBODY, "/vao/khong-phai-toi/"),
    "sign-up": Stop(NOBODY, "/dang-ky/"),
    "not-found": Stop(NOBODY, "/khong-co-trang-nay/", status=404),
    "course-learner": Stop(LEARNER, "{course}"),
    "course-completed": Stop(LEARNER, "{completed_course}"),
    "lesson": Stop(LEARNER, "{text_lesson}"),
    "lesson-done": Stop(LEARNER, "{done_lesson}"),
    "lesson-with-quiz": Stop(LEARNER, "{quiz_lesson}"),
    "quiz": Stop(LEARNER, "{quiz_lesson}", _begin_quiz),
    "quiz-error": Stop(LEARNER, "{quiz_lesson}", _forget_a_question),
    "review-failed": Stop(LEARNER, "{failed_attempt}"),
    "review-passed": Stop(LEARNER, "{passed_attempt}"),
    "my-learning": Stop(LEARNER, "/hoc/"),
    "my-learning-en": Stop(LEARNER, "/en/hoc/"),
    "transcript": Stop(LEARNER, "/hoc/bang-hoc-tap/"),
    "certificates": Stop(LEARNER, "/chung-nhan/"),
    "account": Stop(LEARNER, "/tai-khoan/"),
    "account-error": Stop(LEARNER, "/tai-khoan/", _change_pin_wrongly),
    "sign-out": Stop(LEARNER, "/dang-xuat/"),
    "forbidden": Stop(LEARNER, "/quan-ly/", status=403),
    "gate-signed-in": Stop(NEWCOMER, "{text_lesson}"),
    "my-learning-empty": Stop(NEWCOMER, "/hoc/"),
    "certificates-empty": Stop(NEWCOMER, "/chung-nhan/"),
    "join": Stop(NEWCOMER, "/quan-ly/xin-vao-don-vi/?q=truong"),
    "manage": Stop(MANAGER, "/quan-ly/"),
    "manage-en": Stop(MANAGER, "/en/quan-ly/"),
    "manage-empty": Stop(MANAGER, "/quan-ly/?q=xyzxyz"),
    "person": Stop(MANAGER, "{person}"),
    "person-move": Stop(MANAGER, "{person}chuyen/"),
    "add-person": Stop(MANAGER, "/quan-ly/them/", _choose_unit),
    "add-person-error": Stop(MANAGER, "/quan-ly/them/", _add_nobody),
    "paste-list": Stop(MANAGER, "/quan-ly/dan-danh-sach/", _choose_unit),
    "paste-list-checked": Stop(MANAGER, "/quan-ly/dan-danh-sach/", _paste),
    "slips": Stop(MANAGER, "/quan-ly/phieu/"),
    "slips-error": Stop(MANAGER, "/quan-ly/phieu/", _print_for_nobody),
    "slip-sheet": Stop(MANAGER, "/quan-ly/phieu/", print_for_one),
    "waiting": Stop(MANAGER, "/quan-ly/cho-xac-nhan/"),
}
