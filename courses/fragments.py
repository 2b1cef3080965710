"""Rendered pieces that many learners share, kept in memory until content changes."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .versions import content_version

__all__ = ["Part", "lesson_parts", "navigation"]

#: So many states of progress are kept; learners go through a course alike.
LIMIT = 2000


@dataclass(frozen=True)
class Part:
    """A stretch of finished HTML, or an activity to render for this learner."""

    html: SafeString = SafeString("")
    activity: Any = None


_kept: dict[tuple[int, str | None], dict[Any, Any]] = {}


def lesson_parts(page, *, fresh: bool = False) -> list[Part]:
    """Return the body of a lesson; what is alike for everybody is rendered once.

    ``fresh`` is for previews: nothing is taken from memory or put there.
    """
    if fresh:
        return _render(page)
    pieces = _pieces()
    if page.pk not in pieces:
        pieces[page.pk] = _render(page)
    return pieces[page.pk]


def navigation(course, *, current: str, done: frozenset[str]) -> SafeString:
    """Return the list of lessons beside a lesson, with what is done ticked."""
    pieces = _pieces()
    key = (course.course_key, current, done)
    if key not in pieces:
        from .presentation import module_rows

        pieces[key] = render_to_string(
            "learn_courses/navigation.html",
            {
                "modules": module_rows(course, done, current),
                "done": len(done),
                "total": len(course.lessons),
            },
        )
    return pieces[key]


def _pieces() -> dict[Any, Any]:
    """Return what is kept for the present content in the active language."""
    key = (content_version(), get_language())
    if key not in _kept or len(_kept[key]) > LIMIT:
        for stale in [known for known in _kept if known[0] != key[0]]:
            _kept.pop(stale, None)
        _kept[key] = {}
    return _kept[key]


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
