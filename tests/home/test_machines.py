"""What monitoring and search engines ask."""

import pytest

pytestmark = pytest.mark.django_db


def test_healthz_answers_while_the_database_does(
    client, settings, django_assert_num_queries
):
    settings.LEARN_COURSES_CONTENT_VERSION_SECONDS = 3600
    client.get("/healthz")
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_robots_stay_away_from_what_is_personal(client, settings):
    text = client.get("/robots.txt").content.decode()
    for path in ("/admin/", "/quan-ly/", "/hoc/", "/vao/", "/v/", "/tai-khoan/"):
        assert f"Disallow: {path}\n" in text
    assert f"Sitemap: {settings.LEARN_PUBLIC_URL}/sitemap.xml" in text
