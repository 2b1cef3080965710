"""Completing a course earns its award: once, with the facts of that day."""

import uuid
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from certificates import in_courses, services
from certificates.learners import learner_key
from certificates.models import Award, Certificate, Entitlement
from courses.learners import learner_key as key_in_courses
from courses.models import Enrolment, Outline
from courses.services import (
    enrol,
    finish_lesson,
    record_result,
    start_new_round,
    withdraw,
)
from courses.signals import course_completed
from tests.accounts.factories import UserFactory
from tests.courses.factories import add_lesson, lessons_of, make_course, module_of

from .factories import AwardFactory, IssuingBodyFactory

pytestmark = pytest.mark.django_db

REVIEW = {
    "professional_reviewer": "Trần Thị Bình",
    "professional_reviewed_on": date(2026, 1, 10),
    "legal_reviewer": "Lê Văn Cường",
    "legal_reviewed_on": date(2026, 1, 12),
}


@pytest.fixture
def course(db):
    return make_course("Nhận biết và ứng phó", code="GV-01", **REVIEW)


def award_for(course, **fields):
    return AwardFactory(
        subject_key=course.course_key, subject_title=course.title, **fields
    )


def complete(user, course):
    """Do every lesson and return the completed round."""
    enrolment = enrol(learner=user, course_key=course.course_key)
    for lesson in lessons_of(course):
        finish_lesson(
            learner=user, lesson_key=lesson.lesson_key, submission=uuid.uuid4()
        )
    enrolment.refresh_from_db()
    return enrolment


def repair(**options):
    printed = StringIO()
    call_command("issue_owed_certificates", stdout=printed, **options)
    return printed.getvalue()


def test_completing_a_course_issues_its_certificate_at_once(course, learner):
    award_for(course)
    enrolment = complete(learner, course)
    certificate = Certificate.objects.get()
    assert certificate.learner_key == enrolment.learner_key
    assert certificate.snapshot["subject"] == "Nhận biết và ứng phó"
    assert certificate.snapshot["duration"] == "01 giờ 30 phút (02 tiết)"
    assert certificate.snapshot["facts"][0][1] == ["Hình thức", "trực tuyến"]


def test_only_those_who_completed_get_one(course):
    """Ten are enrolled: four complete, three stop half way, two never start."""
    award_for(course)
    people = UserFactory.create_batch(9)
    first = lessons_of(course)[0]
    for user in people[:4]:
        complete(user, course)
    for user in people[4:7]:
        enrol(learner=user, course_key=course.course_key)
        finish_lesson(
            learner=user, lesson_key=first.lesson_key, submission=uuid.uuid4()
        )
    for user in people[7:]:
        enrol(learner=user, course_key=course.course_key)
    for _run in range(2):
        repair()
    assert Certificate.objects.count() == 4


def test_looking_at_a_course_earns_nothing(course, admin, client):
    award_for(course)
    client.force_login(admin)
    client.get(course.url)
    repair()
    assert not Entitlement.objects.exists()


def test_the_signal_may_come_twice(course, learner):
    award_for(course)
    enrolment = complete(learner, course)
    course_completed.send(sender=Enrolment, enrolment=enrolment)
    assert Entitlement.objects.count() == 1
    assert Certificate.objects.count() == 1


def test_a_course_without_an_award_gives_nothing(course, learner):
    complete(learner, course)
    assert not Entitlement.objects.exists()
    assert "0 line(s)" in repair()


def test_an_award_that_needs_approval_waits(course, learner):
    award_for(course, automatic=False)
    complete(learner, course)
    assert Entitlement.objects.get().state == Entitlement.State.AWAITING
    repair()
    assert not Certificate.objects.exists()


def test_an_unreviewed_course_waits_until_that_edition_is_reviewed(learner, settings):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    course = make_course("Chưa thẩm định", code="NEN-01")
    award_for(course)
    complete(learner, course)
    assert "Khóa học chưa được thẩm định" in repair()
    assert not Certificate.objects.exists()
    for name, value in REVIEW.items():
        setattr(course, name, value)
    course.save_revision().publish()
    assert "sẽ được cấp" in repair(dry_run=True)
    assert not Certificate.objects.exists()
    repair()
    assert Certificate.objects.get().snapshot["trial"] == ""


def test_the_review_of_a_later_edition_does_not_count(learner, settings):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    course = make_course("Chưa thẩm định", code="NEN-01")
    award_for(course)
    complete(learner, course)
    course.edition = 2
    for name, value in REVIEW.items():
        setattr(course, name, value)
    course.save_revision().publish()
    repair()
    assert not Certificate.objects.exists()


def test_a_course_of_knowledge_only_says_so(learner):
    course = make_course("Kiến thức", knowledge_only=True, **REVIEW)
    award_for(course)
    complete(learner, course)
    assert Certificate.objects.get().snapshot["scope"] == "(phần kiến thức)"


def test_who_completed_before_the_award_gets_it_by_the_repair(course):
    people = UserFactory.create_batch(5)
    rounds = [complete(user, course) for user in people]
    Enrolment.objects.filter(pk=rounds[0].pk).update(
        completed_at="2024-05-06T03:00:00Z", started_at="2024-05-01T03:00:00Z"
    )
    award_for(course)
    rehearsal = repair(dry_run=True)
    assert rehearsal.count("sẽ được cấp") == 5
    assert "06/05/2024" in rehearsal
    assert not Entitlement.objects.exists()
    repair()
    assert "0 line(s)" in repair()
    assert Certificate.objects.count() == 5
    oldest = Certificate.objects.get(learner_key=rounds[0].learner_key)
    assert oldest.snapshot["completed_on"] == "2024-05-06"
    assert "từ ngày 01/05/2024 đến ngày 06/05/2024" in str(oldest.snapshot["facts"])


def test_the_repair_lists_those_who_then_wait_for_approval(course, learner):
    complete(learner, course)
    award_for(course, automatic=False)
    assert "sẽ chờ duyệt" in repair(dry_run=True)
    assert "chờ duyệt" in repair()
    assert "0 line(s)" in repair()


def test_renewal_gives_a_second_certificate_of_its_own(course, learner):
    course.validity_months = 12
    course.save_revision().publish()
    # What the award says of itself does not part the paper from the enrolment.
    award_for(course, validity_months=24)
    complete(learner, course)
    start_new_round(learner=learner, course_key=course.course_key)
    complete(learner, course)
    first, second = Certificate.objects.order_by("pk")
    assert (first.round, second.round) == (1, 2)
    assert first.valid_until == Enrolment.objects.get(round=1).valid_until
    assert first.token != second.token


def test_withdrawing_later_takes_no_certificate_away(course, learner):
    award_for(course)
    withdraw(enrolment=complete(learner, course), reason="Chuyển công tác")
    assert services.verify(Certificate.objects.get().token).status == "valid"


def test_changing_the_course_leaves_the_paper_alone(course, learner, other):
    award_for(course)
    complete(learner, course)
    certificate = Certificate.objects.get()
    before = services.pdf(certificate)
    course.title = "Tên mới của khóa học"
    course.minutes = 5
    course.save_revision().publish()
    complete(other, course)
    assert services.pdf(Certificate.objects.get(pk=certificate.pk)) == before
    newer = Certificate.objects.exclude(pk=certificate.pk).get()
    assert newer.snapshot["subject"] == "Tên mới của khóa học"


def test_deleting_the_course_leaves_the_paper_alone(course, learner, client):
    award_for(course)
    complete(learner, course)
    certificate = Certificate.objects.get()
    before = services.pdf(certificate)
    course.delete()
    assert services.pdf(Certificate.objects.get()) == before
    assert client.get(f"/v/{certificate.token}/").status_code == 200


def test_the_evidence_is_kept_with_the_entitlement(learner):
    course = make_course(lessons=1, **REVIEW)
    award_for(course)
    enrol(learner=learner, course_key=course.course_key)
    lesson = lessons_of(course)[0]
    result = {
        "learner": learner,
        "course_key": course.course_key,
        "lesson_key": lesson.lesson_key,
        "lesson_title": lesson.title,
        "kind": "activity",
        "activity_key": uuid.uuid4(),
    }
    record_result(**result, passed=False, score=0.4, submission=uuid.uuid4())
    record_result(**result, passed=True, score=0.9, submission=uuid.uuid4())
    finish_lesson(
        learner=learner, lesson_key=lesson.lesson_key, submission=uuid.uuid4()
    )
    evidence = Entitlement.objects.get().facts["evidence"]
    assert evidence["done"] == evidence["total"] == 1
    passed = evidence["passed"][str(result["activity_key"])]
    assert passed["score"] == "0.90000"
    assert passed["lesson"] == lesson.title


def test_what_the_host_knows_of_the_learner_is_printed(course, learner, settings):
    settings.LEARN_COURSES_LEARNER_PROFILE = "tests.certificates.profiles.teacher"
    award_for(course)
    complete(learner, course)
    assert Certificate.objects.get().snapshot["person"] == [
        [
            ["Ngày sinh", "05/03/1985"],
            ["Chức vụ", "Giáo viên"],
            ["Đơn vị", "Trường Tiểu học Vân Canh"],
        ]
    ]


def test_both_apps_give_a_user_the_same_key(learner, django_user_model):
    assert learner_key(learner) == key_in_courses(learner)

    class Plain:
        pk = 7
        _meta = django_user_model._meta

    assert learner_key(Plain()) == key_in_courses(Plain())


def test_an_award_is_given_to_a_course_from_the_list(client, admin, course):
    assert in_courses.course_choices() == [
        (str(course.course_key), "GV-01 – Nhận biết và ứng phó")
    ]
    client.force_login(admin)
    add = reverse("learn_certificates_award:add")
    answers = {
        "subject_key": str(course.course_key),
        "subject_title": "",
        "body": IssuingBodyFactory().pk,
        "title": "Giấy chứng nhận",
        "completed_text": "đã hoàn thành khóa bồi dưỡng",
        "signer_title": "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        "active": "on",
        "automatic": "on",
    }
    assert client.post(add, answers).status_code == 302
    award = Award.objects.get()
    assert award.subject_key == course.course_key
    assert award.subject_title == "Nhận biết và ứng phó"
    assert client.post(add, answers).status_code == 200
    assert Award.objects.count() == 1
    assert client.post(add, {**answers, "subject_key": "x"}).status_code == 200


def test_an_award_outlives_its_course_in_the_form(client, admin, course):
    award = award_for(course)
    Outline.objects.all().delete()
    client.force_login(admin)
    page = client.get(reverse("learn_certificates_award:edit", args=[award.pk]))
    assert page.status_code == 200
    assert str(award.subject_key) in page.content.decode()


def test_a_new_lesson_takes_no_certificate_away(course, learner):
    award_for(course)
    complete(learner, course)
    add_lesson(module_of(course), "Bài mới")
    assert repair().startswith("0 line(s)")
    assert Certificate.objects.count() == 1
