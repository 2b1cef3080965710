import json
import uuid

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses.models import Enrolment, Result
from courses.services import enrol, rebuild_progress, start_new_round, withdraw
from quizzes.models import (
    Answer,
    Attempt,
    ExtraAttempt,
    Question,
    QuestionVersion,
    Quiz,
)
from quizzes.places import QuizNotAllowed, find_place
from quizzes.services import (
    AttemptsUsedUp,
    WrongSubmission,
    give_extra_attempt,
    start_attempt,
    submit_attempt,
)
from tests.courses.factories import make_user, submission_form
from tests.quizzes.factories import make_question, make_quiz, make_quiz_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user()


def begin(user, lesson, block):
    place = find_place(user=user, lesson_key=lesson.lesson_key, activity_key=block)
    return start_attempt(learner=user, place=place)


def answers_for(attempt, right=5):
    """Answer so many questions rightly ("a"), the others wrongly ("b")."""
    return {
        answer.version_id: ["a" if answer.position <= right else "b"]
        for answer in attempt.answers.all()
    }


def submit(user, attempt, right=5, submission=None):
    return submit_attempt(
        learner=user,
        attempt_key=attempt.key,
        responses=answers_for(attempt, right),
        submission=submission or uuid.uuid4(),
    )


def form_for(attempt, right=5, **extra):
    responses = answers_for(attempt, right)
    return {
        "questions": list(responses),
        "submission": str(uuid.uuid4()),
        **{f"q-{version}": chosen for version, chosen in responses.items()},
        **extra,
    }


@pytest.fixture
def taken(user):
    """A learner enrolled in a course whose only lesson is a quiz of five."""
    course, lesson, block = make_quiz_course()
    enrol(learner=user, course_key=course.course_key)
    return user, course, lesson, block


def test_passing_the_required_quiz_completes_lesson_and_course(taken):
    user, _course, lesson, block = taken
    attempt = submit(user, begin(user, lesson, block), right=4)
    assert (attempt.passed, attempt.percent) == (True, 80)
    assert Enrolment.objects.get().status == "completed"
    result = Result.objects.get()
    assert (result.passed, result.activity_key) == (True, block)
    assert float(result.score) == 0.8


def test_failing_it_completes_nothing(taken):
    user, _course, lesson, block = taken
    attempt = submit(user, begin(user, lesson, block), right=3)
    assert attempt.passed is False
    enrolment = Enrolment.objects.get()
    assert (enrolment.status, enrolment.done) == ("in_progress", 0)


def test_a_weaker_attempt_after_a_pass_lowers_nothing(taken):
    user, course, lesson, block = taken
    submit(user, begin(user, lesson, block), right=5)
    completed_at = Enrolment.objects.get().completed_at
    submit(user, begin(user, lesson, block), right=1)
    enrolment = Enrolment.objects.get()
    assert enrolment.completed_at == completed_at
    reached = enrolment.progress[str(lesson.lesson_key)]["activities"][str(block)]
    assert (reached["best"], reached["passed"]) == (1.0, True)
    assert rebuild_progress(enrolment=enrolment, dry_run=True) == {}


def test_a_submission_that_arrives_twice_is_marked_once(taken):
    user, _course, lesson, block = taken
    attempt = begin(user, lesson, block)
    same = uuid.uuid4()
    submit(user, attempt, right=5, submission=same)
    again = submit(user, attempt, right=0, submission=same)
    assert again.percent == 100
    assert Result.objects.count() == 1


def test_reloading_and_a_second_tab_find_the_same_attempt(taken):
    user, _course, lesson, block = taken
    first = begin(user, lesson, block)
    assert begin(user, lesson, block) == first
    assert Attempt.objects.count() == 1


def test_the_limit_of_attempts_holds_and_can_be_raised_for_one_person(user):
    course, lesson, block = make_quiz_course(max_attempts=2)
    enrol(learner=user, course_key=course.course_key)
    for _number in range(2):
        submit(user, begin(user, lesson, block), right=0)
    with pytest.raises(AttemptsUsedUp):
        begin(user, lesson, block)
    quiz = Quiz.objects.get()
    give_extra_attempt(learner=user, quiz=quiz, reason="Mất điện", by=user)
    submit(user, begin(user, lesson, block), right=5)
    with pytest.raises(AttemptsUsedUp):
        begin(user, lesson, block)


def test_a_new_round_has_its_own_attempts(user):
    course, lesson, block = make_quiz_course(max_attempts=1)
    enrol(learner=user, course_key=course.course_key)
    submit(user, begin(user, lesson, block), right=5)
    start_new_round(learner=user, course_key=course.course_key)
    attempt = begin(user, lesson, block)
    assert attempt.number == 1
    assert Enrolment.objects.get(round=2).done == 0


def test_editing_a_question_changes_no_past_attempt(taken):
    user, _course, lesson, block = taken
    attempt = submit(user, begin(user, lesson, block), right=5)
    question = Quiz.objects.get().quiz_questions.first().question
    raw = question.content.get_prep_value()
    raw[0]["value"]["choices"][0]["value"]["correct"] = False
    raw[0]["value"]["choices"][1]["value"]["correct"] = True
    question.content = json.dumps(raw)
    question.save()
    attempt.refresh_from_db()
    assert attempt.percent == 100
    first = attempt.answers.first()
    assert first.version.data["choices"][0]["correct"] is True
    assert question.current_id != first.version_id
    assert submit(user, begin(user, lesson, block), right=5).percent == 80


def test_saving_a_question_unchanged_makes_no_version():
    question = make_question()
    question.save()
    assert QuestionVersion.objects.count() == 1


def test_question_versions_are_never_changed_or_deleted():
    version = make_question().current
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()


def test_raising_the_pass_mark_does_not_touch_an_attempt_under_way(taken):
    user, _course, lesson, block = taken
    attempt = begin(user, lesson, block)
    Quiz.objects.update(pass_mark=100)
    assert submit(user, attempt, right=4).passed is True


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sent: sent.clear(),
        lambda sent: sent.popitem(),
        lambda sent: sent.update({999_999: ["a"]}),
        lambda sent: sent.update({next(iter(sent)): ["z"]}),
        lambda sent: sent.update({next(iter(sent)): ["a", "b"]}),
    ],
    ids=["empty", "missing", "foreign question", "foreign choice", "two choices"],
)
def test_what_is_no_answer_to_this_attempt_is_refused_and_it_stays_open(taken, spoil):
    user, _course, lesson, block = taken
    attempt = begin(user, lesson, block)
    sent = answers_for(attempt)
    spoil(sent)
    with pytest.raises(WrongSubmission):
        submit_attempt(
            learner=user,
            attempt_key=attempt.key,
            responses=sent,
            submission=uuid.uuid4(),
        )
    attempt.refresh_from_db()
    assert attempt.is_open
    assert not Answer.objects.exclude(response=None).exists()
    assert not Result.objects.exists()


def test_a_deliberate_blank_gets_no_point_and_the_rest_counts(taken):
    user, _course, lesson, block = taken
    attempt = begin(user, lesson, block)
    sent = answers_for(attempt)
    sent[next(iter(sent))] = []
    marked = submit_attempt(
        learner=user, attempt_key=attempt.key, responses=sent, submission=uuid.uuid4()
    )
    assert marked.percent == 80


def test_somebody_else_s_attempt_does_not_exist(taken):
    user, _course, lesson, block = taken
    attempt = begin(user, lesson, block)
    with pytest.raises(Attempt.DoesNotExist):
        submit(make_user("Người Khác"), attempt)


def test_who_is_not_enrolled_takes_no_quiz(user):
    course, lesson, block = make_quiz_course()
    with pytest.raises(QuizNotAllowed):
        begin(user, lesson, block)
    enrolment = enrol(learner=user, course_key=course.course_key)
    attempt = begin(user, lesson, block)
    withdraw(enrolment=enrolment, reason="thử")
    with pytest.raises(QuizNotAllowed):
        submit(user, attempt)
    attempt.refresh_from_db()
    assert attempt.is_open


def test_a_quiz_that_is_not_required_never_blocks(user, client):
    course, lesson, block = make_quiz_course(required=False)
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
    client.post(url, submission_form())
    assert Enrolment.objects.get().status == "completed"


def test_the_database_holds_one_open_attempt(taken):
    user, _course, lesson, block = taken
    attempt = begin(user, lesson, block)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            **{
                field.name: getattr(attempt, field.name)
                for field in Attempt._meta.fields
                if field.name not in ("id", "key", "number")
            },
            number=2,
        )


def test_an_attempt_of_an_earlier_round_completes_no_later_one(taken):
    user, course, lesson, block = taken
    submit(user, begin(user, lesson, block), right=5)
    left_open = begin(user, lesson, block)
    second = start_new_round(learner=user, course_key=course.course_key)
    submit(user, left_open, right=5)
    second.refresh_from_db()
    assert (second.status, second.done) == ("not_started", 0)
    assert Enrolment.objects.get(round=1).results.count() == 2


def test_one_submission_cannot_mark_two_attempts(taken):
    user, _course, lesson, block = taken
    same = uuid.uuid4()
    submit(user, begin(user, lesson, block), submission=same)
    second = begin(user, lesson, block)
    with pytest.raises(WrongSubmission):
        submit(user, second, submission=same)
    second.refresh_from_db()
    assert second.is_open


def test_answers_are_kept_when_the_lesson_is_taken_down_meanwhile(taken):
    user, course, lesson, block = taken
    attempt = begin(user, lesson, block)
    lesson.unpublish()
    assert submit(user, attempt, right=5).passed
    assert Result.objects.get().lesson_key == lesson.lesson_key
    lesson.save_revision().publish()
    enrolment = enrol(learner=user, course_key=course.course_key)
    assert enrolment.progress[str(lesson.lesson_key)]["activities"][str(block)][
        "passed"
    ]


def test_a_quiz_on_a_restricted_page_is_closed_to_who_may_not_open_it(taken, client):
    user, course, lesson, block = taken
    group = Group.objects.create(name="Đơn vị X")
    rule = PageViewRestriction.objects.create(page=course, restriction_type="groups")
    rule.groups.add(group)
    client.force_login(user)
    start = reverse("learn_quizzes:start", args=[lesson.lesson_key, block])
    assert client.post(start).status_code == 403
    assert not Attempt.objects.exists()
    user.groups.add(group)
    assert client.post(start).status_code == 302


def test_a_quiz_in_use_is_not_deleted_and_one_that_is_gone_blocks_nobody(client):
    user = make_user()
    course, lesson, _block = make_quiz_course()
    quiz = Quiz.objects.get()
    client.force_login(make_user("Quản Trị", is_superuser=True))
    delete = reverse("wagtailsnippets_learn_quizzes_quiz:delete", args=[quiz.pk])
    client.post(delete)
    assert Quiz.objects.exists()
    question = quiz.quiz_questions.first().question
    client.post(
        reverse("wagtailsnippets_learn_quizzes_question:delete", args=[question.pk])
    )
    assert Question.objects.filter(pk=question.pk).exists()
    quiz.delete()
    lesson.save_revision().publish()
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    page = client.get(lesson.url)
    assert page.status_code == 200
    assert "đã được gỡ" in page.content.decode()
    url = reverse("learn_courses:finish_lesson", args=[lesson.lesson_key])
    client.post(url, submission_form())
    assert Enrolment.objects.get().status == "completed"


def test_an_extra_attempt_is_given_in_the_admin_and_not_changed(client):
    user = make_user()
    quiz = make_quiz(max_attempts=1)
    admin = make_user("Quản Trị", is_superuser=True)
    client.force_login(admin)
    add = reverse("wagtailsnippets_learn_quizzes_extraattempt:add")
    assert client.get(add).status_code == 200
    form = {"identifier": "KHÔNG-CÓ", "quiz": quiz.pk, "reason": "Mất điện"}
    assert "Không có ai" in client.post(add, form).content.decode()
    client.post(add, {**form, "identifier": user.get_username()})
    extra = ExtraAttempt.objects.get()
    assert (extra.learner_key, extra.given_by) == (user.learner_key, admin)
    edit = reverse("wagtailsnippets_learn_quizzes_extraattempt:edit", args=[extra.pk])
    assert client.get(edit).status_code in (302, 403)


# --- pages ---------------------------------------------------------------------


def attempt_url(attempt):
    return reverse("learn_quizzes:attempt", args=[attempt.key])


def test_neither_lesson_nor_form_holds_a_key(taken, client):
    user, _course, lesson, block = taken
    client.force_login(user)
    assert "Phản hồi" not in client.get(lesson.url).content.decode()
    start = reverse("learn_quizzes:start", args=[lesson.lesson_key, block])
    page = client.post(start, follow=True).content.decode()
    assert "Câu 1?" in page
    for secret in ("Phản hồi", "Giải thích", "correct"):
        assert secret not in page


def test_the_whole_way_through_the_pages(taken, client):
    user, _course, lesson, block = taken
    client.force_login(user)
    start = reverse("learn_quizzes:start", args=[lesson.lesson_key, block])
    client.post(start)
    attempt = Attempt.objects.get()
    answer = client.post(attempt_url(attempt), form_for(attempt, right=5))
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "100 %" in page
    assert "Phản hồi a" in page
    assert "100 %" in client.get(lesson.url).content.decode()


def test_unanswered_questions_come_back_with_what_was_chosen(taken, client):
    user, _course, lesson, block = taken
    client.force_login(user)
    attempt = begin(user, lesson, block)
    form = form_for(attempt)
    blank = form["questions"][2]
    del form[f"q-{blank}"]
    page = client.post(attempt_url(attempt), form)
    assert page.status_code == 422
    assert page.content.decode().count(" checked") == 4
    attempt.refresh_from_db()
    assert attempt.is_open
    form["accept-blanks"] = "1"
    assert client.post(attempt_url(attempt), form).status_code == 302
    attempt.refresh_from_db()
    assert attempt.percent == 80


@pytest.mark.parametrize(
    "spoil",
    [
        lambda form: form.clear(),
        lambda form: form.pop("questions"),
        lambda form: form.update(questions=form["questions"][:-1]),
        lambda form: form.update(questions=form["questions"] * 2),
        lambda form: form.update({"q-999999": ["a"]}),
        lambda form: form.update({f"q-{form['questions'][0]}": ["a", "b"]}),
        lambda form: form.update({f"q-{form['questions'][0]}": ["zzz"]}),
        lambda form: form.update({"q-x": ["a"]}),
        lambda form: form.update(submission="no uuid"),
    ],
)
def test_a_spoiled_form_is_a_clear_page_and_stores_nothing(taken, client, spoil):
    user, _course, lesson, block = taken
    client.force_login(user)
    attempt = begin(user, lesson, block)
    form = form_for(attempt)
    spoil(form)
    page = client.post(attempt_url(attempt), form)
    assert page.status_code == 400
    assert "<h1" in page.content.decode()
    attempt.refresh_from_db()
    assert attempt.is_open
    assert not Result.objects.exists()


def test_the_key_is_shown_once_passed_and_not_before(user, client):
    course, lesson, block = make_quiz_course(reveal=Quiz.Reveal.CHOSEN)
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    failed = submit(user, begin(user, lesson, block), right=0)
    page = client.get(attempt_url(failed)).content.decode()
    assert "Phản hồi b" in page
    assert "Phản hồi a" not in page
    assert "is-right" not in page
    assert "Giải thích" not in page
    passed = submit(user, begin(user, lesson, block), right=5)
    assert "Giải thích" in client.get(attempt_url(passed)).content.decode()


def test_a_quiz_may_show_only_the_score(user, client):
    course, lesson, block = make_quiz_course(reveal=Quiz.Reveal.SCORE)
    enrol(learner=user, course_key=course.course_key)
    client.force_login(user)
    attempt = submit(user, begin(user, lesson, block), right=5)
    page = client.get(attempt_url(attempt)).content.decode()
    assert "Câu 1?" not in page
    assert "100 %" in page


def test_attempts_of_others_are_not_found(taken, client):
    user, _course, lesson, block = taken
    attempt = begin(user, lesson, block)
    assert client.get(attempt_url(attempt)).status_code == 302
    client.force_login(make_user("Người Khác"))
    assert client.get(attempt_url(attempt)).status_code == 404
    assert client.post(attempt_url(attempt), form_for(attempt)).status_code == 404
    attempt.refresh_from_db()
    assert attempt.is_open


def test_links_into_a_quiz_without_an_attempt_lead_to_a_page(user, client):
    course, lesson, block = make_quiz_course()
    client.force_login(user)
    start = reverse("learn_quizzes:start", args=[lesson.lesson_key, block])
    assert client.post(start).status_code == 403
    wrong = reverse("learn_quizzes:start", args=[lesson.lesson_key, uuid.uuid4()])
    assert client.post(wrong).status_code == 404
    enrol(learner=user, course_key=course.course_key)
    assert client.get(start).url.endswith(lesson.url)
    assert not Attempt.objects.exists()


def test_a_preview_shows_the_quiz_and_writes_nothing(client):
    _course, lesson, _block = make_quiz_course()
    client.force_login(make_user("Biên Tập", is_superuser=True))
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert response.status_code == 200
    assert "Kiểm tra" in response.content.decode()
    assert not Attempt.objects.exists()


def test_ten_long_options_all_chosen_can_be_submitted(user, client):
    question = make_question(
        kind="multiple_choice", right=tuple("abcdefghij"), ids="abcdefghij"
    )
    course, lesson, block = make_quiz_course(make_quiz([question]))
    enrol(learner=user, course_key=course.course_key)
    attempt = begin(user, lesson, block)
    marked = submit_attempt(
        learner=user,
        attempt_key=attempt.key,
        responses={attempt.answers.get().version_id: list("abcdefghij")},
        submission=uuid.uuid4(),
    )
    assert marked.passed


def test_submitting_takes_twelve_queries_at_most(taken, client, settings):
    """The completing submission, with its certificate left to the worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    user, _course, lesson, block = taken
    client.force_login(user)
    attempt = begin(user, lesson, block)
    form = form_for(attempt, right=5)
    client.get(lesson.url)  # where the learner comes from
    with CaptureQueriesContext(connection) as captured:
        assert client.post(attempt_url(attempt), form).status_code == 302
    statements = [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE")
    ]
    assert len(statements) <= 12, "\n".join(statements)
    assert Enrolment.objects.get().status == "completed"
