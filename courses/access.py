"""Whether a visitor meets the restrictions that editors set on pages."""

from wagtail.models import Page, PageViewRestriction

__all__ = ["accessible", "may_open"]


def may_open(page_id: int, request) -> bool:
    """Say whether this visitor would be shown the page."""
    page = Page.objects.filter(pk=page_id).first()
    return page is not None and all(
        restriction.accept_request(request)
        for restriction in page.get_view_restrictions()
    )


def accessible(pages, request):
    """Leave out the pages that this visitor would be refused."""
    for restriction in PageViewRestriction.objects.select_related("page"):
        if not restriction.accept_request(request):
            pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages
