"""The whole job: learner, certificate, stranger, manager, editor."""

import io
import re
from urllib.parse import urlsplit

import openpyxl
import pypdf
from playwright.sync_api import expect

from courses.models import Enrolment, LessonPage

from . import MARKS, world
from .steps import (
    EDITOR,
    MANAGER,
    finish_lesson,
    pass_quiz,
    sign_in,
    sign_out,
)

pytestmark = MARKS

NAME = "Hồ Thị Thu Thảo"
PIN = "730182"
UNIT = "Trường Trung học cơ sở Mẫu"
NEW_TEXT = "Câu này được biên tập viên viết thêm hôm nay."


def test_a_teacher_learns_and_everybody_sees_what_came_of_it(phone, desk, new_context):
    lesson = world.lessons("NEN-01")[1]
    slip = _manager_adds_a_teacher_and_prints_a_slip(desk)
    _teacher_opens_a_link_and_then_the_slip(phone, lesson, slip)
    _teacher_learns_the_whole_course(phone, lesson)
    certificate = _teacher_takes_the_certificate(phone)
    stranger = new_context().new_page()
    _stranger_verifies(stranger, certificate)
    _manager_sees_and_exports(desk)
    sign_out(desk)
    _editor_changes_the_lesson(desk, lesson)
    phone.goto(lesson["url"])
    expect(phone.get_by_text(NEW_TEXT)).to_be_visible()
    assert _pdf_of(phone, certificate["path"]) == certificate["pdf"]
    _stranger_verifies(stranger, certificate)


def _manager_adds_a_teacher_and_prints_a_slip(page) -> dict:
    sign_in(page, MANAGER)
    page.get_by_role("link", name="Quản lý").click()
    page.get_by_role("link", name="Thêm người").click()
    if not page.get_by_label("Họ và tên").is_visible():
        page.get_by_role("button", name="Chọn").click()
    page.get_by_label("Họ và tên").fill(NAME)
    page.get_by_label("Điện thoại").fill("0912 345 678")
    page.get_by_label("Ngày sinh").fill("20/11/1971")
    page.get_by_label("Giới tính").select_option("female")
    page.get_by_label("Chức vụ").fill("Giáo viên Ngữ văn")
    page.get_by_label("Đối tượng").select_option(label="Giáo viên, cán bộ quản lý")
    page.get_by_role("button", name="Thêm người này").click()
    expect(page.locator(".notice--success")).to_contain_text(NAME)
    page.get_by_role("link", name="In phiếu").click()
    page.get_by_role("button", name="Tạo phiếu").click()
    sheet = page.locator(".slip")
    expect(sheet).to_have_count(1)
    expect(sheet).to_contain_text(NAME)
    expect(sheet).to_contain_text(UNIT)
    login_code, one_time_code = sheet.locator(".slip__code").all_inner_texts()
    address = re.search(r"\S+/vao/", sheet.locator(".slip__how").inner_text())[0]
    sign_out_link = page.locator(".person")
    expect(sign_out_link).to_contain_text("Lê Văn Mẫu Bình")
    sign_out(page)
    return {"url": f"http://{address}{one_time_code}/", "login_code": login_code}


def _teacher_opens_a_link_and_then_the_slip(page, lesson, slip) -> None:
    page.goto(lesson["url"])
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson["title"])
    expect(page.locator("main")).to_contain_text(f"{lesson['minutes']} phút")
    picture = page.locator("main img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    meta = page.locator("meta[property='og:title']").get_attribute("content")
    assert lesson["title"] in meta
    expect(page.locator(".prose")).to_have_count(0)
    text = _a_sentence_of(lesson)
    assert text not in page.content()
    page.get_by_role("link", name="Đăng nhập để học").click()
    page.wait_for_url("**/dang-nhap/**")

    page.goto(slip["url"])
    facts = page.locator("dl.facts")
    for word in (NAME, "20/11/1971", UNIT, slip["login_code"]):
        expect(facts).to_contain_text(word)
    page.get_by_label("Mã PIN hoặc cụm mật khẩu mới").fill(PIN)
    page.get_by_label("Nhập lại một lần nữa").fill(PIN)
    page.get_by_role("button", name="Đúng là tôi").click()
    page.wait_for_url(f"**{lesson['url']}")
    expect(page.locator(".person")).to_contain_text(NAME)
    page.get_by_role("button", name="Ghi danh").click()
    page.wait_for_url(f"**{lesson['url']}")
    assert text in page.locator(".prose").inner_text()


def _teacher_learns_the_whole_course(page, first) -> None:
    """Begin with the lesson that is open, then go wherever the site leads."""
    lessons = {lesson["url"]: lesson for lesson in world.lessons("NEN-01")}
    course_url = world.course("NEN-01").url
    finish_lesson(page)
    visited = [first["url"]]
    while len(visited) < len(lessons):
        page.wait_for_url(lambda url: _path(url) != visited[-1])
        if _path(page.url) == course_url:
            # She began in the middle, so the first lesson is still missing.
            expect(page.get_by_text("Còn 1 bài")).to_be_visible()
            page.get_by_role("link", name="Học tiếp chỗ đang dở").click()
            page.wait_for_url(lambda url: _path(url) != course_url)
        lesson = lessons[_path(page.url)]
        assert lesson["url"] not in visited
        visited.append(lesson["url"])
        expect(page.get_by_role("heading", level=1)).to_have_text(lesson["title"])
        if not lesson["activities"]:
            finish_lesson(page)
            continue
        pass_quiz(page)
        page.locator("main header").get_by_role("link").click()
        page.locator(".lesson__end .btn--primary").click()
    page.wait_for_url(f"**{course_url}")
    expect(page.locator(".notice--success").first).to_contain_text("hoàn thành")
    expect(page.get_by_text("Bạn đã hoàn thành khóa học này ngày")).to_be_visible()
    assert Enrolment.objects.get(learner_label=NAME).completed_at


def _teacher_takes_the_certificate(page) -> dict:
    """Find the certificate from the course page on, and read the paper back."""
    page.get_by_role("link", name="Giấy chứng nhận").first.click()
    card = page.locator("main li").filter(
        has_text=world.course("NEN-01").facts["title"]
    )
    serial = re.search(r"Số[:]?\s+(\S+?),", card.inner_text())[1]
    path = card.get_by_role("link", name="Tải PDF").get_attribute("href")
    pdf = _pdf_of(page, path)
    paper = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(paper.pages) == 1
    printed = " ".join(paper.pages[0].extract_text().split())
    for word in (NAME, world.course("NEN-01").facts["title"], serial):
        assert _plain(word) in _plain(printed)
    links = [
        note.get_object()["/A"]["/URI"] for note in paper.pages[0].get("/Annots", [])
    ]
    assert len(set(links)) == 1, links
    return {"path": path, "pdf": pdf, "serial": serial, "verify": links[0]}


def _stranger_verifies(page, certificate) -> None:
    page.goto(certificate["verify"])
    main = page.locator("main")
    facts = world.course("NEN-01").facts
    for word in (NAME, facts["title"], certificate["serial"]):
        expect(main).to_contain_text(word)
    expect(main.locator(".notice--success")).to_contain_text("Hợp lệ")
    expect(page.locator(".person")).to_have_count(0)
    for secret in ("0912", "20/11/1971"):
        expect(main).not_to_contain_text(secret)


def _manager_sees_and_exports(page) -> None:
    sign_in(page, MANAGER)
    page.goto("/quan-ly/")
    page.locator("select[name=course]").select_option(
        label=f"NEN-01 · {world.course('NEN-01').facts['title']}"
    )
    page.get_by_role("button", name="Xem", exact=True).click()
    sentence = page.locator("#sentence")
    expect(sentence).to_have_text(
        re.compile(r"^1/\d+ .*đã hoàn thành NEN-01 \(\d+,\d %\), tính đến .* mẫu số")
    )
    row = page.locator("table tr").filter(has_text=NAME)
    total = len(world.course("NEN-01").lessons)
    expect(row).to_contain_text("Hoàn thành")
    expect(row).to_contain_text(f"{total}/{total}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải về XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    book = io.BytesIO(download.value.path().read_bytes())
    sheet = openpyxl.load_workbook(book).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(str(cell or "").startswith("1/") for row in rows for cell in row)
    own = next(row for row in rows if NAME in row)
    assert {"20/11/1971", "nữ", UNIT, "0912 345 678"} <= set(own)
    assert [own.count(total), "Giáo viên Ngữ văn" in own] == [2, True]


def _editor_changes_the_lesson(page, lesson) -> None:
    """Write at the end of the first text block and publish, in Wagtail's editor."""
    stored = LessonPage.objects.get(translation_key=lesson["key"])
    sign_in(page, EDITOR)
    page.goto(f"/admin/pages/{stored.pk}/edit/")
    page.locator(".public-DraftEditor-content").first.press("Control+Home")
    page.keyboard.type(NEW_TEXT)
    # The editor writes into the form a moment after the last key.
    field = page.locator("input[type=hidden][name$='-value-html']").first
    expect(field).to_have_value(re.compile(NEW_TEXT))
    page.locator("footer").get_by_role("button", name="Thao tác khác").click()
    page.get_by_role("button", name="Xuất bản", exact=True).click()
    expect(page.locator(".messages")).to_contain_text(stored.title)


def _pdf_of(page, path) -> bytes:
    answer = page.request.get(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def _a_sentence_of(lesson) -> str:
    """Return some words that stand only in the text of the lesson."""
    stored = LessonPage.objects.get(translation_key=lesson["key"])
    text = next(block for block in stored.body if block.block_type == "text")
    found = re.search(r"<p[^>]*>([^<]{40,})", text.value["html"].source)
    return found[1][:40]


def _path(url: str) -> str:
    return urlsplit(url).path


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
