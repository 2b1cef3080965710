"""The public pages: what they show and what they never do."""

import pytest
from wagtail.models import Page

from home.models import HomePage
from tests.courses.factories import make_course
from tests.courses.factories import make_user as make_learner

from .factories import (
    TAGLINE,
    make_article,
    make_catalogue,
    make_home,
    make_image,
    make_standard_page,
)
from .pages import check_page

pytestmark = pytest.mark.django_db


def test_home_says_in_one_sentence_what_the_site_is(client):
    make_home()
    response = client.get("/")
    check_page(response)
    assert f"<h1>{TAGLINE}</h1>" in response.content.decode()


def test_home_offers_to_learn_and_to_verify(client):
    make_home()
    html = client.get("/").content.decode()
    assert 'href="/khoa-hoc/"' in html
    assert 'href="/v/"' in html


def test_home_shows_courses_and_articles(client):
    make_article("Lắng nghe con", cover=make_image())
    make_course("Nhận biết và ứng phó", parent=make_catalogue())
    html = client.get("/").content.decode()
    assert "Nhận biết và ứng phó" in html
    assert "Lắng nghe con" in html


def test_number_of_queries_of_home_does_not_grow_with_articles(
    client, django_assert_max_num_queries
):
    for number in range(3):
        make_article(f"Bài {number}", cover=make_image())
    client.get("/")
    with django_assert_max_num_queries(14):
        client.get("/")


def test_standard_page_shows_its_text(client):
    make_standard_page()
    response = client.get("/gioi-thieu/")
    check_page(response)
    assert "Nội dung." in response.content.decode()


def test_real_case_page_names_numbers_and_commune_and_has_no_form(client):
    response = client.get("/khi-gap-truong-hop-that/")
    page = check_page(response)
    html = response.content.decode()
    assert {"tel:111", "tel:113"} <= page.phone_links
    assert "Ủy ban nhân dân xã, phường" in html
    assert "<form" not in html
    assert "<textarea" not in html


def test_real_case_page_asks_the_database_nothing(
    client, settings, django_assert_num_queries
):
    settings.LEARN_COURSES_CONTENT_VERSION_SECONDS = 3600
    client.get("/khi-gap-truong-hop-that/")
    with django_assert_num_queries(0):
        client.get("/khi-gap-truong-hop-that/")


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/khi-gap-truong-hop-that/", "/en/khi-gap-truong-hop-that/"),
        ("/en/khi-gap-truong-hop-that/", "/khi-gap-truong-hop-that/"),
    ],
)
def test_language_switch_leads_to_the_same_page(client, path, other):
    html = client.get(path).content.decode()
    assert f'href="{other}"' in html


def test_english_pages_say_so(client):
    page = check_page(client.get("/en/khi-gap-truong-hop-that/"), language="en")
    assert page.language == "en"


def test_signed_in_person_sees_the_name_and_can_change_person(client):
    make_home()
    client.force_login(make_learner("Nguyễn Thị Lan"))
    response = client.get("/")
    check_page(response)
    html = response.content.decode()
    assert "Nguyễn Thị Lan" in html
    assert "Không phải bạn? Đổi người" in html
    assert 'method="post" action="/dang-xuat/"' in html


def test_visitor_is_given_no_cookie(client):
    make_home()
    assert not client.get("/").cookies


def test_policy_allows_nothing_inline(client):
    policy = client.get("/khi-gap-truong-hop-that/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy


def test_link_preview_uses_the_public_address(client, settings):
    make_home()
    html = client.get("/").content.decode()
    for part in ("/", "/static/site/img/share.png"):
        assert f'content="{settings.LEARN_PUBLIC_URL}{part}"' in html


def test_home_previews_before_it_is_saved():
    page = HomePage(title="Lá Chắn", tagline=TAGLINE, slug="moi")
    response = page.make_preview_request()
    check_page(response.render() if hasattr(response, "render") else response)
    assert not HomePage.objects.exists()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường dây nóng", "duong-day-nong"),
        ("ĐIỀU 5", "dieu-5"),
        ("Đây là một bài", "day-la-mot-bai"),
    ],
)
def test_slug_keeps_every_vietnamese_letter(title, slug):
    page = make_standard_page(title=title, slug="")
    assert page.slug == slug


def test_same_titles_get_different_slugs():
    first = make_standard_page(title="Đường dây nóng", slug="")
    second = make_standard_page(title="Duong day nong", slug="")
    assert (first.slug, second.slug) == ("duong-day-nong", "duong-day-nong-2")


def test_title_without_letters_gets_a_readable_slug():
    assert make_standard_page(title="???", slug="").slug.startswith("trang-")


def test_only_one_home_page_is_allowed():
    make_home()
    assert not HomePage.can_create_at(Page.get_first_root_node())
