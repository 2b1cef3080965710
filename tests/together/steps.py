"""What a learner does in these stories, in as few words as they need."""

import uuid

from certificates.models import Award, IssuingBody
from courses.models import Enrolment
from courses.services import enrol, finish_lesson
from quizzes.models import Attempt
from quizzes.places import find_place
from quizzes.services import start_attempt, submit_attempt
from tests.courses.factories import lessons_of


def make_award(course, *, automatic=True) -> Award:
    body, _created = IssuingBody.objects.get_or_create(
        name="Sở Mẫu", defaults={"abbreviation": "SM", "place": "Gia Lai"}
    )
    return Award.objects.create(
        subject_key=course.course_key,
        subject_title=course.title,
        body=body,
        signer_title="GIÁM ĐỐC",
        automatic=automatic,
    )


def complete(user, course) -> Enrolment:
    """Enrol and read every lesson to its end."""
    enrolment = enrol(learner=user, course_key=course.course_key)
    for lesson in lessons_of(course):
        finish_lesson(
            learner=user, lesson_key=lesson.lesson_key, submission=uuid.uuid4()
        )
    enrolment.refresh_from_db()
    return enrolment


def take_quiz(user, lesson, block, *, right=True) -> Attempt:
    """Answer every question of the quiz, all rightly or all wrongly."""
    place = find_place(user=user, lesson_key=lesson.lesson_key, activity_key=block)
    attempt = start_attempt(learner=user, place=place)
    responses = {}
    for answer in attempt.answers.select_related("version"):
        choices = answer.version.data["choices"]
        chosen = [choice["id"] for choice in choices if choice["correct"] is right]
        is_multiple = answer.version.data["kind"] == "multiple_choice"
        responses[answer.version_id] = chosen if is_multiple else chosen[:1]
    return submit_attempt(
        learner=user,
        attempt_key=attempt.key,
        responses=responses,
        submission=uuid.uuid4(),
    )
