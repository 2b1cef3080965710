import datetime
import json
import uuid

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction, Site

from courses.models import (
    Audience,
    CoursePage,
    Enrolment,
    LessonPage,
    Outline,
    Result,
)
from courses.services import enrol, start_new_round, withdraw
from courses.versions import bump_content_version
from tests.courses.factories import (
    add_lesson,
    lessons_of,
    make_course,
    make_index,
    make_user,
    module_of,
    submission_form,
    text_block,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user()


def text(response):
    return response.content.decode()


def statements(captured):
    return [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE")
    ]


# --- catalogue -------------------------------------------------------------------


def test_the_catalogue_finds_courses_without_diacritics_exact_ones_first(client):
    index = make_index()
    for code, title in [("A", "Dang ky"), ("B", "Đặng Đức"), ("C", "Đáng chú ý")]:
        make_course(title, code=code, lessons=0)
    make_course("Không liên quan", code="D", lessons=0)

    def found(query):
        page = text(client.get(index.url, {"q": query}))
        return sorted(
            (title for title in ("Dang ky", "Đặng Đức", "Đáng chú ý") if title in page),
            key=page.index,
        )

    assert found("dang") == ["Dang ky", "Đặng Đức", "Đáng chú ý"]
    assert found("Đặng")[0] == "Đặng Đức"
    assert found("ĐẶNG DUC") == ["Đặng Đức"]
    assert found("đáng")[0] == "Đáng chú ý"
    assert found("không có gì") == []


def test_the_catalogue_lists_by_audience(client):
    index = make_index()
    teachers = Audience.objects.create(code="GV", name="Giáo viên")
    course = make_course("Cho giáo viên", lessons=0)
    course.audiences.set([teachers])
    course.save_revision().publish()
    make_course("Cho người khác", lessons=0)
    page = text(client.get(index.url, {"doi-tuong": "GV"}))
    assert "Cho giáo viên" in page
    assert "Cho người khác" not in page
    assert client.get(index.url, {"doi-tuong": "' or 1=1"}).status_code == 200


def test_the_catalogue_hides_what_the_visitor_may_not_open(client):
    index = make_index()
    secret = make_course("Mật mã bảy", lessons=0)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert "Mật mã bảy" not in text(client.get(index.url))
    assert "Mật mã bảy" not in text(client.get(index.url, {"q": "mat ma"}))
    client.force_login(make_user())
    assert "Mật mã bảy" in text(client.get(index.url))


def test_the_catalogue_takes_the_same_queries_for_more_courses(client):
    index = make_index()
    make_course(lessons=1)
    client.get(index.url)
    with CaptureQueriesContext(connection) as few:
        client.get(index.url)
    for _number in range(6):
        make_course(lessons=1)
    client.get(index.url)
    with CaptureQueriesContext(connection) as many:
        client.get(index.url)
    assert len(few) == len(many)


# --- course and lesson -----------------------------------------------------------


def test_a_visitor_sees_title_and_duration_of_a_lesson_and_where_to_sign_in(client):
    course = make_course("Khóa A")
    lesson = lessons_of(course)[0]
    page = text(client.get(lesson.url))
    assert lesson.title in page
    assert "10 phút" in page
    assert f"?next={lesson.url}" in page
    assert "Nội dung bài học." not in page
    assert 'property="og:title"' in page


def test_a_learner_who_is_not_enrolled_sees_the_gate_and_stores_nothing(client, user):
    lesson = lessons_of(make_course())[0]
    client.force_login(user)
    page = text(client.get(lesson.url))
    assert "Nội dung bài học." not in page
    url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
    answer = client.post(url, submission_form())
    assert answer.status_code == 403
    assert "ghi danh" in text(answer)
    assert not Result.objects.exists()


def test_enrolling_from_a_lesson_leads_back_to_it(client, user):
    course = make_course(lessons=3)
    second = lessons_of(course)[1]
    client.force_login(user)
    url = reverse("learn_courses:enrol", args=[course.course_key])
    answer = client.post(url, {"lesson": str(second.lesson_key)})
    assert answer.url == second.url
    assert "Nội dung bài học." in text(client.get(second.url))


def test_a_get_enrols_nobody(client, user):
    course = make_course()
    client.force_login(user)
    url = reverse("learn_courses:enrol", args=[course.course_key])
    assert client.get(url).url == course.url
    assert not Enrolment.objects.exists()


def test_enrolling_needs_a_token_against_forged_requests(user):
    from django.test import Client

    course = make_course()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    url = reverse("learn_courses:enrol", args=[course.course_key])
    assert client.post(url).status_code == 403
    assert not Enrolment.objects.exists()


def test_an_unpublished_course_is_not_found_and_cannot_be_entered(client, user):
    course = make_course()
    course.unpublish()
    client.force_login(user)
    assert client.get(course.url or "/khoa-hoc/x/").status_code == 404
    url = reverse("learn_courses:enrol", args=[course.course_key])
    answer = client.post(url)
    assert answer.status_code == 404
    assert "chưa mở" in text(answer)
    assert not Enrolment.objects.exists()


def test_lessons_of_an_unpublished_course_are_closed_to_its_learners_too(client, user):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    course.unpublish()
    page = text(client.get(lessons_of(course)[0].url))
    assert "Nội dung bài học." not in page
    assert "không thuộc khóa học nào đang mở" in page


def test_finishing_leads_to_the_next_lesson_and_at_last_to_the_course(client, user):
    course = make_course(lessons=2)
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    first, second = lessons_of(course)

    def finish(lesson):
        url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
        return client.post(url, submission_form()).url

    assert finish(first) == second.url
    assert finish(second) == course.url
    page = text(client.get(course.url))
    assert "Bạn đã hoàn thành khóa học này" in page


def test_a_finish_without_its_submission_is_a_clear_page(client, user):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    lesson = lessons_of(course)[0]
    url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
    for sent in ({}, submission_form(submission="x"), submission_form(round="x")):
        answer = client.post(url, sent)
        assert answer.status_code == 400
        assert lesson.url in text(answer)
    assert not Result.objects.exists()


def test_a_session_that_ran_out_leads_to_sign_in_and_back(client):
    lesson = lessons_of(make_course())[0]
    url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
    answer = client.post(url, submission_form())
    assert answer.status_code == 302
    assert answer.url.endswith(f"?next={lesson.url}")


def test_who_was_withdrawn_sees_the_gate(client, user):
    course = make_course()
    enrolment = enrol(learner=user, course_key=course.course_key)
    withdraw(enrolment=enrolment, reason="thử")
    client.force_login(user)
    assert "Nội dung bài học." not in text(client.get(lessons_of(course)[0].url))


def test_the_course_page_says_what_is_missing_in_one_sentence(client, user):
    course = make_course(lessons=3)
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    assert "Còn 3 bài (khoảng 30 phút)" in text(client.get(course.url))


def test_a_course_that_nobody_reviewed_says_so_until_both_have(client, user):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    lesson = lessons_of(course)[0]
    for page in (course, lesson):
        assert "Chưa thẩm định" in text(client.get(page.url))
    course = CoursePage.objects.get(pk=course.pk)
    course.professional_reviewer = "Người thẩm định mẫu"
    course.professional_reviewed_on = datetime.date(2026, 1, 5)
    course.save_revision().publish()
    assert "Chưa thẩm định" in text(client.get(course.url))
    course.legal_reviewer = "Người thẩm định mẫu"
    course.legal_reviewed_on = datetime.date(2026, 1, 6)
    course.save_revision().publish()
    for page in (course, lesson):
        assert "Chưa thẩm định" not in text(client.get(page.url))


def test_lessons_keep_the_order_that_the_editor_gave_them(client):
    course = make_course(lessons=0)
    module = module_of(course)
    ten = add_lesson(module, "Bài 10")
    two = add_lesson(module, "Bài 2")
    one = add_lesson(module, "Bài 1")
    two.move(ten, pos="left")
    one.refresh_from_db()
    one.move(LessonPage.objects.get(pk=two.pk), pos="left")
    page = text(client.get(course.url))
    assert page.index("Bài 1<") < page.index("Bài 2<") < page.index("Bài 10<")


def test_what_an_editor_publishes_is_shown_at_once(client, user):
    course = make_course(lessons=1)
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    lesson = lessons_of(course)[0]
    assert "Nội dung bài học." in text(client.get(lesson.url))
    lesson.body = json.dumps([text_block("<p>Nội dung mới.</p>")])
    lesson.save_revision().publish()
    page = text(client.get(lesson.url))
    assert "Nội dung mới." in page
    assert "Nội dung bài học." not in page
    lesson.unpublish()
    assert client.get(lesson.url).status_code == 404


def test_a_restriction_set_later_holds_for_a_remembered_page(client, user):
    course = make_course(lessons=1)
    assert client.get(course.url).status_code == 200
    PageViewRestriction.objects.create(page=course, restriction_type="login")
    assert client.get(course.url).status_code == 302


def test_remembered_routes_do_not_mix_learners(client, user):
    from django.test import Client

    course = make_course(lessons=1)
    enrol(learner=user, course_key=course.course_key)
    lesson = lessons_of(course)[0]
    client.force_login(user)
    assert "Nội dung bài học." in text(client.get(lesson.url))
    assert "Nội dung bài học." not in text(Client().get(lesson.url))


def test_a_lesson_takes_eight_queries_at_most_however_long_the_course(client, user):
    counts = set()
    for size in (2, 20):
        course = make_course(lessons=size)
        enrol(learner=user, course_key=course.course_key)
        client.force_login(user)
        lesson = lessons_of(course)[0]
        client.get(lesson.url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(lesson.url).status_code == 200
        counts.add(len(statements(captured)))
    assert len(counts) == 1
    assert counts.pop() <= 8


def test_the_preview_of_a_course_that_was_never_saved_works(client):
    client.force_login(make_user("Biên Tập", is_superuser=True))
    index = make_index()
    url = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["learn_courses", "coursepage", index.pk],
    )
    form = {
        "title": "Khóa mới",
        "slug": "khoa-moi",
        "code": "M-1",
        "summary": "Tóm tắt",
        "outcomes": "null",
        "minutes": "45",
        "periods": "1",
        "mode": "online",
        "edition": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    answer = client.post(url, form)
    assert answer.json()["is_valid"], answer.json()
    page = client.get(url)
    assert page.status_code == 200
    assert "Khóa mới" in text(page)
    assert not Enrolment.objects.exists()


def test_slugs_are_made_from_vietnamese_titles():
    index = make_index()
    slugs = []
    for title in ("Đường dây nóng", "Duong day nong", "ĐIỀU 5", "???"):
        course = CoursePage(title=title, code="S", summary="s", minutes=1, periods=1)
        index.add_child(instance=course)
        slugs.append(course.slug)
    assert slugs[:3] == ["duong-day-nong", "duong-day-nong-2", "dieu-5"]
    assert slugs[3].startswith("trang-")


def test_a_restricted_course_is_not_entered_by_its_address(client, user):
    course = make_course()
    lesson = lessons_of(course)[0]
    rule = PageViewRestriction.objects.create(page=course, restriction_type="groups")
    rule.groups.add(Group.objects.create(name="Đơn vị X"))
    client.force_login(user)
    enrol_url = reverse("learn_courses:enrol", args=[course.course_key])
    assert client.post(enrol_url).status_code == 403
    assert not Enrolment.objects.exists()
    enrol(learner=user, course_key=course.course_key)
    finish_url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
    assert client.post(finish_url, submission_form()).status_code == 403
    assert not Result.objects.exists()


def test_what_is_not_open_cannot_be_finished(client, user):
    course = make_course(lessons=1)
    later = timezone.now() + datetime.timedelta(days=400)
    coming = add_lesson(module_of(course), "Bài sau", publish=False)
    coming.go_live_at = later
    coming.save_revision(approved_go_live_at=later).publish()
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)

    def finish(lesson):
        url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
        return client.post(url, submission_form()).status_code

    assert finish(coming) == 404
    CoursePage.objects.get(pk=course.pk).unpublish()
    assert finish(lessons_of(course)[0]) == 404
    assert not Result.objects.exists()


def test_a_page_open_since_an_earlier_round_counts_in_that_round(client, user):
    course = make_course(lessons=1)
    first = enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    lesson = lessons_of(course)[0]
    url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
    old_page = submission_form()
    client.post(url, submission_form())
    second = start_new_round(learner=user, course_key=course.course_key)
    client.post(url, old_page)
    second.refresh_from_db()
    assert second.status == "not_started"
    assert first.results.count() == 2


def test_a_publish_during_a_request_leaves_no_old_page_behind(user):
    from courses.middleware import RouteCacheMiddleware

    course = make_course("Tên cũ", lessons=1)
    served = []

    def serve_while_an_editor_publishes(request):
        page = CoursePage.objects.get(pk=course.pk)
        request._wagtail_site = Site.objects.first()
        request._wagtail_route_for_request = (page, [], {})
        served.append(page.title)
        if len(served) == 1:
            page = CoursePage.objects.get(pk=course.pk)
            page.title = "Tên mới"
            page.save_revision().publish()
        return HttpResponse()

    middleware = RouteCacheMiddleware(serve_while_an_editor_publishes)
    request = RequestFactory().get(course.url)
    middleware(request)
    request = RequestFactory().get(course.url)
    middleware(request)
    assert request._wagtail_route_for_request[0].title == "Tên mới"


def test_what_was_read_before_a_change_is_not_remembered_after_it():
    from courses.fragments import lesson_parts
    from courses.versions import content_version

    lesson = lessons_of(make_course(lessons=1))[0]
    begun_under = content_version()
    read_before = LessonPage.objects.get(pk=lesson.pk)
    read_before.body = json.dumps([text_block("<p>Cũ.</p>")])
    bump_content_version()
    assert "Cũ." in lesson_parts(read_before, version=begun_under)[0].html
    now = LessonPage.objects.get(pk=lesson.pk)
    assert "Cũ." not in lesson_parts(now, version=content_version())[0].html


@pytest.mark.parametrize("name", ["q", "doi-tuong"])
def test_control_characters_in_a_search_find_nothing_and_break_nothing(client, name):
    index = make_index()
    assert client.get(f"{index.url}?{name}=%00a%1b").status_code == 200


# --- the learner's own pages ------------------------------------------------------


def test_my_learning_takes_the_same_queries_for_more_courses(client, user):
    client.force_login(user)
    url = reverse("learn_courses:my_learning")
    counts = []
    for _number in range(2):
        course = make_course(lessons=2)
        enrol(learner=user, course_key=course.course_key)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert course.title in text(client.get(url))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_transcript_shows_the_facts_of_the_day_of_completion(client, user):
    course = make_course("Tên cũ", lessons=1, plan_clause="III.3")
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    lesson = lessons_of(course)[0]
    url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
    client.post(url, submission_form())
    course = CoursePage.objects.get(pk=course.pk)
    course.title = "Tên mới"
    course.save_revision().publish()
    page = text(client.get(reverse("learn_courses:transcript")))
    assert "Tên cũ" in page
    assert "Tên mới" not in page
    assert "III.3" in page


def test_pages_of_a_learner_need_a_learner(client):
    for name in ("my_learning", "transcript"):
        answer = client.get(reverse(f"learn_courses:{name}"))
        assert answer.status_code == 302


# --- editors ------------------------------------------------------------------------


def test_a_course_with_records_is_not_deleted_but_can_be_unpublished(client, user):
    course = make_course(lessons=2)
    enrol(learner=user, course_key=course.course_key)
    client.force_login(make_user("Quản Trị", is_superuser=True))
    for page in (course, course.get_parent(), lessons_of(course)[0]):
        if page == lessons_of(course)[0]:
            continue
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert CoursePage.objects.filter(pk=course.pk).exists()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={course.pk}")
    assert CoursePage.objects.filter(pk=course.pk).exists()
    assert Enrolment.objects.count() == 1


def test_a_course_without_records_can_be_deleted(client):
    course = make_course(lessons=1)
    client.force_login(make_user("Quản Trị", is_superuser=True))
    client.post(reverse("wagtailadmin_pages:delete", args=[course.pk]))
    assert not CoursePage.objects.filter(pk=course.pk).exists()


def test_a_block_of_an_app_that_was_removed_survives_saving():
    course = make_course(lessons=0)
    strange = {"type": "from_elsewhere", "id": str(uuid.uuid4()), "value": {"a": 1}}
    lesson = add_lesson(module_of(course), "Bài", [text_block(), strange])
    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.title = "Tên khác"
    lesson.save_revision().publish()
    stored = LessonPage.objects.get(pk=lesson.pk).body.get_prep_value()
    raw = lesson._meta.get_field("body").get_prep_value(
        LessonPage.objects.get(pk=lesson.pk).body
    )
    assert strange in raw
    assert stored[0]["type"] == "text"


def test_a_check_names_the_blocks_of_removed_apps():
    from courses.checks import check_lesson_blocks

    course = make_course(lessons=0)
    strange = {"type": "from_elsewhere", "id": str(uuid.uuid4()), "value": {}}
    add_lesson(module_of(course), "Bài", [strange])
    warnings = check_lesson_blocks(None, databases=["default"])
    assert len(warnings) == 1
    assert "from_elsewhere" in warnings[0].msg


def test_the_blocks_of_a_lesson_are_these():
    """A list to notice by: blocks stay out of migrations."""
    from courses.blocks import content_blocks

    assert [name for name, _block in content_blocks()] == [
        "text",
        "image",
        "callout",
        "steps",
        "law_quote",
        "link_card",
        "sources",
    ]


def test_two_courses_do_not_share_a_code(client):
    course = make_course(code="GV-01", lessons=0)
    other = make_course(code="GV-02", lessons=0)
    client.force_login(make_user("Quản Trị", is_superuser=True))
    url = reverse("wagtailadmin_pages:edit", args=[other.pk])
    form = {
        "title": other.title,
        "slug": other.slug,
        "code": "gv-01",
        "summary": "Tóm tắt",
        "outcomes": "null",
        "minutes": "45",
        "periods": "1",
        "mode": "online",
        "edition": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    page = text(client.post(url, form))
    assert "đã dùng mã này" in page
    assert CoursePage.objects.get(pk=other.pk).get_latest_revision_as_object().code == (
        "GV-02"
    )
    assert course.code == "GV-01"


def test_an_alias_of_a_lesson_is_not_required_a_second_time(user):
    course = make_course(lessons=1)
    lesson = lessons_of(course)[0]
    lesson.create_alias(parent=module_of(course), update_slug="ban-sao")
    course.save_revision().publish()
    enrolment = enrol(learner=user, course_key=course.course_key)
    assert enrolment.total == 1


def test_a_deleted_picture_leaves_no_dead_link():
    image = Image.objects.create(title="Bìa", file=get_test_image_file())
    course = make_course(lessons=0, cover=image)
    outline = Outline.objects.get(course_key=course.course_key)
    assert outline.data["course"]["cover"]["url"]
    image.delete()
    outline.refresh_from_db()
    assert outline.data["course"]["cover"] == {}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//evil.example",
        "http://evil.example",
        "/\\x",
        "/\t/evil.example",
        "https://x\n.vn",
    ],
)
def test_a_link_card_leads_only_where_it_says(address):
    from wagtail.blocks import StructBlockValidationError

    from courses.blocks import LinkCardBlock

    with pytest.raises(StructBlockValidationError):
        LinkCardBlock().clean({"title": "t", "url": address, "text": ""})
