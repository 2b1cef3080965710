"""The list of courses that a visitor may see, by audience and by words."""

from typing import Any

from django.core.paginator import Paginator

from .access import accessible
from .maps import find_course
from .models import Audience, CoursePage
from .vietnamese import fold, nfc

__all__ = ["catalogue"]

PAGE_SIZE = 24


def catalogue(index, request) -> dict[str, Any]:
    """Return the context of the catalogue page.

    ``q`` searches code, title and summary without diacritics, đ as d; courses
    that hold the words exactly as typed come first. ``doi-tuong`` is the code
    of an audience. Wrong values filter nothing out silently: they are shown as
    "no course found".
    """
    query = nfc(request.GET.get("q", "")).strip()[:100]
    audience_code = nfc(request.GET.get("doi-tuong", ""))[:12]
    courses = accessible(CoursePage.objects.child_of(index).live(), request)
    if audience_code:
        courses = courses.filter(audiences__code=audience_code)
    for word in fold(query).split():
        courses = courses.filter(search_key__contains=word)
    found = list(courses.order_by("code").only("translation_key", "title", "summary"))
    if query:
        found.sort(key=lambda course: not _has_exactly(course, query))
    shown = [
        course_map
        for course in found
        if (course_map := find_course(course.translation_key)) is not None
    ]
    return {
        "query": query,
        "audience_code": audience_code,
        "audiences": Audience.objects.filter(coursepage__live=True).distinct(),
        "courses": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("trang")),
    }


def _has_exactly(course, query: str) -> bool:
    return query.casefold() in f"{course.title} {course.summary}".casefold()
