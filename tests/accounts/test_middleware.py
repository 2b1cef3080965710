"""Own phones and shared machines."""

import time

import pytest

from accounts.devices import SEEN, SHARED, SHARED_COOKIE

from .factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/dang-xuat/"
MINUTE = 60
DAY = 24 * 3600


@pytest.fixture
def clock(monkeypatch):
    """Let time pass at will."""

    class Clock:
        now = time.time()

        def __call__(self):
            return self.now

        def wait(self, seconds):
            self.now += seconds

    clock = Clock()
    monkeypatch.setattr("accounts.middleware.time.time", clock)
    return clock


def is_signed_in(client):
    client.get(PAGE)
    return "_auth_user_id" in client.session


def test_an_own_phone_stays_signed_in_for_90_days(user, sign_in):
    cookie = sign_in("0912345678").cookies["sessionid"]
    assert cookie["max-age"] == 90 * DAY


def test_a_shared_machine_forgets_when_the_browser_ends(user, sign_in):
    cookie = sign_in("0912345678", shared_device="on").cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""


def test_a_shared_machine_signs_out_after_20_idle_minutes(client, user, sign_in, clock):
    sign_in("0912345678", shared_device="on")
    for _i in range(5):
        clock.wait(19 * MINUTE)
        assert is_signed_in(client)
    clock.wait(20 * MINUTE + 1)
    response = client.get("/tai-khoan/")
    assert response.url == "/dang-nhap/?next=/tai-khoan/"
    assert "_auth_user_id" not in client.session
    assert user.full_name not in client.get("/dang-nhap/").content.decode()


def test_an_own_phone_is_not_signed_out_by_idling(client, user, sign_in, clock):
    sign_in("0912345678")
    clock.wait(60 * DAY)
    assert is_signed_in(client)


def test_nothing_of_a_shared_machine_is_stored(client, user, sign_in):
    assert sign_in("0912345678", shared_device="on")["Cache-Control"] == "no-store"
    assert client.get(PAGE)["Cache-Control"] == "no-store"
    assert client.post(PAGE)["Cache-Control"] == "no-store"


def test_a_personal_page_on_an_own_phone_is_shown_again_only_after_asking(
    rf, client, user, sign_in
):
    from django.http import HttpResponse

    from accounts.middleware import SharedDeviceMiddleware

    sign_in("0912345678")
    request = rf.get("/", HTTP_COOKIE=f"sessionid={client.session.session_key}")
    request.session = client.session
    response = SharedDeviceMiddleware(lambda _request: HttpResponse())(request)
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_reading_pages_writes_the_session_at_most_once_a_day(
    client, known_content, user, sign_in, clock, django_assert_num_queries
):
    sign_in("0912345678")
    for _i in range(3):
        clock.wait(7 * 3600)
        with django_assert_num_queries(2):
            assert "sessionid" not in client.get(PAGE).cookies
    clock.wait(4 * 3600)
    assert client.get(PAGE).cookies["sessionid"]["max-age"] == 90 * DAY
    with django_assert_num_queries(2):
        client.get(PAGE)


def test_a_shared_machine_writes_the_session_at_most_once_a_minute(
    client, known_content, user, sign_in, clock, django_assert_num_queries
):
    sign_in("0912345678", shared_device="on")
    clock.wait(50)
    with django_assert_num_queries(2):
        client.get(PAGE)


def test_the_machine_is_remembered_as_shared_but_not_the_person(client, user, sign_in):
    response = sign_in("0912345678", shared_device="on")
    assert response.cookies[SHARED_COOKIE].value == "1"
    client.post(PAGE)
    page = client.get("/dang-nhap/").content.decode()
    assert 'autocomplete="off"' in page
    assert 'autocomplete="username"' not in page
    assert "checked" in page
    sign_in("0912345678")
    assert "checked" not in client.get("/vao/").content.decode()


def test_an_own_phone_after_a_shared_session_is_own_again(client, user, sign_in):
    sign_in("0912345678", shared_device="on")
    response = sign_in("0912345678")
    assert response.cookies["sessionid"]["max-age"] == 90 * DAY
    assert client.session[SHARED] is False


def test_a_sign_in_elsewhere_starts_the_clock_too(client):
    client.force_login(UserFactory())
    assert client.session[SEEN] > 0


def test_a_visitor_without_a_session_costs_no_query(
    client, known_content, db, django_assert_num_queries
):
    with django_assert_num_queries(0):
        client.get(PAGE)
