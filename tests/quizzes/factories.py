"""Quizzes on lessons for tests."""

import json
import uuid

from quizzes.models import Question, Quiz, QuizQuestion
from tests.courses.factories import add_lesson, make_course, module_of


def make_question(kind="single_choice", text="Câu hỏi?", right=("a",), ids="abc"):
    if kind == "true_false":
        value = {
            "text": text,
            "is_true": "true" in right,
            "feedback_true": "Phản hồi đúng",
            "feedback_false": "Phản hồi sai",
            "explanation": "Giải thích",
        }
    else:
        value = {
            "text": text,
            "explanation": "Giải thích",
            "choices": [
                {
                    "type": "item",
                    "id": letter,
                    "value": {
                        "text": f"Phương án {letter}",
                        "correct": letter in right,
                        "feedback": f"Phản hồi {letter}",
                    },
                }
                for letter in ids
            ],
        }
    block = {"type": kind, "id": str(uuid.uuid4()), "value": value}
    return Question.objects.create(content=json.dumps([block]))


def make_quiz(questions=None, **fields):
    questions = questions or [make_question(text=f"Câu {n}?") for n in range(1, 6)]
    quiz = Quiz.objects.create(title="Kiểm tra", **fields)
    QuizQuestion.objects.bulk_create(
        QuizQuestion(quiz=quiz, question=question, sort_order=order)
        for order, question in enumerate(questions)
    )
    return quiz


def make_quiz_course(quiz=None, *, required=True, **fields):
    """Return a course whose only lesson holds the quiz, the lesson, the block id."""
    quiz = quiz or make_quiz(**fields)
    course = make_course(lessons=0)
    block = str(uuid.uuid4())
    body = [
        {"type": "quiz", "id": block, "value": {"quiz": quiz.pk, "required": required}}
    ]
    lesson = add_lesson(module_of(course), "Bài kiểm tra", body)
    return course, lesson, uuid.UUID(block)
