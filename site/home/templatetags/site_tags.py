"""What the frame of every page needs to know, at no cost in queries."""

from functools import cache

from django import template
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from ..conf import settings

register = template.Library()

FONT_STYLES = "vendor/fonts/fonts.css"
#: Only here does the frame ask whether the person manages anything.
VIEWS_WITH_MANAGEMENT = ("accounts:account", "learn_courses:my_learning")


@register.simple_tag
def page_path(slug=""):
    """Return the address of a page below the home page, in the active language."""
    return reverse("wagtail_serve", args=[f"{slug}/" if slug else ""])


@register.simple_tag
def public_url(path=""):
    """Return an address that works outside of this site."""
    return f"{settings.public_url}{path}"


@register.simple_tag
def quick_exit_url():
    return settings.quick_exit_url


@register.simple_tag
def font_stylesheet():
    """Return the address of the web font's styles; empty where it is missing."""
    return static(FONT_STYLES) if _has_fonts() else ""


@register.simple_tag(takes_context=True)
def language_links(context):
    """Return each language with the address of this page in it."""
    request = context.get("request")
    path = request.path if request else "/"
    default, active = django_settings.LANGUAGE_CODE, get_language()
    bare = path
    for code, _name in django_settings.LANGUAGES:
        if code != default and path.startswith(f"/{code}/"):
            bare = path[len(code) + 1 :]
    query = request.META.get("QUERY_STRING", "") if request else ""
    tail = f"?{query}" if query and request.method == "GET" else ""
    return [
        {
            "code": code,
            "name": name,
            "url": f"{bare if code == default else f'/{code}{bare}'}{tail}",
            "is_active": code == active,
        }
        for code, name in django_settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def is_here(context, address):
    """Say whether this page is at, or below, an address of the menu."""
    request = context.get("request")
    return bool(request) and request.path.startswith(address)


@register.simple_tag(takes_context=True)
def manages_units(context):
    """Say whether the menu shows "Quản lý"; asked on the person's own pages only."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return False
    if not hasattr(request, "manages_units"):
        if match.view_name not in VIEWS_WITH_MANAGEMENT:
            return False
        from people.services import managed_units

        request.manages_units = user.is_superuser or managed_units(user).exists()
    return request.manages_units


@cache
def _has_fonts():
    return bool(finders.find(FONT_STYLES)) or staticfiles_storage.exists(FONT_STYLES)
