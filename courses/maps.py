"""Course outlines with addresses, kept in memory until content changes."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from . import outline as rules
from .models import Outline
from .versions import content_version, may_remember

__all__ = ["CourseMap", "find_course", "find_lesson"]


@dataclass(frozen=True)
class CourseMap:
    """A course as one reader sees it: its outline, and where its pages are."""

    course_key: uuid.UUID
    #: Of the outline, and of the published content that it was read from.
    version: int
    content_version: int
    outline: dict[str, Any]
    url: str
    lesson_urls: dict[str, str]
    lessons: dict[str, rules.Lesson] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        return self.outline["course"]

    def neighbours(self, lesson_key: str) -> tuple[str | None, str | None]:
        """Return the keys of the released lessons before and after this one."""
        keys = [key for key in self.lessons if key in self.lesson_urls]
        if lesson_key not in keys:
            return None, None
        at = keys.index(lesson_key)
        before = keys[at - 1] if at else None
        after = keys[at + 1] if at + 1 < len(keys) else None
        return before, after


Maps = dict[uuid.UUID, CourseMap]
#: A content version with the maps by language; replaced as a whole.
_state: tuple[int, dict[str | None, Maps]] = (-1, {})


def find_course(course_key: uuid.UUID) -> CourseMap | None:
    """Return the map of a course that was ever published."""
    return _all_maps().get(course_key)


def find_lesson(lesson_key: uuid.UUID) -> CourseMap | None:
    """Return the map of the course that this lesson is required in."""
    key = str(lesson_key)
    return next((item for item in _all_maps().values() if key in item.lessons), None)


def _all_maps() -> Maps:
    global _state
    version, language = content_version(), get_language()
    state = _state
    if state[0] != version:
        state = (version, {})
        if may_remember():
            _state = state
    maps = state[1].get(language)
    if maps is None:
        maps = _build_maps(version)
        if may_remember():
            state[1][language] = maps
    return maps


def _build_maps(version: int) -> Maps:
    outlines = list(Outline.objects.all())
    page_ids = set()
    for item in outlines:
        page_ids.add(item.data["course"]["page_id"])
        page_ids.update(lesson["page_id"] for lesson in rules.lessons(item.data))
    pages = Page.objects.live().defer_streamfields().in_bulk(page_ids)
    urls = {pk: page.get_url() for pk, page in pages.items()}
    return {
        item.course_key: CourseMap(
            course_key=item.course_key,
            version=item.version,
            content_version=version,
            outline=item.data,
            url=urls.get(item.data["course"]["page_id"]) or "",
            lesson_urls={
                lesson["key"]: urls[lesson["page_id"]]
                for lesson in rules.lessons(item.data)
                if urls.get(lesson["page_id"])
            },
            lessons={lesson["key"]: lesson for lesson in rules.lessons(item.data)},
        )
        for item in outlines
    }
