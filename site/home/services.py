"""Put the plain pages in place, and read what the home page shows."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.maps import CourseMap, find_course
from courses.models import CoursePage

from .models import HomePage, StandardPage

__all__ = [
    "CARD_RENDITIONS",
    "home_fields",
    "place_page",
    "shown_courses",
    "standard_page_fields",
    "upsert_home",
    "upsert_standard_page",
    "with_card_pictures",
]

#: Renditions of a card's picture: raster first, drawings as they are.
CARD_RENDITIONS = ("max-640x400|format-webp", "max-640x400")


def shown_courses(*, limit: int) -> list[CourseMap]:
    """Return the first published courses, as the catalogue orders them."""
    keys = CoursePage.objects.live().public().order_by("code")
    courses = [
        find_course(key) for key in keys.values_list("translation_key", flat=True)
    ]
    return [course for course in courses if course is not None and course.url][:limit]


def with_card_pictures(pages):
    """Read the covers of a list of pages in two queries instead of two a page."""
    images = get_image_model().objects.prefetch_renditions(*CARD_RENDITIONS)
    return pages.prefetch_related(Prefetch("cover", queryset=images))


@transaction.atomic
def place_page(
    page_class: type[Page], *, parent: Page, key: UUID, fields: dict[str, Any]
) -> Page:
    """Write and publish the page with this key; create it where it is missing."""
    page = page_class.objects.filter(translation_key=key).first()
    if page is None:
        page = page_class(translation_key=key, **fields)
        parent.add_child(instance=page)
    else:
        for name, value in fields.items():
            setattr(page, name, value)
    page.save_revision().publish()
    return page


def standard_page_fields(data: dict, *, body: list) -> dict[str, Any]:
    """Return the fields of a plain page; ``body`` is the prepared stream."""
    return {
        "title": data["title"],
        "slug": data["slug"],
        "intro": data.get("intro", ""),
        "search_description": data.get("intro", ""),
        "body": body,
    }


def upsert_standard_page(data: dict, *, parent: Page, body: list) -> StandardPage:
    """Create or rewrite a plain page from its content file."""
    fields = standard_page_fields(data, body=body)
    return place_page(StandardPage, parent=parent, key=UUID(data["id"]), fields=fields)


def home_fields(data: dict) -> dict[str, Any]:
    """Return the fields of the home page from its content file."""
    return {
        "title": data["title"],
        "tagline": data["tagline"],
        "intro": data.get("intro", ""),
        "search_description": data.get("intro", ""),
        "picture_alt": data.get("hero_alt", ""),
        "mission": data.get("mission_html", "").strip(),
        "audiences_title": data.get("audiences_title", ""),
        "audiences": _stream("audience", data.get("audiences", [])),
        "steps_title": data.get("steps_title", ""),
        "steps": _stream("promise", data.get("steps", [])),
        "promises_title": data.get("promises_title", ""),
        "promises": _stream("promise", data.get("promises", [])),
    }


def upsert_home(data: dict, *, parent: Page) -> HomePage:
    """Create or rewrite the home page from its content file."""
    fields = {"slug": data.get("slug", "trang-chu"), **home_fields(data)}
    return place_page(HomePage, parent=parent, key=UUID(data["id"]), fields=fields)


def _stream(kind: str, items: list[dict]) -> list[dict]:
    return [
        {"type": kind, "id": item["id"], "value": _block_value(kind, item)}
        for item in items
    ]


def _block_value(kind: str, item: dict) -> dict[str, str]:
    value = {"title": item["title"], "text": item["text"]}
    if kind == "audience":
        value["url"] = item["url"]
        value["picture"] = item["picture"].removeprefix("aud-").removesuffix(".svg")
    return value
