"""What is arranged without a browser: reviewed courses, learners on their way."""

import datetime
import uuid

from accounts.models import User
from courses.maps import find_course
from courses.models import CoursePage
from courses.services import enrol, finish_lesson
from quizzes.models import QuestionVersion
from quizzes.places import find_place
from quizzes.services import start_attempt, submit_attempt

__all__ = [
    "complete_course",
    "course",
    "lessons",
    "name_reviewers",
    "right_choices",
    "take_quiz",
    "user",
    "wrong_choices",
]


def name_reviewers() -> None:
    """Let the starter courses be reviewed, so that real certificates are issued."""
    for page in CoursePage.objects.live():
        page.professional_reviewer = "Nguyễn Thị Thẩm Định (mẫu)"
        page.legal_reviewer = "Trần Văn Pháp Chế (mẫu)"
        page.professional_reviewed_on = datetime.date(2026, 11, 2)
        page.legal_reviewed_on = datetime.date(2026, 11, 3)
        page.save_revision().publish()


def course(code: str):
    """Return the map of a starter course: its outline and addresses."""
    return find_course(CoursePage.objects.get(code=code).course_key)


def lessons(code: str) -> list[dict]:
    """Return the lessons of a course in order, each with its ``url``."""
    found = course(code)
    return [
        {**lesson, "url": found.lesson_urls[key]}
        for key, lesson in found.lessons.items()
    ]


def user(login_code: str) -> User:
    return User.objects.get(login_code=login_code)


def right_choices(version_id: int) -> list[str]:
    data = QuestionVersion.objects.get(pk=version_id).data
    return [choice["id"] for choice in data["choices"] if choice["correct"]]


def wrong_choices(version_id: int) -> list[str]:
    data = QuestionVersion.objects.get(pk=version_id).data
    return [choice["id"] for choice in data["choices"] if not choice["correct"]][:1]


def complete_course(learner: User, code: str) -> None:
    """Let the learner do everything that the course asks for."""
    enrol(learner=learner, course_key=course(code).course_key)
    for lesson in lessons(code):
        if lesson["activities"]:
            take_quiz(learner, lesson)
        else:
            finish_lesson(
                learner=learner,
                lesson_key=uuid.UUID(lesson["key"]),
                submission=uuid.uuid4(),
            )


def take_quiz(learner: User, lesson: dict, *, answers=right_choices):
    """Submit the quiz of a lesson, answered rightly unless told otherwise."""
    place = find_place(
        user=learner,
        lesson_key=uuid.UUID(lesson["key"]),
        activity_key=uuid.UUID(lesson["activities"][0]["key"]),
    )
    attempt = start_attempt(learner=learner, place=place)
    versions = attempt.answers.values_list("version_id", flat=True)
    return submit_attempt(
        learner=learner,
        attempt_key=attempt.key,
        responses={version: answers(version) for version in versions},
        submission=uuid.uuid4(),
    )
