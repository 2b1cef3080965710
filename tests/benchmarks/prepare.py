"""Fill the benchmark's database: content, learners with sessions, open attempts."""

import itertools
import json
import sys
import uuid
from pathlib import Path
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from courses.models import CoursePage, LessonPage  # noqa: E402
from courses.services import enrol  # noqa: E402
from quizzes.models import Answer, Attempt, Quiz  # noqa: E402

LEARNERS = 60
ATTEMPTS_EACH = 40
TOKEN = "a" * 32
COURSE = "GV-01"


def main(target: Path) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    course = CoursePage.objects.get(code=COURSE)
    lessons = LessonPage.objects.descendant_of(course).order_by("path")
    text = next(page for page in lessons if not page.get_activities())
    quiz_page = [page for page in lessons if page.get_activities()][-1]
    learners = [make_learner(course) for _number in range(LEARNERS)]
    write = [
        post_of_result(cookie, text, round_key)
        for (_user, cookie, round_key), _n in itertools.product(learners, range(80))
    ]
    plan = {
        "lesson": text.get_url(),
        "cookies": [cookie for _user, cookie, _round in learners],
        "result": write,
        "quiz": posts_of_quiz(learners, quiz_page),
    }
    target.write_text(json.dumps(plan))


def make_learner(course):
    user = User.objects.create_user(full_name="Học Viên Mẫu")
    client = Client()
    client.force_login(user)
    enrolment = enrol(learner=user, course_key=course.course_key)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"
    return user, cookie, enrolment.key


def post_of_result(cookie, lesson, round_key):
    body = urlencode(
        {
            "csrfmiddlewaretoken": TOKEN,
            "submission": uuid.uuid4(),
            "round": round_key,
        }
    )
    return [f"/hoc/bai/{lesson.lesson_key}/xong/", body, cookie]


def posts_of_quiz(learners, page):
    """Make open attempts, each in a block of its own, as only one may be open."""
    quiz = Quiz.objects.get(pk=page.body[0].value["quiz"].pk)
    versions = [
        item.question.current for item in quiz.quiz_questions.order_by("sort_order")
    ]
    attempts = Attempt.objects.bulk_create(
        Attempt(
            learner=user,
            learner_key=user.learner_key,
            learner_label=user.full_name,
            quiz_key=quiz.key,
            quiz_title=quiz.title,
            lesson_key=page.lesson_key,
            activity_key=uuid.uuid4(),
            round_key=round_key,
            number=1,
            pass_mark=quiz.pass_mark,
            reveal=quiz.reveal,
            marking_version=1,
            started_at=timezone.now(),
            max_points=len(versions),
        )
        for _number in range(ATTEMPTS_EACH)
        for user, _cookie, round_key in learners
    )
    Answer.objects.bulk_create(
        (
            Answer(attempt=attempt, version=version, position=position)
            for attempt in attempts
            for position, version in enumerate(versions, start=1)
        ),
        batch_size=2000,
    )
    cookies = itertools.cycle(cookie for _user, cookie, _round in learners)
    return [
        [f"/bai-kiem-tra/lan/{attempt.key}/", quiz_body(versions), next(cookies)]
        for attempt in attempts
    ]


def quiz_body(versions) -> str:
    fields = [("csrfmiddlewaretoken", TOKEN), ("submission", uuid.uuid4())]
    for version in versions:
        fields.append(("questions", version.pk))
        fields += [
            (f"q-{version.pk}", choice["id"])
            for choice in version.data["choices"]
            if choice["correct"]
        ]
    return urlencode(fields)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
