"""Where a quiz stands, and who may take it there."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from .models import Quiz
from .models.attempts import NO_ROUND

__all__ = ["Place", "PlaceNotFound", "QuizNotAllowed", "find_place", "register_access"]


class PlaceNotFound(Exception):
    """No published page has this quiz."""

    message = _("This quiz is no longer on the page. Go back to the lesson.")


class QuizNotAllowed(Exception):
    """This person may not take the quiz here; the argument says why."""


@dataclass(frozen=True)
class Place:
    """A quiz on a page, for one learner in one round."""

    page: Page
    quiz: Quiz
    activity_key: uuid.UUID
    round_key: uuid.UUID

    @property
    def lesson_key(self) -> uuid.UUID:
        return self.page.translation_key


Access = Callable[[object, Page], uuid.UUID | None]
_access: list[Access] = []


def register_access(function: Access) -> None:
    """Let another app say who may take the quizzes on its pages.

    ``function(user, page)`` returns the key of the learner's round, None if the
    page is not its business, or raises ``QuizNotAllowed`` with a sentence.
    """
    if function not in _access:
        _access.append(function)


def find_place(
    *, user, lesson_key: uuid.UUID, activity_key: uuid.UUID, request=None
) -> Place:
    """Return the quiz that stands on this page in this block.

    With a request, restrictions that editors set on the page hold for it.

    :raises PlaceNotFound: no published page has such a block.
    :raises QuizNotAllowed: the user may not take it.
    """
    pages = Page.objects.live().filter(translation_key=lesson_key).order_by("pk")
    for page in pages.specific():
        quiz = _quiz_of(page, str(activity_key))
        if quiz is not None:
            if request and not all(
                restriction.accept_request(request)
                for restriction in page.get_view_restrictions()
            ):
                raise QuizNotAllowed(_("This page is not open to you."))
            rounds = [function(user, page) for function in _access]
            round_key = next((key for key in rounds if key), NO_ROUND)
            return Place(page, quiz, activity_key, round_key)
    raise PlaceNotFound


def _quiz_of(page: Page, activity_key: str) -> Quiz | None:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for child in field.value_from_object(page):
                if child.id == activity_key and isinstance(child.value, dict):
                    quiz = child.value.get("quiz")
                    return quiz if isinstance(quiz, Quiz) else None
    return None
