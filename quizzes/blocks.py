"""Blocks: the kinds of question, and the quiz on a lesson."""

import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ChoiceBlock(blocks.StructBlock):
    """One option with what the learner reads after choosing it."""

    text = blocks.CharBlock(label=_("option"), max_length=600)
    correct = blocks.BooleanBlock(label=_("right"), required=False)
    feedback = blocks.CharBlock(label=_("feedback"), required=False, max_length=600)


class ChoiceQuestionBlock(blocks.StructBlock):
    """What questions with options have in common."""

    text = blocks.TextBlock(label=_("question"))
    choices = blocks.ListBlock(ChoiceBlock(), label=_("options"), min_num=2, max_num=10)
    explanation = blocks.TextBlock(
        label=_("explanation"), required=False, help_text=_("Shown after submitting.")
    )

    def clean(self, value):
        cleaned = super().clean(value)
        right = sum(bool(choice["correct"]) for choice in cleaned["choices"])
        if message := self.wrong_key(right):
            raise blocks.StructBlockValidationError(
                {"choices": ValidationError(message)}
            )
        return cleaned

    def wrong_key(self, right: int):
        """Return why so many right options cannot be, or nothing."""
        return None

    def to_data(self, kind: str, raw: dict) -> dict:
        """Return the question as it is frozen; ids of options are list item ids."""
        return {
            "kind": kind,
            "text": raw["text"],
            "explanation": raw.get("explanation", ""),
            "choices": [
                {
                    "id": item["id"],
                    "text": item["value"]["text"],
                    "correct": bool(item["value"].get("correct")),
                    "feedback": item["value"].get("feedback", ""),
                }
                for item in raw["choices"]
            ],
        }


class SingleChoiceBlock(ChoiceQuestionBlock):
    """Exactly one option is right."""

    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        description = _("One option is right.")

    def wrong_key(self, right):
        return None if right == 1 else _("Mark exactly one option as right.")


class MultipleChoiceBlock(ChoiceQuestionBlock):
    """Several options may be right; the point is for choosing exactly those."""

    class Meta:
        icon = "tick-inverse"
        label = _("Multiple choice")
        description = _("One point for choosing all right options and no wrong one.")

    def wrong_key(self, right):
        return None if right else _("Mark at least one option as right.")


class TrueFalseBlock(blocks.StructBlock):
    """A statement that is true or false."""

    text = blocks.TextBlock(label=_("statement"))
    is_true = blocks.BooleanBlock(label=_("the statement is true"), required=False)
    feedback_true = blocks.CharBlock(
        label=_("feedback to “true”"), required=False, max_length=600
    )
    feedback_false = blocks.CharBlock(
        label=_("feedback to “false”"), required=False, max_length=600
    )
    explanation = blocks.TextBlock(
        label=_("explanation"), required=False, help_text=_("Shown after submitting.")
    )

    class Meta:
        icon = "help"
        label = _("True or false")
        description = _("A statement to judge.")

    def to_data(self, kind: str, raw: dict) -> dict:
        is_true = bool(raw.get("is_true"))
        return {
            "kind": kind,
            "text": raw["text"],
            "explanation": raw.get("explanation", ""),
            "choices": [
                # The words are shown in the learner's language.
                {
                    "id": "true",
                    "text": "",
                    "correct": is_true,
                    "feedback": raw.get("feedback_true", ""),
                },
                {
                    "id": "false",
                    "text": "",
                    "correct": not is_true,
                    "feedback": raw.get("feedback_false", ""),
                },
            ],
        }


def question_blocks():
    """Return name and block of every kind of question."""
    return [
        ("single_choice", SingleChoiceBlock()),
        ("multiple_choice", MultipleChoiceBlock()),
        ("true_false", TrueFalseBlock()),
    ]


class QuizBlock(blocks.StructBlock):
    """A quiz on a lesson; the block's id is the activity key of its results."""

    quiz = SnippetChooserBlock("learn_quizzes.Quiz", label=_("quiz"))
    required = blocks.BooleanBlock(
        label=_("must be passed"),
        required=False,
        default=True,
        help_text=_("Without it, the lesson can be completed without this quiz."),
    )

    #: Results of this block count towards completion of a lesson.
    is_activity = True

    def is_available(self, raw_value) -> bool:
        """Say whether the quiz that the stored value names still exists."""
        from .models import Quiz

        return Quiz.objects.filter(pk=raw_value.get("quiz")).exists()

    class Meta:
        icon = "form"
        label = _("Quiz")
        template = "learn_quizzes/blocks/quiz.html"
        description = _("Questions that the server marks.")

    def get_context(self, value, parent_context=None):
        from .presentation import quiz_card

        context = super().get_context(value, parent_context=parent_context)
        parent = parent_context or {}
        request = parent.get("request")
        quiz = value.get("quiz")
        if quiz is None or request is None or parent.get("is_preview"):
            return context
        page = parent.get("lesson") or parent.get("page")
        if page is None or not parent.get("activity_key"):
            return context
        card = quiz_card(
            user=request.user,
            quiz=quiz,
            lesson_key=page.translation_key,
            activity_key=uuid.UUID(str(parent["activity_key"])),
            round_key=parent.get("round_key"),
        )
        return {**context, **card, "can_start": True}
