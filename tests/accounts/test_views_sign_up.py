"""People who make an account themselves, where the site allows it."""

import pytest

from accounts.models import User

from .factories import PIN

pytestmark = pytest.mark.django_db
FORM = {
    "full_name": "Lê Thị Ân",
    "phone": "0987654321",
    "secret": PIN,
    "secret_again": PIN,
}


def test_sign_up_is_closed_unless_the_site_opens_it(client):
    for response in (client.get("/dang-ky/"), client.post("/dang-ky/", FORM)):
        assert response.status_code == 403
    assert not User.objects.exists()
    assert "/dang-ky/" not in client.get("/dang-nhap/").content.decode()


def test_a_newcomer_gets_an_account_and_sees_the_code(client, sign_up_open):
    assert "/dang-ky/" in client.get("/dang-nhap/").content.decode()
    response = client.post("/dang-ky/?next=/khoa-hoc/", FORM)
    assert response.url == "/dang-ky/xong/?next=%2Fkhoa-hoc%2F"
    user = User.objects.get()
    page = client.get(response.url).content.decode()
    assert user.login_code in page
    assert not user.phone_is_confirmed


def test_a_taken_number_is_answered_like_a_free_one(client, sign_up_open, user):
    taken = client.post("/dang-ky/", FORM | {"phone": "0912345678"})
    client.post("/dang-xuat/")
    free = client.post("/dang-ky/", FORM)
    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    user.refresh_from_db()
    assert user.phone == "+84912345678"
    assert user.check_password(PIN)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"full_name": "12345"}, "full_name"),
        ({"phone": "12"}, "phone"),
        ({"secret": "111111", "secret_again": "111111"}, "secret"),
        ({"secret_again": "917350"}, "secret_again"),
    ],
)
def test_each_refusal_stands_at_its_field(client, sign_up_open, change, field):
    response = client.post("/dang-ky/", FORM | change)
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert "Lê Thị Ân" in page or field == "full_name"
    assert not User.objects.exists()


def test_signing_up_without_end_is_stopped(client, sign_up_open):
    codes = [client.post("/dang-ky/", FORM).status_code for _i in range(12)]
    assert codes == [302] * 10 + [429] * 2
