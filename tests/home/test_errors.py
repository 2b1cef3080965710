"""Pages for when something went wrong."""

import pytest
from django.test import Client, RequestFactory

from home import views

from .factories import make_home
from .pages import check_page


@pytest.mark.django_db
def test_unknown_address_is_answered_with_a_way_on(client):
    make_home()
    response = client.get("/khong-co-trang-nay/")
    check_page(response, status=404)
    assert "Về trang chủ" in response.content.decode()


@pytest.mark.django_db
def test_forbidden_page_says_whom_to_ask(client):
    request = client.get("/khi-gap-truong-hop-that/").wsgi_request
    response = views.permission_denied(request)
    check_page(response, status=403)
    assert "người quản lý đơn vị" in response.content.decode()


@pytest.mark.django_db
def test_form_without_token_stores_nothing_and_says_that_the_text_is_kept():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/dang-nhap/", {"identifier": "0912345678"})
    check_page(response, status=403)
    assert "vẫn còn trong biểu mẫu" in response.content.decode()


# Without the django_db mark every query raises: the database counts as down.


def test_server_error_page_needs_no_database():
    response = views.server_error(RequestFactory().get("/"))
    check_page(response, status=500)
    assert "không phải lỗi của bạn" in response.content.decode()


def test_bad_request_page_needs_neither_database_nor_host():
    response = views.bad_request(RequestFactory().get("/"), None)
    check_page(response, status=400)


def test_server_error_page_works_without_its_template(settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "111" in response.content.decode()
