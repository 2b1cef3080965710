"""Rendered pieces that many learners share, kept in memory until content changes."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .versions import may_remember

__all__ = ["Part", "lesson_parts", "navigation"]

#: So many states of progress are kept; learners go through a course alike.
LIMIT = 2000


@dataclass(frozen=True)
class Part:
    """A stretch of finished HTML, or an activity to render for this learner."""

    html: SafeString = SafeString("")
    activity: Any = None


Pieces = dict[Any, Any]
#: A content version with the pieces by language; replaced as a whole.
_state: tuple[int, dict[str | None, Pieces]] = (-1, {})


def lesson_parts(page, *, version: int | None = None) -> list[Part]:
    """Return the body of a lesson; what is alike for everybody is rendered once.

    ``version`` is the content version from before the page was read: what the
    page and its quizzes hold is at least as new. Without it, as in a preview,
    nothing is taken from memory or put there.
    """
    if version is None:
        return _render(page)
    key = (page.pk, page.live_revision_id)
    return _remembered(version, key, lambda: _render(page))


def navigation(course, *, current: str, done: frozenset[str]) -> SafeString:
    """Return the list of lessons beside a lesson, with what is done ticked."""
    from .presentation import module_rows

    def render():
        return render_to_string(
            "learn_courses/navigation.html",
            {
                "modules": module_rows(course, done, current),
                "done": len(done),
                "total": len(course.lessons),
            },
        )

    key = (course.course_key, current, done)
    return _remembered(course.content_version, key, render)


def _remembered(version: int, key, render):
    """Return a piece of this version in the active language, rendered once."""
    global _state
    state = _state
    if state[0] != version or sum(map(len, state[1].values())) > LIMIT:
        state = (version, {})
        if may_remember():
            _state = state
    pieces = state[1].setdefault(get_language(), {})
    piece = pieces.get(key)
    if piece is None:
        piece = render()
        if may_remember():
            pieces[key] = piece
    return piece


def _render(page) -> list[Part]:
    page.body.get_prep_value()  # gives every block its id
    parts: list[Part] = []
    text: list[str] = []
    for block in page.body:
        if getattr(block.block, "is_activity", False):
            parts += [Part(html=_join(text)), Part(activity=block)]
            text = []
        else:
            text.append(block.render({"page": page}))
    return [part for part in [*parts, Part(html=_join(text))] if _has_content(part)]


def _join(text: list[str]) -> SafeString:
    # Each piece comes from a template of ours, which escaped what editors wrote.
    return mark_safe("".join(text))  # noqa: S308


def _has_content(part: Part) -> bool:
    return bool(part.html) or part.activity is not None
