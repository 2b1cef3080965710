"""Course outlines with addresses, kept in memory until content changes."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction

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
    #: What editors ask of whoever opens the course page, or a page above it.
    restrictions: tuple[PageViewRestriction, ...] = ()
    lessons: dict[str, rules.Lesson] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        return self.outline["course"]

    def following(self, lesson_key: str) -> str | None:
        """Return the key of the next lesson that is released."""
        keys = list(self.lessons)
        after = keys[keys.index(lesson_key) + 1 :]
        return next((key for key in after if key in self.lesson_urls), None)


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
    keys = set()
    for item in outlines:
        keys.add(str(item.course_key))
        keys.update(lesson["key"] for lesson in rules.lessons(item.data))
    pages = _pages(keys)
    urls = {key: url for key, page in pages.items() if (url := page.get_url())}
    rules_of_pages = list(PageViewRestriction.objects.select_related("page"))
    return {
        item.course_key: CourseMap(
            course_key=item.course_key,
            version=item.version,
            content_version=version,
            outline=item.data,
            url=urls.get(str(item.course_key), ""),
            lesson_urls={
                lesson["key"]: urls[lesson["key"]]
                for lesson in rules.lessons(item.data)
                if lesson["key"] in urls
            },
            restrictions=tuple(
                rule
                for rule in rules_of_pages
                if str(item.course_key) in pages
                and pages[str(item.course_key)].path.startswith(rule.page.path)
            ),
            lessons={lesson["key"]: lesson for lesson in rules.lessons(item.data)},
        )
        for item in outlines
    }


def _pages(keys: set[str]) -> dict[str, Page]:
    """Return the published page of each key, in the reader's language if it has one."""
    pages = (
        Page.objects.live()
        .filter(translation_key__in=keys)
        .select_related("locale")
        .defer_streamfields()
        .order_by(F("alias_of").asc(nulls_first=True), "pk")
    )
    found: dict[str, Page] = {}
    for page in pages:
        key = str(page.translation_key)
        if key not in found or page.locale.language_code == get_language():
            found[key] = page
    return found
