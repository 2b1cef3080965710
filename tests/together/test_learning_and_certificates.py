"""From a completed course to a paper that a stranger can check."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from certificates import services
from certificates.models import Certificate, Entitlement
from config.settings.base import TASKS
from courses.models import Enrolment, Result, StatusChange
from courses.services import start_new_round
from courses.tasks import announce_completion
from quizzes.models import Attempt
from tests.courses.factories import make_course, make_user
from tests.quizzes.factories import make_quiz_course

from .steps import complete, make_award, take_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return make_user("Siu Mẫu Đạt")


@pytest.fixture
def course():
    return make_course("Lắng nghe trẻ em", knowledge_only=True)


def test_finishing_a_course_issues_a_certificate_that_a_stranger_can_check(
    client, learner, course
):
    make_award(course)
    complete(learner, course)
    certificate = Certificate.objects.get()
    response = client.get(
        reverse("learn_certificates:verify", args=[certificate.token])
    )
    assert response.status_code == 200
    for words in ("Siu Mẫu Đạt", "Lắng nghe trẻ em", certificate.serial):
        assert words in response.content.decode()


def test_on_the_site_the_worker_issues_it(settings, learner, course):
    """The completion and its task are committed together, or neither is."""
    settings.TASKS = TASKS
    make_award(course)
    complete(learner, course)
    assert not Certificate.objects.exists()
    waiting = DBTaskResult.objects.get(task_path="courses.tasks.announce_completion")
    # What the worker does with it; twice, as after a crash.
    for _time in range(2):
        announce_completion.call(*waiting.args_kwargs["args"])
    assert Certificate.objects.count() == 1


def test_passing_the_last_quiz_is_enough(learner):
    course, lesson, block = make_quiz_course()
    make_award(course)
    enrolment = start_new_round(learner=learner, course_key=course.course_key)
    take_quiz(learner, lesson, block, right=False)
    assert not Certificate.objects.exists()
    take_quiz(learner, lesson, block)
    certificate = Certificate.objects.get()
    evidence = certificate.entitlement.facts["evidence"]
    assert evidence["enrolment"] == str(enrolment.key)
    assert list(evidence["passed"]) == [str(block)]


def test_otherwise_it_waits_for_approval(client, learner, course):
    make_award(course, automatic=False)
    complete(learner, course)
    assert not Certificate.objects.exists()

    admin = make_user("Quản Trị", is_superuser=True, is_staff=True)
    client.force_login(admin)
    shown = client.get(reverse("learn_certificates_entitlement:index"))
    assert "Siu Mẫu Đạt" in shown.content.decode()
    services.issue(entitlement=Entitlement.objects.get(), by=admin)
    assert Certificate.objects.get().learner == learner


def test_a_course_without_an_award_gives_none(learner, course):
    complete(learner, course)
    assert not Entitlement.objects.exists()


def test_an_unreviewed_course_issues_none_and_says_why(
    client, settings, learner, course
):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    make_award(course)
    complete(learner, course)
    call_command("issue_owed_certificates", verbosity=0)
    assert not Certificate.objects.exists()
    reason = services.obstacle(Entitlement.objects.get())
    assert reason
    client.force_login(learner)
    assert reason in client.get(reverse("learn_certificates:mine")).content.decode()


def test_once_the_edition_is_reviewed_the_certificate_follows(
    settings, learner, course
):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    make_award(course)
    completed_at = complete(learner, course).completed_at
    review(course)
    call_command("issue_owed_certificates", verbosity=0)
    call_command("issue_owed_certificates", verbosity=0)
    certificate = Certificate.objects.get()
    assert certificate.entitlement.completed_at == completed_at
    assert certificate.snapshot["trial"] == ""


def test_a_review_of_the_next_edition_is_not_one_of_this(settings, learner, course):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    make_award(course)
    complete(learner, course)
    course.edition = 2
    review(course)
    call_command("issue_owed_certificates", verbosity=0)
    assert not Certificate.objects.exists()


def test_publishing_a_changed_course_changes_no_certificate(learner, course):
    make_award(course)
    complete(learner, course)
    certificate = Certificate.objects.get()
    before = services.verify(certificate.token)
    course.title, course.edition, course.minutes = "Tên khác hẳn", 2, 10
    course.save_revision().publish()
    assert services.verify(certificate.token) == before
    certificate.refresh_from_db()
    assert services.papers.digest(certificate.snapshot) == certificate.snapshot_sha256
    assert Enrolment.objects.get().facts["title"] == "Lắng nghe trẻ em"


def test_deleting_the_pages_keeps_records_and_certificates(learner, course):
    make_award(course)
    complete(learner, course)
    course.delete()
    assert Enrolment.objects.get().is_completed
    assert Result.objects.count() == 2
    assert services.verify(Certificate.objects.get().token).status == "valid"


def test_deleting_the_account_keeps_every_record():
    course, lesson, block = make_quiz_course()
    make_award(course)
    user = make_user("Siu Mẫu Đạt")
    start_new_round(learner=user, course_key=course.course_key)
    take_quiz(user, lesson, block)
    key = user.learner_key
    user.delete()
    for model in (Enrolment, Result, StatusChange, Attempt, Entitlement, Certificate):
        row = model.objects.filter(learner_key=key).first()
        assert row is not None, model
        assert row.learner is None, model
        assert getattr(row, "learner_label", "Siu Mẫu Đạt") == "Siu Mẫu Đạt", model
    certificate = Certificate.objects.get()
    assert services.verify(certificate.token).name == "Siu Mẫu Đạt"
    assert services.pdf(certificate).startswith(b"%PDF")


def test_another_round_earns_another_certificate(learner, course):
    make_award(course)
    complete(learner, course)
    start_new_round(learner=learner, course_key=course.course_key)
    complete(learner, course)
    assert list(
        Certificate.objects.order_by("round").values_list("round", "number")
    ) == [(1, 1), (2, 2)]


def review(course) -> None:
    course.professional_reviewer, course.legal_reviewer = "Trần Thị Bình", "Lê Cường"
    course.professional_reviewed_on = datetime.date(2026, 11, 2)
    course.legal_reviewed_on = datetime.date(2026, 11, 3)
    course.save_revision().publish()
