"""Whether a visitor meets the restrictions that editors set on pages."""

from wagtail.models import PageViewRestriction

from .maps import CourseMap

__all__ = ["accessible", "may_open"]


def may_open(course: CourseMap, request) -> bool:
    """Say whether this visitor would be shown the course."""
    return all(rule.accept_request(request) for rule in course.restrictions)


def accessible(pages, request):
    """Leave out the pages that this visitor would be refused."""
    for restriction in PageViewRestriction.objects.select_related("page"):
        if not restriction.accept_request(request):
            pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages
