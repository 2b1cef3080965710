import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses import versions
from courses.models import Enrolment, Outline, Result, StatusChange
from courses.services import (
    CourseNotOpen,
    LessonNotFound,
    NotEnrolled,
    enrol,
    finish_lesson,
    rebuild_progress,
    record_result,
    reevaluate_stale,
    start_new_round,
    withdraw,
)
from courses.signals import course_completed
from tests.courses.factories import (
    add_lesson,
    lessons_of,
    make_course,
    make_user,
    module_of,
)

pytestmark = pytest.mark.django_db


def finish(user, lesson, **kwargs):
    return finish_lesson(
        learner=user, lesson_key=lesson.lesson_key, submission=uuid.uuid4(), **kwargs
    )


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def completions():
    received = []

    def receive(sender, enrolment, **kwargs):
        received.append(enrolment)

    course_completed.connect(receive)
    yield received
    course_completed.disconnect(receive)


def test_opening_a_lesson_is_no_evidence(user, client):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    for lesson in lessons_of(course):
        assert client.get(lesson.url).status_code == 200
    enrolment = Enrolment.objects.get()
    assert (enrolment.done, enrolment.status) == (0, "not_started")
    assert not Result.objects.exists()


def test_finishing_every_lesson_completes_the_course_at_once(user, completions):
    course = make_course(lessons=2, validity_months=36)
    enrol(learner=user, course_key=course.course_key)
    first, second = lessons_of(course)
    assert not finish(user, first).completes
    assert finish(user, second).completes
    enrolment = Enrolment.objects.get()
    assert enrolment.status == Enrolment.Status.COMPLETED
    assert enrolment.percent == 100
    assert enrolment.facts["code"] == course.code
    assert enrolment.completed_at is not None
    assert completions == [enrolment]


def test_a_submission_that_arrives_twice_is_one_result(user):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    lesson = lessons_of(course)[0]
    same = uuid.uuid4()
    first = finish_lesson(learner=user, lesson_key=lesson.lesson_key, submission=same)
    second = finish_lesson(learner=user, lesson_key=lesson.lesson_key, submission=same)
    assert (first.is_new, second.is_new) == (True, False)
    assert Result.objects.count() == 1


def test_a_failed_activity_is_not_a_passed_one(user):
    course = make_course(lessons=1)
    block = uuid.uuid4()
    lesson = lessons_of(course)[0]
    outline = Outline.objects.get(course_key=course.course_key)
    outline.data["modules"][0]["lessons"][0]["activities"] = [
        {"key": str(block), "type": "quiz", "required": True}
    ]
    outline.save()
    enrol(learner=user, course_key=course.course_key)

    def report(passed, score):
        return record_result(
            learner=user,
            course_key=course.course_key,
            lesson_key=lesson.lesson_key,
            lesson_title=lesson.title,
            activity_key=block,
            kind=Result.Kind.ACTIVITY,
            passed=passed,
            score=score,
            submission=uuid.uuid4(),
        ).enrolment

    assert report(False, 0.79).done == 0
    finish(user, lesson)
    assert Enrolment.objects.get().done == 0
    assert report(True, 0.9).status == "completed"
    best = report(False, 0.1)
    assert best.status == "completed"
    reached = best.progress[str(lesson.lesson_key)]["activities"][str(block)]
    assert (reached["passed"], reached["best"]) == (True, 0.9)


def test_reports_in_any_order_end_at_the_same_state(user):
    from courses import outline as rules

    events = [(False, 0.2), (True, 0.9), (True, None), (True, None)]
    ends = []
    for order in (events, events[::-1], [events[1], events[0], *events[2:]]):
        progress = {}
        for passed, score in order:
            rules.add_result(
                progress,
                lesson_key="l",
                activity_key="a",
                passed=passed,
                score=score,
                at="2026-11-25T00:00:00+00:00",
            )
        ends.append(progress)
    assert ends[0] == ends[1] == ends[2]


def test_a_deleted_lesson_lets_those_complete_who_have_done_the_rest(user, completions):
    course = make_course(lessons=3)
    enrol(learner=user, course_key=course.course_key)
    first, second, third = lessons_of(course)
    finish(user, first)
    finish(user, second)
    third.delete()
    enrolment = Enrolment.objects.get()
    assert (enrolment.status, enrolment.done, enrolment.total) == ("completed", 2, 2)
    assert completions == [enrolment]


def test_an_unpublished_lesson_is_no_longer_required(user):
    course = make_course(lessons=2)
    enrol(learner=user, course_key=course.course_key)
    first, second = lessons_of(course)
    finish(user, first)
    second.unpublish()
    assert Enrolment.objects.get().status == "completed"


def test_a_lesson_added_later_leaves_a_completion_alone_and_never_exceeds_all(user):
    course = make_course(lessons=2)
    enrol(learner=user, course_key=course.course_key)
    for lesson in lessons_of(course):
        finish(user, lesson)
    completed_at = Enrolment.objects.get().completed_at
    added = add_lesson(module_of(course), "Bài mới")
    finish(user, added)
    enrolment = Enrolment.objects.get()
    assert enrolment.completed_at == completed_at
    assert enrolment.percent == 100


def test_a_lesson_that_is_scheduled_counts_before_its_release(user):
    course = make_course(lessons=1)
    later = timezone.now() + datetime.timedelta(days=400)
    lesson = add_lesson(module_of(course), "Bài sau", publish=False)
    lesson.go_live_at = later
    lesson.save_revision(approved_go_live_at=later).publish()
    enrol(learner=user, course_key=course.course_key)
    finish(user, lessons_of(course)[0])
    enrolment = Enrolment.objects.get()
    assert (enrolment.percent, enrolment.status) == (50, "in_progress")
    with pytest.raises(LessonNotFound):
        finish(user, lesson)


def test_a_course_without_lessons_is_never_complete(user):
    course = make_course(lessons=0)
    enrolment = enrol(learner=user, course_key=course.course_key)
    assert (enrolment.total, enrolment.status) == (0, "not_started")


def test_moving_and_renaming_a_lesson_keeps_its_results(user):
    course = make_course(lessons=2)
    enrol(learner=user, course_key=course.course_key)
    first, second = lessons_of(course)
    finish(user, first)
    first.refresh_from_db()
    first.move(second, pos="right")
    first.refresh_from_db()
    first.title = "Tên mới"
    first.slug = "ten-moi"
    first.save_revision().publish()
    enrolment = Enrolment.objects.get()
    assert (enrolment.done, enrolment.total) == (1, 2)


def test_a_copied_course_has_no_learners_and_keys_of_its_own(user):
    course = make_course(lessons=2)
    enrol(learner=user, course_key=course.course_key)
    course.copy(
        recursive=True,
        update_attrs={"slug": "ban-sao", "title": "Bản sao", "code": "B"},
    )
    copy = type(course).objects.get(slug="ban-sao")
    assert copy.course_key != course.course_key
    keys = {lesson.lesson_key for lesson in lessons_of(course)}
    assert keys.isdisjoint({lesson.lesson_key for lesson in lessons_of(copy)})
    assert not Enrolment.objects.filter(course_key=copy.course_key).exists()


def test_withdrawing_takes_access_and_keeps_the_record(user):
    course = make_course(lessons=2)
    enrolment = enrol(learner=user, course_key=course.course_key)
    first = lessons_of(course)[0]
    finish(user, first)
    withdraw(enrolment=enrolment, reason="Nghỉ việc")
    with pytest.raises(NotEnrolled):
        finish(user, lessons_of(course)[1])
    again = enrol(learner=user, course_key=course.course_key)
    assert again.pk == enrolment.pk
    assert (again.done, again.ended_at) == (1, None)


def test_who_comes_back_is_counted_by_the_course_as_it_is_now(user):
    course = make_course(lessons=3)
    enrolment = enrol(learner=user, course_key=course.course_key)
    first, second, third = lessons_of(course)
    finish(user, first)
    finish(user, second)
    withdraw(enrolment=enrolment, reason="Nghỉ phép")
    third.delete()
    again = enrol(learner=user, course_key=course.course_key)
    assert again.status == "completed"
    assert rebuild_progress(enrolment=again, dry_run=True) == {}


def test_a_process_that_has_not_heard_of_a_change_counts_by_it_all_the_same(user):
    from courses import maps

    course = make_course(lessons=3)
    enrol(learner=user, course_key=course.course_key)
    first, second, third = lessons_of(course)
    finish(user, first)
    heard_before = maps._state
    third.delete()
    stale = (versions.content_version(), heard_before[1])
    maps._state = stale
    finish(user, second)
    assert Enrolment.objects.get().status == "completed"


def test_what_a_failed_re_evaluation_left_is_done_by_the_clock(user):
    course = make_course(lessons=2)
    enrol(learner=user, course_key=course.course_key)
    finish(user, lessons_of(course)[0])
    lessons_of(course)[1].delete()
    Enrolment.objects.update(
        status="in_progress", completed_at=None, total=2, outline_version=0
    )
    StatusChange._base_manager.filter(event="completed").delete()
    assert reevaluate_stale() == 1
    assert Enrolment.objects.get().status == "completed"
    assert reevaluate_stale() == 0


def test_a_new_round_begins_at_nothing_and_the_old_one_stays(user):
    course = make_course(lessons=1)
    enrol(learner=user, course_key=course.course_key)
    finish(user, lessons_of(course)[0])
    second = start_new_round(learner=user, course_key=course.course_key)
    assert (second.round, second.done, second.status) == (2, 0, "not_started")
    assert start_new_round(learner=user, course_key=course.course_key) == second
    finish(user, lessons_of(course)[0])
    rounds = Enrolment.objects.order_by("round")
    assert [item.status for item in rounds] == ["completed", "completed"]
    assert rounds[0].results.count() == rounds[1].results.count() == 1


def test_enrolling_twice_is_enrolling_once(user):
    course = make_course()
    first = enrol(learner=user, course_key=course.course_key)
    assert enrol(learner=user, course_key=course.course_key) == first
    assert StatusChange.objects.filter(event="enrolled").count() == 1


def test_an_unpublished_course_cannot_be_entered(user):
    course = make_course()
    course.unpublish()
    with pytest.raises(CourseNotOpen):
        enrol(learner=user, course_key=course.course_key)
    with pytest.raises(CourseNotOpen):
        enrol(learner=user, course_key=uuid.uuid4())
    assert not Enrolment.objects.exists()


def test_a_lesson_of_no_course_is_refused(user):
    with pytest.raises(LessonNotFound):
        finish_lesson(learner=user, lesson_key=uuid.uuid4(), submission=uuid.uuid4())


def test_a_time_in_the_future_counts_as_now(user):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    finish(user, lessons_of(course)[0], occurred_at=tomorrow)
    result = Result.objects.get()
    assert result.occurred_at == result.recorded_at


def test_results_cannot_be_changed_or_deleted(user):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    finish(user, lessons_of(course)[0])
    result = Result.objects.get()
    with pytest.raises(TypeError):
        result.save()
    with pytest.raises(TypeError):
        result.delete()
    for rows in (Result.objects.all(), StatusChange.objects.all()):
        with pytest.raises(TypeError):
            rows.update(learner=None)
        with pytest.raises(TypeError):
            rows.delete()


def test_deleting_the_account_keeps_the_record_with_its_key_and_name(user):
    course = make_course()
    enrolment = enrol(learner=user, course_key=course.course_key)
    finish(user, lessons_of(course)[0])
    key = enrolment.learner_key
    user.delete()
    enrolment.refresh_from_db()
    assert enrolment.learner is None
    assert enrolment.learner_key == key
    assert Result.objects.get().learner_label == "Trần Thị Mẫu"


def test_deleting_the_course_pages_keeps_the_record(user):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    finish(user, lessons_of(course)[0])
    course.get_parent().specific.delete()
    assert Enrolment.objects.get().course_title == "Khóa mẫu"
    assert Result.objects.get().lesson_title == "Bài 1"


def test_the_summary_equals_what_a_replay_of_the_rows_gives(user):
    course = make_course(lessons=3)
    enrolment = enrol(
        learner=user, course_key=course.course_key, due_on=datetime.date(2026, 12, 31)
    )
    for lesson in lessons_of(course):
        finish(user, lesson)
        assert rebuild_progress(enrolment=enrolment, dry_run=True) == {}
    add_lesson(module_of(course), "Thêm")
    assert rebuild_progress(enrolment=enrolment, dry_run=True) == {}
    withdraw(enrolment=enrolment, reason="thử")
    assert rebuild_progress(enrolment=enrolment, dry_run=True) == {}


def test_a_damaged_summary_is_made_whole_again(user):
    course = make_course(lessons=2, validity_months=12)
    enrolment = enrol(learner=user, course_key=course.course_key)
    for lesson in lessons_of(course):
        finish(user, lesson)
    good = Enrolment.objects.values().get()
    Enrolment.objects.update(
        done=0,
        progress={},
        status="not_started",
        completed_at=None,
        outline={},
        valid_until=None,
        edition=9,
        course_title="?",
    )
    different = rebuild_progress(enrolment=enrolment)
    assert "completed_at" in different
    assert Enrolment.objects.values().get() == good


def test_the_database_holds_one_open_enrolment(user):
    course = make_course()
    first = enrol(learner=user, course_key=course.course_key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(
            learner_key=first.learner_key,
            course_key=first.course_key,
            course_title="x",
            learner_label="x",
            enrolled_at=timezone.now(),
            round=2,
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "completed"},
        {"done": 5, "total": 2},
        {"round": 0},
    ],
)
def test_the_database_refuses_a_summary_that_cannot_be(user, wrong):
    course = make_course()
    enrol(learner=user, course_key=course.course_key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.update(**wrong)


def test_recording_a_result_takes_few_queries(user, django_assert_max_num_queries):
    course = make_course(lessons=12)
    enrol(learner=user, course_key=course.course_key)
    lessons = lessons_of(course)
    finish(user, lessons[0])
    for lesson in lessons[1:4]:
        # content version, enrolment, result, summary; savepoints on top
        with django_assert_max_num_queries(8) as captured:
            finish(user, lesson)
        statements = [
            query["sql"]
            for query in captured.captured_queries
            if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
        ]
        assert len(statements) <= 4


def test_validity_runs_to_the_same_day_or_the_last_of_a_shorter_month():
    from courses.services.states import _valid_until

    at = datetime.datetime(2026, 8, 31, 5, tzinfo=datetime.UTC)
    assert _valid_until(at, 6) == datetime.date(2027, 2, 28)
    assert _valid_until(at, 36) == datetime.date(2029, 8, 31)
    # 31/12 23:30 UTC is the next year in Việt Nam.
    late = datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)
    assert _valid_until(late, 12) == datetime.date(2028, 1, 1)
    assert _valid_until(at, None) is None


def test_a_translated_course_is_one_enrolment(user):
    from wagtail.models import Locale

    english = Locale.objects.get_or_create(language_code="en")[0]
    course = make_course(lessons=2)
    enrol(learner=user, course_key=course.course_key)
    index = course.get_parent().specific.copy_for_translation(english)
    index.save_revision().publish()
    copy = course.copy_for_translation(english)
    copy.save_revision().publish()
    module = module_of(course).copy_for_translation(english)
    module.save_revision().publish()
    first, second = lessons_of(course)
    translated = second.copy_for_translation(english)
    translated.save_revision().publish()
    finish(user, first)
    assert finish(user, translated).completes
    assert Enrolment.objects.get().total == 2
