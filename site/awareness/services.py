"""Write articles from content files, and read the latest ones."""

from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from home.services import place_page, with_card_pictures

from .models import ArticleIndexPage, ArticlePage, Readership, Topic

__all__ = [
    "READERSHIPS",
    "TOPICS",
    "article_fields",
    "ensure_labels",
    "latest_articles",
    "upsert_article",
    "upsert_index",
]

#: slug, name, name in English; in the order in which they are shown.
TOPICS = [
    ("nhan-biet", "Nhận biết dấu hiệu", "Recognising signs"),
    ("phong-ngua", "Phòng ngừa", "Prevention"),
    ("mang", "An toàn trên mạng", "Safety online"),
    ("ho-tro", "Hỗ trợ và phục hồi", "Support and recovery"),
]
READERSHIPS = [
    ("cha-me", "Cha mẹ, người chăm sóc", "Parents and carers"),
    ("tre-em", "Trẻ em", "Children"),
    ("giao-vien", "Giáo viên", "Teachers"),
    ("cong-dong", "Cộng đồng", "Community"),
]


def latest_articles(*, limit: int) -> list[ArticlePage]:
    """Return the articles that were published last."""
    articles = ArticlePage.objects.live().public().select_related("topic")
    ordered = articles.order_by("-first_published_at", "-pk")
    return list(with_card_pictures(ordered)[:limit])


@transaction.atomic
def ensure_labels() -> None:
    """Create the topics and readerships that are missing; change none."""
    for model, labels in ((Topic, TOPICS), (Readership, READERSHIPS)):
        for order, (slug, name, name_en) in enumerate(labels):
            model.objects.get_or_create(
                slug=slug,
                defaults={"name": name, "name_en": name_en, "sort_order": order},
            )


def article_fields(
    data: dict, *, body: list, cover=None, course_key: UUID | None = None
) -> dict[str, Any]:
    """Return the fields of an article from its content file.

    ``body`` is the prepared stream, ``cover`` the stored picture, ``course_key``
    the key of the course that the file names by its code.
    """
    readerships = Readership.objects.filter(slug__in=data.get("audiences", []))
    return {
        "title": data["title"],
        "slug": data["slug"],
        "summary": data["summary"],
        "search_description": data["summary"],
        "topic": Topic.objects.filter(slug=data.get("topic", "")).first(),
        "readerships": list(readerships),
        "minutes": data.get("minutes", 5),
        "cover": cover,
        "cover_alt": data.get("cover_alt", ""),
        "body": body,
        "related_course_key": course_key,
    }


def upsert_article(
    data: dict,
    *,
    parent: ArticleIndexPage,
    body: list,
    cover=None,
    course_key: UUID | None = None,
) -> ArticlePage:
    """Create or rewrite an article from its content file."""
    fields = article_fields(data, body=body, cover=cover, course_key=course_key)
    return place_page(ArticlePage, parent=parent, key=UUID(data["id"]), fields=fields)


def upsert_index(data: dict, *, parent: Page) -> ArticleIndexPage:
    """Create or rewrite the list of articles from its content file."""
    fields = {
        "title": data["title"],
        "slug": data["slug"],
        "intro": data.get("intro", ""),
        "search_description": data.get("intro", ""),
    }
    return place_page(
        ArticleIndexPage, parent=parent, key=UUID(data["id"]), fields=fields
    )
