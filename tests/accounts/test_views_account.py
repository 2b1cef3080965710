"""One's own account."""

import json

import pytest

from accounts import services

from .factories import PIN, UserFactory

pytestmark = pytest.mark.django_db


def test_the_page_tells_how_one_signs_in_and_offers_to_change_person(client, user):
    client.force_login(user)
    page = client.get("/tai-khoan/").content.decode()
    for text in (user.full_name, user.login_code, "0912345678", "/dang-xuat/"):
        assert text in page


def test_a_wrong_current_pin_is_said_at_its_field(client, user):
    client.force_login(user)
    form = {"current": "111111", "secret": "917350", "secret_again": "917350"}
    page = client.post("/tai-khoan/", form).content.decode()
    assert 'id="id_current_error"' in page
    user.refresh_from_db()
    assert user.check_password(PIN)


def test_an_easy_new_pin_is_said_at_its_field(client, user):
    client.force_login(user)
    form = {"current": PIN, "secret": "123456", "secret_again": "123456"}
    assert 'id="id_secret_error"' in client.post("/tai-khoan/", form).content.decode()


def test_the_download_holds_my_data_and_nobody_elses(client, user):
    UserFactory(full_name="Người Khác")
    services.issue_activation_code(user=user, by=None)
    client.force_login(user)
    response = client.get("/tai-khoan/du-lieu/")
    data = json.loads(response.content)
    assert data["full_name"] == "Đặng Thị Hiếu"
    assert "Đặng" in response.content.decode()
    assert [slip["purpose"] for slip in data["slips"]] == ["reset"]
    assert "password" not in data
    assert response["Content-Disposition"].startswith("attachment")


def test_a_signed_in_page_reads_session_and_user_and_no_more(
    client, known_content, user, sign_in, django_assert_num_queries
):
    sign_in("0912345678")
    with django_assert_num_queries(2):
        client.get("/dang-xuat/")
