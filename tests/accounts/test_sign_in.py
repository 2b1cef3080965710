"""Who may sign in, and how often one may be wrong."""

import unicodedata
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.exceptions import ValidationError

from accounts import services
from accounts.models import FailedTry, User

from .factories import PIN, UserFactory

pytestmark = pytest.mark.django_db
WRONG = "736205"


def check(identifier, secret=PIN, address="203.0.113.5"):
    return services.authenticate(identifier=identifier, secret=secret, address=address)


@pytest.mark.parametrize(
    "identifier",
    [
        "0912345678",
        "+84 912 345 678",
        "912345678",
        "Hieu@Truong.vn",
        "K7M4-2QPX",
        "k7m42qpx",
    ],
)
def test_phone_email_and_code_all_sign_in(identifier):
    user = UserFactory(
        phone="+84912345678", email="hieu@truong.vn", login_code="K7M4-2QPX"
    )
    assert check(identifier) == user


def test_an_identifier_typed_decomposed_signs_in():
    user = UserFactory(login_code="Hiếu", email="hiếu@truong.vn")
    for text in ("Hiếu", "hiếu@truong.vn"):
        assert check(unicodedata.normalize("NFD", text)) == user


def test_a_shared_phone_names_nobody_and_the_code_still_works():
    first, second = UserFactory.create_batch(2, phone="+84912345678")
    assert check("0912345678") is None
    assert check(second.login_code) == second
    second.is_active = False
    second.save()
    assert check("0912345678") == first


def test_an_account_that_nobody_opened_does_not_block_a_shared_phone():
    user = UserFactory(phone="+84912345678")
    services.create_account(full_name="Lê Ân", phone="0912345678", by=None)
    assert check("0912345678") == user


def test_a_deactivated_account_is_refused_like_a_wrong_pin(user):
    services.deactivate_account(user=user, by=None)
    for identifier in (user.login_code, "0912345678"):
        assert check(identifier) is None


def test_every_answer_costs_one_hash(user, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *args: hashed.append(1) or encode(self, *args),
    )
    closed = services.create_account(full_name="Lê Ân", by=None)
    gone = UserFactory(is_active=False)
    UserFactory.create_batch(2, phone="+84987654321")
    for identifier in (
        user.login_code,
        closed.login_code,
        gone.login_code,
        "K7M4-2QPX",
        "0987654321",
        "0900000001",
        "nobody@truong.vn",
        "",
    ):
        hashed.clear()
        assert check(identifier, WRONG) is None
        assert len(hashed) == 1, identifier


def test_a_secret_hashed_by_an_older_rule_is_hashed_anew(user, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    assert check(user.login_code) == user
    assert User.objects.get(pk=user.pk).password.startswith("pbkdf2_sha256$")


def test_fifty_wrong_pins_stop_after_ten_and_even_the_right_one_waits(user):
    outcomes = []
    for _i in range(50):
        try:
            outcomes.append(check(user.login_code, WRONG))
        except services.TooManyTries:
            outcomes.append("stopped")
    assert outcomes == [None] * 10 + ["stopped"] * 40
    with pytest.raises(services.TooManyTries):
        check(user.login_code)
    FailedTry.objects.update(at=FailedTry.objects.first().at - timedelta(minutes=15))
    assert check(user.login_code) == user


def test_one_account_is_counted_under_all_its_names(user):
    for i in range(10):
        check(["0912345678", user.login_code][i % 2], WRONG)
    with pytest.raises(services.TooManyTries):
        check("0912345678", WRONG)


def test_unknown_accounts_are_stopped_just_as_known_ones():
    for _i in range(10):
        check("0900000001", WRONG)
    with pytest.raises(services.TooManyTries):
        check("0900000001", WRONG)


def test_one_account_is_guarded_against_many_addresses(user, settings):
    settings.ACCOUNTS_TRIES_PER_SUBJECT = (20, timedelta(days=1))
    for i in range(20):
        check(user.login_code, WRONG, address=f"198.51.100.{i}")
    with pytest.raises(services.TooManyTries):
        check(user.login_code, WRONG, address="198.51.100.99")


def test_one_address_is_stopped_at_its_own_limit(settings):
    settings.ACCOUNTS_TRIES_PER_ADDRESS = (30, timedelta(hours=1))
    for i in range(30):
        check(f"09000000{i:02}", WRONG)
    with pytest.raises(services.TooManyTries):
        check("0911111111", WRONG)
    assert check("0911111111", WRONG, address="198.51.100.9") is None


def test_three_hundred_people_behind_one_address_all_sign_in():
    people = UserFactory.create_batch(300)
    for number, user in enumerate(people):
        if number % 3 == 0:
            assert check(user.login_code, WRONG) is None
        assert check(user.login_code) == user
    assert not FailedTry.objects.exists()


def test_somebody_elses_wrong_tries_do_not_lock_a_person_out(user):
    for _i in range(11):
        try:
            check(user.login_code, WRONG, address="198.51.100.9")
        except services.TooManyTries:
            break
    assert check(user.login_code) == user


def test_being_stopped_does_not_prolong_the_wait(user):
    for _i in range(30):
        try:
            check(user.login_code, WRONG)
        except services.TooManyTries:
            continue
    assert FailedTry.objects.count() == 10


def test_tries_hold_neither_names_nor_addresses(user):
    check("0912345678", WRONG)
    stored = str(FailedTry.objects.values().get())
    assert "912345678" not in stored
    assert "203.0.113.5" not in stored


def test_old_tries_are_purged():
    check("0900000001", WRONG)
    assert services.purge_tries() == 0
    FailedTry.objects.update(at=FailedTry.objects.get().at - timedelta(days=1))
    assert services.purge_tries() == 1


def test_a_sign_in_purges_old_tries_too(user):
    check("0900000001", WRONG)
    FailedTry.objects.update(at=FailedTry.objects.get().at - timedelta(days=2))
    check(user.login_code)
    assert not FailedTry.objects.exists()


def test_a_sign_in_takes_few_queries(user, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        check(user.login_code)


def test_djangos_own_forms_are_limited_too(rf, user):
    request = rf.post("/admin/login/")
    assert authenticate(request, username="0912345678", password=PIN) == user
    for _i in range(10):
        authenticate(request, username=user.login_code, password=WRONG)
    assert authenticate(request, username=user.login_code, password=PIN) is None


def test_a_new_pin_needs_the_current_one_and_counts_wrong_ones(user):
    for _i in range(10):
        with pytest.raises(ValidationError):
            services.change_secret(
                user=user, current=WRONG, secret="917350", address="a"
            )
    with pytest.raises(services.TooManyTries):
        services.change_secret(user=user, current=PIN, secret="917350", address="a")


def test_a_self_typed_number_neither_signs_in_nor_blocks_its_owner(user):
    newcomer = services.sign_up(
        full_name="Lê Ân", phone="0912345678", secret="917350", address="a"
    )
    assert check("0912345678", "917350") is None
    assert check("0912345678") == user
    assert check(newcomer.login_code, "917350") == newcomer


def test_a_number_signs_in_as_soon_as_somebody_vouches_for_it():
    newcomer = services.sign_up(
        full_name="Lê Ân", phone="0912345678", secret="917350", address="a"
    )
    services.set_phone(user=newcomer, phone=newcomer.phone, confirmed=True)
    assert check("0912345678", "917350") == newcomer
