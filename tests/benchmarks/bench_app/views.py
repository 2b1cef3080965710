"""json: a bare JSON view. stock: a lesson through Wagtail's own serve, uncached."""

from django.http import Http404, JsonResponse
from wagtail import hooks
from wagtail.models import Page

from courses.models import LessonPage


class StockLesson(LessonPage):
    """The same lesson with Wagtail's unmodified ``serve`` and a usual template."""

    class Meta:
        proxy = True
        app_label = "bench_app"

    serve = Page.serve
    get_context = Page.get_context

    def get_template(self, request, *args, **kwargs):
        return "bench/stock.html"


def bare_json(request):
    return JsonResponse({"ok": True})


def stock(request, path):
    """Do what ``wagtail.views.serve`` does."""
    request.path_info = f"/{path}"
    found = Page.route_for_request(request, path)
    if found is None:
        raise Http404
    page, args, kwargs = found
    page.__class__ = StockLesson
    for check in hooks.get_hooks("before_serve_page"):
        if (refused := check(page, request, args, kwargs)) is not None:
            return refused
    return page.serve(request, *args, **kwargs)
