"""Quizzes by themselves: an attempt at a quiz that stands on a page of the host."""

import json
import sys
import uuid

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.urls import reverse  # noqa: E402
from visits import make_user, must_show, signed_in  # noqa: E402
from wagtail.models import Page  # noqa: E402

from quizzes.models import Question, Quiz, QuizQuestion  # noqa: E402
from quizzes.models.attempts import NO_ROUND  # noqa: E402
from quizzes.places import Place  # noqa: E402
from quizzes.services import start_attempt  # noqa: E402


def main() -> None:
    user = make_user()
    place = Place(
        page=Page.objects.filter(depth=2).first(),
        quiz=make_quiz(),
        activity_key=uuid.uuid4(),
        round_key=NO_ROUND,
    )
    attempt = start_attempt(learner=user, place=place)
    address = reverse("learn_quizzes:attempt", args=[attempt.key])
    client = signed_in(user)
    shown = must_show(client, address, "Gọi số nào?", "111").content.decode()
    assert "Đúng số" not in shown, "the feedback is in the page before submitting"

    version = attempt.answers.get().version_id
    form = {"questions": [version], f"q-{version}": "a", "submission": uuid.uuid4()}
    assert client.post(address, form).status_code == 302
    attempt.refresh_from_db()
    assert attempt.passed
    must_show(client, address, "Đúng số")

    editor = signed_in(make_user(is_superuser=True))
    must_show(editor, "/admin/snippets/learn_quizzes/quiz/", "Bài thử")
    if not apps.is_installed("courses"):
        assert "courses" not in sys.modules, "quizzes imported courses"


def make_quiz() -> Quiz:
    choices = [("a", "111", True, "Đúng số"), ("b", "115", False, "Số cấp cứu")]
    value = {
        "text": "Gọi số nào?",
        "explanation": "",
        "choices": [
            {
                "type": "item",
                "id": letter,
                "value": {"text": text, "correct": right, "feedback": feedback},
            }
            for letter, text, right, feedback in choices
        ],
    }
    block = {"type": "single_choice", "id": str(uuid.uuid4()), "value": value}
    quiz = Quiz.objects.create(title="Bài thử")
    QuizQuestion.objects.create(
        quiz=quiz, question=Question.objects.create(content=json.dumps([block]))
    )
    return quiz


main()
