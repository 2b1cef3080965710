"""Who may sign in, and how often one may be wrong."""

import math
import unicodedata
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import services
from accounts.codes import digest
from accounts.conf import settings as account_settings
from accounts.models import FailedTry, User

from .factories import PIN, UserFactory

pytestmark = pytest.mark.django_db
WRONG = "736205"


def check(identifier, secret=PIN, address="203.0.113.5", marks=()):
    return services.authenticate(
        identifier=identifier, secret=secret, address=address, marks=marks
    )


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


def test_foreign_tries_do_not_lock_out_a_machine_that_is_known(user):
    mark = services.machine_mark(user)
    for number in range(50):
        check(user.login_code, WRONG, address=f"198.51.100.{number}")
    with pytest.raises(services.TooManyTries):
        check(user.login_code)
    other = services.machine_mark(UserFactory())
    with pytest.raises(services.TooManyTries):
        check(user.login_code, marks=[other])
    assert check(user.login_code, marks=[other, mark]) == user


def test_a_known_machine_cannot_guess_for_ever(user):
    mark = services.machine_mark(user)
    for _i in range(10):
        check(user.login_code, WRONG, marks=[mark])
    with pytest.raises(services.TooManyTries):
        check(user.login_code, marks=[mark])


def test_a_new_pin_ends_what_machines_knew(user):
    mark = services.machine_mark(user)
    user.set_password("917350")
    assert services.machine_mark(user) != mark


def test_foreign_tries_do_not_stop_who_is_signed_in_from_changing_the_pin(user):
    for number in range(50):
        check(user.login_code, WRONG, address=f"198.51.100.{number}")
    services.change_secret(user=user, current=PIN, secret="917350", address="a")
    assert user.check_password("917350")


@pytest.mark.parametrize(
    ("limit", "passed", "words"),
    [
        ("SUBJECT_AND_ADDRESS", timedelta(), "15 phút"),
        ("SUBJECT_AND_ADDRESS", timedelta(minutes=11, seconds=30), "4 phút"),
        ("SUBJECT_AND_ADDRESS", timedelta(minutes=14, seconds=59), "1 phút"),
        ("SUBJECT", timedelta(), "24 giờ"),
        ("SUBJECT", timedelta(hours=20, minutes=30), "4 giờ"),
        ("SUBJECT", timedelta(hours=22, minutes=40), "80 phút"),
        ("ADDRESS", timedelta(minutes=20), "40 phút"),
    ],
)
def test_whoever_must_wait_is_told_how_long(settings, limit, passed, words):
    window = getattr(account_settings, f"tries_per_{limit.lower()}")[1]
    setattr(settings, f"ACCOUNTS_TRIES_PER_{limit}", (3, window))
    for _i in range(3):
        check("0900000001", WRONG)
    FailedTry.objects.update(at=timezone.now() - passed)
    with pytest.raises(services.TooManyTries) as refusal:
        check("0900000001", WRONG)
    assert f"Hãy đợi {words} rồi thử lại" in str(refusal.value)


def test_the_wait_ends_when_the_oldest_try_that_counts_is_too_old(settings):
    settings.ACCOUNTS_TRIES_PER_SUBJECT_AND_ADDRESS = (2, timedelta(minutes=15))
    now = timezone.now()
    FailedTry.objects.bulk_create(
        FailedTry(
            kind="sign_in",
            subject_digest=digest("subject", "text:0900000001"),
            address_digest=digest("address", "203.0.113.5"),
            at=now - timedelta(minutes=minutes),
        )
        for minutes in (14, 10, 4)
    )
    with pytest.raises(services.TooManyTries) as refusal:
        check("0900000001", WRONG)
    assert math.ceil(refusal.value.wait / timedelta(minutes=1)) == 5


@pytest.mark.parametrize(
    "identifier",
    [
        "\x00",
        "a\x00b",
        "0912\x00345678",
        "a\x00@truong.vn",
        "K7M4\x00-2QPX",
        "\x01\x1f",
    ],
)
def test_control_characters_in_an_identifier_are_no_fault_of_the_server(
    user, identifier
):
    assert check(identifier, WRONG) is None
    assert check(user.login_code, "28\x004615") is None
