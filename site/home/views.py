"""Errors in words that help, the page for a real case, and what machines ask."""

from django.conf import settings as django_settings
from django.db import connection
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import TemplateDoesNotExist, loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .conf import settings

__all__ = [
    "bad_request",
    "csrf_failure",
    "healthz",
    "page_not_found",
    "permission_denied",
    "real_case",
    "robots",
    "server_error",
]


@require_safe
def real_case(request):
    """Say what to do now about a real child; ask for nothing, store nothing."""
    return render(request, "home/real_case.html")


@require_safe
@never_cache
def healthz(request):
    """Answer "ok" while the process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request):
    """Keep search engines away from what is personal or printed on paper."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/admin/", "/quan-ly/", "/hoc/")),
        *(f"Disallow: {path}" for path in ("/vao/", "/v/", "/tai-khoan/")),
        f"Sitemap: {settings.public_url}/sitemap.xml",
    ]
    return HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"
    )


def page_not_found(request, exception=None):
    """404 with the site around it, for the reader most likely wants to go on."""
    return render(request, "404.html", status=404)


def permission_denied(request, exception=None):
    """403: say that it is not a matter of trying again."""
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """A form came back without its cookie: nothing was stored, nothing is lost."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception=None):
    """400 without anything of the request, which cannot be trusted."""
    return HttpResponse(_standalone("400.html"), status=400)


def server_error(request):
    """500 from a template that needs neither database, session nor request."""
    return HttpResponseServerError(_standalone("500.html"))


def _standalone(name: str) -> str:
    try:
        return loader.render_to_string(name, {"static_url": django_settings.STATIC_URL})
    except (TemplateDoesNotExist, OSError, ValueError):
        # Not even the template or a static file is at hand.
        return (
            "<!doctype html><html lang=vi><meta charset=utf-8><title>Lá Chắn</title>"
            "<h1>Trang tạm thời gặp sự cố</h1>"
            '<p>Cần giúp một trẻ em ngay: gọi <a href="tel:111">111</a>.</p></html>'
        )
