"""Articles: lists, search, the page itself, and the quick exit."""

import uuid

import pytest
from django.urls import reverse

from awareness.forms import ArticleForm
from awareness.models import ArticleIndexPage, ArticlePage
from tests.accounts.factories import UserFactory
from tests.courses.factories import make_course
from tests.home.factories import make_article, make_article_index, make_home, make_image
from tests.home.pages import check_page

pytestmark = pytest.mark.django_db


def titles(client, query=""):
    response = client.get(f"/kien-thuc/{query}")
    return [article.title for article in response.context["articles"]]


def test_article_page_keeps_the_rules_of_every_page(client):
    article = make_article("Lắng nghe con", cover=make_image())
    check_page(client.get(article.url))


def test_list_of_articles_keeps_the_rules_of_every_page(client):
    make_article("Lắng nghe con", cover=make_image())
    check_page(client.get("/kien-thuc/"))


def test_article_can_be_left_quickly_without_asking_another_host_first(client):
    html = client.get(make_article().url).content.decode()
    assert "data-quick-exit" in html
    assert "Lịch sử trình duyệt vẫn còn" in html
    assert "prefetch" not in html
    assert "preconnect" not in html


def test_article_is_shared_with_its_own_words(client, settings):
    article = make_article("Gọi 111", summary="Ai cũng gọi được.")
    html = client.get(article.url).content.decode()
    assert '<meta property="og:title" content="Gọi 111">' in html
    assert '<meta property="og:description" content="Ai cũng gọi được.">' in html
    assert f'content="{settings.LEARN_PUBLIC_URL}{article.url}"' in html


def test_article_leads_to_its_course_even_after_that_moved(client):
    course = make_course("Nhận biết và ứng phó", parent=None)
    article = make_article(course_key=course.translation_key)
    course.move(make_home(), pos="last-child")
    assert "Nhận biết và ứng phó" in client.get(article.url).content.decode()


def test_article_of_an_unpublished_course_shows_no_course(client):
    course = make_course("Chưa mở")
    article = make_article(course_key=course.translation_key)
    course.unpublish()
    assert "Chưa mở" not in client.get(article.url).content.decode()


def test_article_survives_the_deletion_of_its_picture_and_topic(client):
    article = make_article(cover=make_image())
    article.cover.delete()
    article.topic.delete()
    assert client.get(article.url).status_code == 200


@pytest.mark.parametrize(
    "words", ["duong day", "Đường dây", "ĐƯỜNG", "\u0110u\u031bo\u031b\u0300ng"]
)
def test_search_needs_no_diacritics(client, words):
    make_article("Đường dây nóng 111")
    make_article("An toàn trên mạng")
    assert titles(client, f"?tim={words}") == ["Đường dây nóng 111"]


def test_exact_accents_come_first(client):
    make_article("Đặng và bạn")
    make_article("Đáng tin")
    make_article("Dang dở")
    assert titles(client, "?tim=đáng")[0] == "Đáng tin"
    assert len(titles(client, "?tim=dang")) == 3


def test_articles_are_filtered_by_topic_and_readership(client):
    make_article("Một", topic="mang", audiences=["tre-em"])
    make_article("Hai", topic="mang", audiences=["cha-me"])
    make_article("Ba", topic="ho-tro", audiences=["cha-me"])
    assert titles(client, "?chu-de=mang&danh-cho=cha-me") == ["Hai"]


def test_unknown_filter_finds_nothing_and_says_what_to_do(client):
    make_article("Một")
    response = client.get("/kien-thuc/?chu-de=khong-co")
    assert "Thử ít từ hơn" in response.content.decode()


def test_list_is_paged_and_a_wrong_page_shows_the_nearest(client):
    for number in range(14):
        make_article(f"Bài {number}")
    assert len(titles(client)) == 12
    assert len(titles(client, "?trang=2")) == 2
    assert len(titles(client, "?trang=99")) == 2
    assert len(titles(client, "?trang=x")) == 12


def test_number_of_queries_of_the_list_does_not_grow(
    client, django_assert_max_num_queries
):
    for number in range(10):
        make_article(f"Bài {number}", cover=make_image())
    client.get("/kien-thuc/")
    with django_assert_max_num_queries(14):
        client.get("/kien-thuc/")


def test_unpublished_article_is_neither_listed_nor_shown(client):
    article = make_article("Nháp")
    article.unpublish()
    assert titles(client) == []
    assert client.get(article.url).status_code == 404


@pytest.mark.parametrize("page_class", [ArticlePage, ArticleIndexPage])
def test_preview_works_before_the_page_is_saved(page_class):
    make_home()
    page = page_class(title="Đường dây nóng", slug="moi")
    check_page(page.make_preview_request())
    assert page.pk is None


def test_editor_previews_an_unsaved_article_in_the_admin(client):
    index = make_article_index()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    add = reverse("wagtailadmin_pages:add", args=["awareness", "articlepage", index.pk])
    preview = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["awareness", "articlepage", index.pk],
    )
    assert client.get(add).status_code == 200
    data = {
        "title": "Đường dây nóng",
        "slug": "duong-day-nong",
        "summary": "Tóm tắt",
        "minutes": "5",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    assert client.post(preview, data).json()["is_valid"] is True
    response = client.get(preview)
    assert response.status_code == 200
    assert "Đường dây nóng" in response.content.decode()
    assert not ArticlePage.objects.exists()


def test_editor_chooses_the_course_by_name():
    course = make_course("Nhận biết", code="GV-01")
    form_class = ArticlePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, ArticleForm)
    field = form_class(instance=ArticlePage()).fields["related_course_key"]
    assert (str(course.translation_key), "GV-01 Nhận biết") in list(field.choices)
    assert field.clean(str(course.translation_key)) == course.translation_key
    assert field.clean("") is None


def test_article_keeps_a_course_key_whose_course_is_gone():
    article = make_article(course_key=uuid.uuid4())
    assert article.related_course is None
    form_class = ArticlePage.get_edit_handler().get_form_class()
    field = form_class(instance=article).fields["related_course_key"]
    assert field.clean(str(article.related_course_key)) == article.related_course_key
