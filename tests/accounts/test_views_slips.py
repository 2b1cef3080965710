"""The pages that a slip opens."""

import pytest

from accounts import services
from accounts.models import ActivationCode, User

from .factories import PIN, UserFactory

pytestmark = pytest.mark.django_db
FORM = {"secret": PIN, "secret_again": PIN}


@pytest.fixture
def closed():
    return services.create_account(full_name="Lê Ân", phone="0912345678", by=None)


@pytest.fixture
def code(closed):
    return services.issue_activation_code(user=closed, by=None)


def test_looking_at_a_slip_shows_whose_it_is_and_uses_nothing_up(client, code):
    for _i in range(3):
        response = client.get(f"/vao/{code}/")
        assert response.status_code == 200
        assert "Lê Ân" in response.content.decode()
    assert ActivationCode.objects.unused().exists()
    assert "_auth_user_id" not in client.session


def test_the_address_of_a_slip_goes_nowhere_else(client, code):
    response = client.get(f"/vao/{code}/")
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_setting_a_pin_opens_the_account_and_signs_in(client, closed, code):
    response = client.post(f"/vao/{code}/", FORM)
    assert response.url == "/hoc/"
    assert client.session["_auth_user_id"] == str(closed.pk)
    assert User.objects.get().check_password(PIN)


def test_the_lesson_that_was_opened_comes_after_the_slip(client, code):
    client.get("/dang-nhap/?next=/khoa-hoc/gv-01/bai-1/")
    response = client.post(f"/vao/{code}/", FORM)
    assert response.url == "/khoa-hoc/gv-01/bai-1/"
    assert response.cookies["accounts_next"].value == ""


def test_a_typed_code_leads_to_its_slip_with_the_wanted_page(client, code):
    typed = code.lower().replace("-", " ")
    response = client.post("/vao/?next=/khoa-hoc/", {"code": typed})
    assert response.url == f"/vao/{code}/?next=%2Fkhoa-hoc%2F"
    assert client.post(response.url, FORM).url == "/khoa-hoc/"


@pytest.mark.parametrize(
    "form",
    [
        {"secret": "123456", "secret_again": "123456"},
        {"secret": PIN, "secret_again": "917350"},
        {"secret": "", "secret_again": ""},
    ],
)
def test_a_pin_that_will_not_do_is_explained_and_emptied(client, code, form):
    response = client.post(f"/vao/{code}/", form)
    page = response.content.decode()
    assert response.status_code == 200
    assert "field-error" in page
    assert "123456" not in page.replace("000000 or 123456", "").replace(
        "000000 hoặc 123456", ""
    )
    assert client.post(f"/vao/{code}/", FORM).status_code == 302


def test_used_replaced_and_unknown_slips_get_the_same_page(client, closed, code):
    newer = services.issue_activation_code(user=closed, by=None)
    client.post(f"/vao/{newer}/", FORM)
    client.post("/dang-xuat/")
    pages = set()
    for each in (code, newer, "K7M4-2QPXR-9HTV", "rác"):
        for response in (client.get(f"/vao/{each}/"), client.post(f"/vao/{each}/")):
            assert response.status_code == 404
            pages.add(response.content.decode().replace(each, "…"))
    assert len(pages) == 1
    assert "Lê Ân" not in pages.pop()


def test_guessing_codes_is_stopped(client, settings, code):
    from datetime import timedelta

    settings.ACCOUNTS_TRIES_PER_ADDRESS = (5, timedelta(hours=1))
    for i in range(5):
        assert client.get(f"/vao/K7M4-2QPXR-9HT{i + 2}/").status_code == 404
    assert client.get(f"/vao/{code}/").status_code == 429
    assert client.post("/vao/", {"code": code}).status_code == 429
    assert client.get(f"/vao/{code}/", REMOTE_ADDR="198.51.100.1").status_code == 200


def test_whoever_is_not_meant_is_told_to_give_the_slip_back(client, code):
    assert "/vao/khong-phai-toi/" in client.get(f"/vao/{code}/").content.decode()
    response = client.get("/vao/khong-phai-toi/")
    assert response.status_code == 200
    assert ActivationCode.objects.unused().exists()


def test_a_slip_replaces_the_person_who_was_signed_in(client, closed, code):
    client.force_login(UserFactory(full_name="Trần Người Trước"))
    assert "Trần Người Trước" in client.get(f"/vao/{code}/").content.decode()
    client.post(f"/vao/{code}/", FORM)
    assert client.session["_auth_user_id"] == str(closed.pk)


def test_a_wrong_code_that_was_typed_stays_in_the_field(client, db):
    response = client.post("/vao/", {"code": "K7M4-2QPXR-9HTV"})
    page = response.content.decode()
    assert 'value="K7M4-2QPXR-9HTV"' in page
    assert 'id="id_code_error"' in page
