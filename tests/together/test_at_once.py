"""Everything that a learner's browser sends may come twice at the same moment."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from wagtail.models import Locale, Page

from courses.models import Enrolment, Result, StatusChange
from courses.services import enrol, finish_lesson, rebuild_progress
from quizzes.models import Attempt
from quizzes.places import find_place
from quizzes.services import start_attempt, submit_attempt
from tests.courses.factories import lessons_of, make_course, make_user
from tests.quizzes.factories import make_quiz_course

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 6


def all_at_once(act):
    """Call ``act`` in so many threads; return what each returned."""

    def in_thread(_number):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(in_thread, range(AT_ONCE)))


@pytest.fixture(autouse=True)
def _root(transactional_db):
    """A test that really commits ends with a flush; Wagtail's root goes with it."""
    Locale.objects.get_or_create(language_code="vi")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root")


def test_enrolling_at_once_is_one_enrolment():
    course = make_course()
    user = make_user()
    rows = all_at_once(lambda: enrol(learner=user, course_key=course.course_key).pk)
    assert len(set(rows)) == 1
    assert Enrolment.objects.count() == 1
    assert StatusChange.objects.count() == 1


def test_the_same_submission_at_once_is_one_result_and_one_completion():
    course = make_course(lessons=1)
    user = make_user()
    enrol(learner=user, course_key=course.course_key)
    lesson = lessons_of(course)[0]
    same = uuid.uuid4()
    recorded = all_at_once(
        lambda: finish_lesson(
            learner=user, lesson_key=lesson.lesson_key, submission=same
        )
    )
    assert [item.is_new for item in recorded].count(True) == 1
    assert [item.completes for item in recorded].count(True) == 1
    assert Result.objects.count() == 1
    enrolment = Enrolment.objects.get()
    assert enrolment.status == "completed"
    assert StatusChange.objects.filter(event="completed").count() == 1


def test_different_lessons_at_once_are_all_counted():
    course = make_course(lessons=AT_ONCE)
    user = make_user()
    enrol(learner=user, course_key=course.course_key)
    keys = iter([lesson.lesson_key for lesson in lessons_of(course)])

    def finish_next():
        return finish_lesson(
            learner=user, lesson_key=next(keys), submission=uuid.uuid4()
        )

    recorded = all_at_once(finish_next)
    enrolment = Enrolment.objects.get()
    assert (enrolment.done, enrolment.status) == (AT_ONCE, "completed")
    assert [item.completes for item in recorded].count(True) == 1
    assert rebuild_progress(enrolment=enrolment, dry_run=True) == {}


def test_starting_and_submitting_at_once_is_one_attempt_marked_once():
    course, lesson, block = make_quiz_course(max_attempts=1)
    user = make_user()
    enrol(learner=user, course_key=course.course_key)

    def start():
        place = find_place(user=user, lesson_key=lesson.lesson_key, activity_key=block)
        return start_attempt(learner=user, place=place).key

    keys = all_at_once(start)
    assert len(set(keys)) == 1
    attempt = Attempt.objects.get()
    responses = {answer.version_id: ["a"] for answer in attempt.answers.all()}
    all_at_once(
        lambda: (
            submit_attempt(
                learner=user,
                attempt_key=attempt.key,
                responses=responses,
                submission=uuid.uuid4(),
            ).percent
        )
    )
    assert Result.objects.count() == 1
    assert Enrolment.objects.get().status == "completed"
