"""The rendered text of lessons, kept in memory until content changes."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .versions import content_version

__all__ = ["Part", "lesson_parts"]


@dataclass(frozen=True)
class Part:
    """A stretch of finished HTML, or an activity to render for this learner."""

    html: SafeString = SafeString("")
    activity: Any = None


_parts: dict[tuple[int, str | None], dict[int, list[Part]]] = {}


def lesson_parts(page, *, fresh: bool = False) -> list[Part]:
    """Return the body of a lesson; what is alike for everybody is rendered once.

    ``fresh`` is for previews: nothing is taken from memory or put there.
    """
    if fresh:
        return _render(page)
    key = (content_version(), get_language())
    if key not in _parts:
        for stale in [known for known in _parts if known[0] != key[0]]:
            _parts.pop(stale, None)
        _parts[key] = {}
    if page.pk not in _parts[key]:
        _parts[key][page.pk] = _render(page)
    return _parts[key][page.pk]


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
