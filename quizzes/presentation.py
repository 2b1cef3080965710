"""What learners see of a quiz: read-only, and never a key before its time."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .learners import learner_key
from .models import Attempt, Quiz
from .models.attempts import NO_ROUND
from .services import attempts_left

__all__ = ["attempt_form", "attempt_review", "quiz_card"]


@dataclass(frozen=True)
class ChoiceRow:
    """An option as it is shown."""

    id: str
    text: str
    is_chosen: bool
    #: True, False, or None while the key is not shown.
    is_right: bool | None = None
    feedback: str = ""


@dataclass(frozen=True)
class QuestionRow:
    """A question as it is shown."""

    number: int
    version_id: int
    text: str
    is_multiple: bool
    choices: list[ChoiceRow]
    is_right: bool | None = None
    explanation: str = ""
    is_missing: bool = False

    @property
    def field(self) -> str:
        return f"q-{self.version_id}"


def quiz_card(
    *,
    user,
    quiz: Quiz,
    lesson_key: uuid.UUID,
    activity_key: uuid.UUID,
    round_key: uuid.UUID | None,
) -> dict[str, Any]:
    """Return what the card of a quiz shows; one query, two at the last attempt."""
    attempts: list[Attempt] = []
    left = None
    if user.is_authenticated:
        key = learner_key(user)
        attempts = list(
            Attempt.objects.filter(learner_key=key)
            .at(
                lesson_key=lesson_key,
                activity_key=activity_key,
                round_key=round_key or NO_ROUND,
            )
            .order_by("number")
        )
        left = attempts_left(quiz=quiz, learner_key=key, used=len(attempts))
    submitted = [attempt for attempt in attempts if not attempt.is_open]
    best = max(submitted, key=lambda attempt: attempt.points, default=None)
    return {
        "quiz": quiz,
        "lesson_key": lesson_key,
        "activity_key": activity_key,
        "submitted": submitted,
        "open_attempt": next((item for item in attempts if item.is_open), None),
        "best": best,
        "is_passed": any(attempt.passed for attempt in submitted),
        "left": left,
        "is_used_up": left == 0,
    }


def attempt_form(
    attempt: Attempt, responses: dict[int, list[str]] | None = None
) -> list[QuestionRow]:
    """Return the questions to answer, with what was answered so far; no key.

    With ``responses`` (a form that came back), unanswered questions are marked.
    """
    rows = []
    for answer in attempt.answers.select_related("version"):
        data = answer.version.data
        chosen = (responses or {}).get(answer.version_id, [])
        rows.append(
            QuestionRow(
                number=answer.position,
                version_id=answer.version_id,
                text=data["text"],
                is_multiple=data["kind"] == "multiple_choice",
                choices=[
                    ChoiceRow(
                        id=choice["id"],
                        text=_choice_text(choice),
                        is_chosen=choice["id"] in chosen,
                    )
                    for choice in data["choices"]
                ],
                is_missing=responses is not None and not chosen,
            )
        )
    return rows


def attempt_review(attempt: Attempt) -> list[QuestionRow]:
    """Return the questions with what the learner may know of them now."""
    if attempt.is_open or attempt.reveal == Quiz.Reveal.SCORE:
        return []
    shows_key = attempt.reveal == Quiz.Reveal.ALL or bool(attempt.passed)
    rows = []
    for answer in attempt.answers.select_related("version"):
        data = answer.version.data
        chosen = answer.response or []
        rows.append(
            QuestionRow(
                number=answer.position,
                version_id=answer.version_id,
                text=data["text"],
                is_multiple=data["kind"] == "multiple_choice",
                choices=[
                    ChoiceRow(
                        id=choice["id"],
                        text=_choice_text(choice),
                        is_chosen=choice["id"] in chosen,
                        is_right=choice["correct"] if shows_key else None,
                        feedback=(
                            choice["feedback"]
                            if shows_key or choice["id"] in chosen
                            else ""
                        ),
                    )
                    for choice in data["choices"]
                ],
                is_right=answer.points == 1,
                explanation=data["explanation"] if shows_key else "",
            )
        )
    return rows


def _choice_text(choice: dict[str, Any]) -> str:
    if choice["text"]:
        return choice["text"]
    return _("True") if choice["id"] == "true" else _("False")
