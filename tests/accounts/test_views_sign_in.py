"""The pages of signing in and out."""

import pytest
from django.test import Client

from accounts import services
from accounts.models import FailedTry

from .factories import PIN, UserFactory

pytestmark = pytest.mark.django_db
LEARNING = "/hoc/"
WRONG = "736205"


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_person_signs_in_and_lands_on_their_learning(client, user, sign_in):
    response = sign_in("0912 345 678")
    assert response.status_code == 302
    assert response.url == LEARNING
    assert is_signed_in(client)


def test_the_page_that_was_opened_comes_after_signing_in(user, sign_in):
    for url in ("/dang-nhap/?next=/khoa-hoc/gv-01/", "/dang-nhap/"):
        response = sign_in(user.login_code, url=url, next="/khoa-hoc/gv-01/")
        assert response.url == "/khoa-hoc/gv-01/"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "/dang-xuat/",
        "/" + "a" * 2000,
    ],
)
def test_nobody_is_sent_to_a_foreign_page(client, user, sign_in, target):
    page = client.get("/dang-nhap/", {"next": target})
    assert "accounts_next" not in page.cookies
    assert target not in page.content.decode()
    client.cookies["accounts_next"] = target.replace("\t", "")
    response = sign_in(user.login_code, next=target)
    assert response.url == LEARNING


def test_a_known_and_an_unknown_account_get_the_same_answer(user, sign_in):
    services.deactivate_account(user=UserFactory(login_code="K7M4-2QPX"), by=None)
    closed = services.create_account(full_name="Lê Ân", by=None)
    UserFactory.create_batch(2, phone="+84987654321")
    answers = set()
    for identifier in (
        "0912345678",
        "0900000001",
        "K7M4-2QPX",
        "0987654321",
        closed.login_code,
    ):
        response = sign_in(identifier, WRONG)
        text = response.content.decode().replace(identifier, "…")
        token = response.context["csrf_token"]
        answers.add((response.status_code, text.replace(str(token), "…")))
    assert len(answers) == 1


def test_fifty_wrong_pins_are_stopped_alike_for_known_and_unknown(user, sign_in):
    for identifier in ("0912345678", "0900000001"):
        codes = [sign_in(identifier, WRONG).status_code for _i in range(50)]
        assert codes == [200] * 10 + [429] * 40


def test_what_was_typed_stays_after_an_error_but_not_the_pin(user, sign_in):
    page = sign_in("0912345678", WRONG, shared_device="on").content.decode()
    assert 'value="0912345678"' in page
    assert WRONG not in page
    assert "checked" in page
    assert "error-summary" in page


def test_an_empty_form_says_what_is_missing_at_each_field(sign_in, db):
    page = sign_in("", "").content.decode()
    assert 'id="id_identifier_error"' in page
    assert 'aria-describedby="id_identifier_error"' in page
    assert 'aria-invalid="true"' in page
    assert not FailedTry.objects.exists()


def test_the_pin_field_shows_number_keys_and_letters_on_request(client, db):
    assert 'inputmode="numeric"' in client.get("/dang-nhap/").content.decode()
    page = client.get("/dang-nhap/?letters=1&next=/khoa-hoc/").content.decode()
    assert 'inputmode="numeric"' not in page
    link = client.get("/dang-nhap/?next=/khoa-hoc/").content.decode()
    assert "letters=1" in link


def test_the_page_is_not_stored_and_not_indexed(client, db):
    response = client.get("/dang-nhap/")
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_who_is_signed_in_already_is_told_and_not_sent_in_circles(client, user):
    client.force_login(user)
    page = client.get("/dang-nhap/?next=/admin/")
    assert page.status_code == 200
    assert user.full_name in page.content.decode()


def test_signing_in_anew_replaces_the_person_and_the_session(client, user, sign_in):
    other = UserFactory(login_code="K7M4-2QPX")
    sign_in("0912345678")
    old_key = client.session.session_key
    sign_in("K7M4-2QPX")
    assert client.session["_auth_user_id"] == str(other.pk)
    assert client.session.session_key != old_key


def test_signing_out_needs_a_post_and_clears_the_browser(client, user, sign_in):
    sign_in("0912345678")
    assert client.get("/dang-xuat/").status_code == 200
    assert is_signed_in(client)
    response = client.post("/dang-xuat/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(client)
    assert user.full_name not in client.get("/dang-nhap/").content.decode()


def test_a_deactivated_person_is_out_at_the_next_request(client, user, sign_in):
    sign_in("0912345678")
    assert client.get("/tai-khoan/").status_code == 200
    services.deactivate_account(user=user, by=None)
    response = client.get("/tai-khoan/")
    assert response.status_code == 302
    assert response.url.startswith("/dang-nhap/")


def test_a_new_pin_signs_out_every_other_machine(client, user, sign_in):
    other = Client()
    sign_in("0912345678", client=other)
    sign_in("0912345678")
    response = client.post(
        "/tai-khoan/",
        {"current": PIN, "secret": "917350", "secret_again": "917350"},
    )
    assert response.url == "/tai-khoan/?changed=1"
    assert client.get(response.url).status_code == 200
    assert other.get("/tai-khoan/").status_code == 302


def test_the_english_pages_have_english_addresses(client, user, sign_in):
    response = sign_in("0912345678", url="/en/dang-nhap/")
    assert response.url == "/en/hoc/"


def lock_out(identifier):
    for number in range(50):
        services.authenticate(
            identifier=identifier, secret=WRONG, address=f"198.51.100.{number}"
        )


def test_the_own_phone_signs_in_while_others_guess(client, user, sign_in):
    response = sign_in("0912345678")
    cookie = response.cookies["accounts_known"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert str(user.learner_key) not in cookie.value
    client.post("/dang-xuat/")
    lock_out(user.login_code)
    stranger = Client()
    assert sign_in("0912345678", client=stranger).status_code == 429
    assert sign_in("0912345678").status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "W10:1abc:xyz", "\x00"])
def test_a_forged_cookie_opens_nothing(client, user, sign_in, forged):
    lock_out(user.login_code)
    client.cookies["accounts_known"] = forged
    assert sign_in("0912345678").status_code == 429


def test_a_cookie_with_a_mark_but_no_signature_opens_nothing(client, user, sign_in):
    lock_out(user.login_code)
    client.cookies["accounts_known"] = services.machine_mark(user)
    assert sign_in("0912345678").status_code == 429


def test_a_shared_machine_keeps_no_mark_of_anybody(client, user, sign_in):
    sign_in("0912345678")
    response = sign_in("0912345678", shared_device="on")
    assert response.cookies["accounts_known"].value == ""


def test_a_family_shares_a_phone(client, user, sign_in):
    people = [user, *UserFactory.create_batch(2)]
    for person in people:
        sign_in(person.login_code)
    for person in people:
        lock_out(person.login_code)
        assert sign_in(person.login_code).status_code == 302


def test_the_phone_knows_the_new_pin_too(client, user, sign_in):
    sign_in("0912345678")
    form = {"current": PIN, "secret": "917350", "secret_again": "917350"}
    client.post("/tai-khoan/", form)
    client.post("/dang-xuat/")
    lock_out(user.login_code)
    assert sign_in("0912345678", "917350").status_code == 302


def test_a_stopped_person_reads_the_true_waiting_time(client, user, sign_in):
    lock_out(user.login_code)
    assert "Hãy đợi 24 giờ rồi thử lại" in sign_in("0912345678").content.decode()


@pytest.mark.parametrize("text", ["\x00", "0912\x00345678", "a\x00@truong.vn"])
def test_control_characters_are_answered_with_a_page(client, sign_in, db, text):
    assert sign_in(text, "28\x004615").status_code == 200
    assert client.post("/vao/", {"code": text}).status_code == 200
    assert client.get("/vao/K7M4%00-2QPXR-9HTV/").status_code == 404
    page = client.get("/dang-nhap/", {"next": f"/{text}"})
    assert page.status_code == 200
