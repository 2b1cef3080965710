"""Course outlines with addresses, kept in memory until content changes."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from . import outline as rules
from .models import Outline
from .versions import content_version

__all__ = ["CourseMap", "find_course", "find_lesson"]


@dataclass(frozen=True)
class CourseMap:
    """A course as one reader sees it: its outline, and where its pages are."""

    course_key: uuid.UUID
    version: int
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


_maps: dict[tuple[int, str | None], dict[uuid.UUID, CourseMap]] = {}


def find_course(course_key: uuid.UUID) -> CourseMap | None:
    """Return the map of a course that was ever published."""
    return _all_maps().get(course_key)


def find_lesson(lesson_key: uuid.UUID) -> CourseMap | None:
    """Return the map of the course that this lesson is required in."""
    key = str(lesson_key)
    return next((item for item in _all_maps().values() if key in item.lessons), None)


def _all_maps() -> dict[uuid.UUID, CourseMap]:
    key = (content_version(), get_language())
    if key not in _maps:
        for stale in [known for known in _maps if known[0] != key[0]]:
            _maps.pop(stale, None)
        _maps[key] = _build_maps()
    return _maps[key]


def _build_maps() -> dict[uuid.UUID, CourseMap]:
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
