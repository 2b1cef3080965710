"""The question bank, quizzes, and what learners did with them."""

from .attempts import Answer, Attempt, ExtraAttempt
from .bank import Question, QuestionVersion, Quiz, QuizQuestion

__all__ = [
    "Answer",
    "Attempt",
    "ExtraAttempt",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
]
