"""Read the list of articles: filters, search without diacritics, pages."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from courses.vietnamese import fold, nfc
from home.services import with_card_pictures

from .models import ArticleIndexPage, ArticlePage, Readership, Topic

__all__ = ["ARTICLES_PER_PAGE", "find_articles", "listing"]

ARTICLES_PER_PAGE = 12


def find_articles(
    articles: QuerySet, *, words: str = "", topic: str = "", readership: str = ""
) -> QuerySet:
    """Return the articles that hold every word, exact accents first."""
    if topic:
        articles = articles.filter(topic__slug=topic)
    if readership:
        articles = articles.filter(readerships__slug=readership)
    for word in fold(words).split():
        articles = articles.filter(search_key__contains=word)
    exact = " ".join(nfc(words).lower().split())
    return articles.annotate(
        is_exact=Case(
            When(Q(search_text__contains=exact), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    ).order_by("-is_exact", "-first_published_at", "-pk")


def listing(index: ArticleIndexPage, parameters) -> dict[str, Any]:
    """Return what the template of the list shows for these parameters."""
    chosen = {
        "words": parameters.get("tim", "").strip()[:100],
        "topic": parameters.get("chu-de", "")[:50],
        "readership": parameters.get("danh-cho", "")[:50],
    }
    articles = ArticlePage.objects.live().public().select_related("topic")
    if index.path:
        articles = articles.child_of(index)
    found = with_card_pictures(find_articles(articles, **chosen))
    page = Paginator(found, ARTICLES_PER_PAGE).get_page(parameters.get("trang"))
    return {
        **chosen,
        "is_filtered": any(chosen.values()),
        "topics": Topic.objects.all(),
        "readership_choices": Readership.objects.all(),
        "articles": page,
    }
