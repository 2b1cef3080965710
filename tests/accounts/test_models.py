"""What the database holds true about accounts."""

import unicodedata

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ActivationCode, User

from .factories import UserFactory

pytestmark = pytest.mark.django_db


def test_every_way_of_making_an_account_gives_it_a_code_and_a_key():
    users = [
        User.objects.create_user(full_name="Lê Ân"),
        User.objects.create_superuser(full_name="Lê Ân", password="284615"),
        User.objects.create(full_name="Lê Ân"),
    ]
    assert len({user.login_code for user in users}) == 3
    assert len({user.learner_key for user in users}) == 3


def test_an_account_without_a_pin_has_an_unusable_one():
    user = User.objects.create(full_name="Lê Ân")
    assert not user.has_usable_password()
    assert not user.check_password("")


def test_a_name_is_stored_composed_and_sorted_by_given_name():
    user = UserFactory(full_name=unicodedata.normalize("NFD", " Trần  Hiếu "))
    assert user.full_name == "Trần Hiếu"
    assert user.get_short_name() == "Hiếu"
    names = ["Trần An", "Lê Ân", "Phạm Ánh", "Đỗ Dung", "Dương Đạt", "Bùi Em"]
    User.objects.all().delete()
    for name in names:
        UserFactory(full_name=name)
    order = [user.get_short_name() for user in User.objects.all()]
    assert order == ["An", "Ánh", "Ân", "Dung", "Đạt", "Em"]


def test_a_change_of_one_field_brings_the_search_up_to_date():
    user = UserFactory(full_name="Trần An")
    user.full_name = "Trần Đức"
    user.save(update_fields=["full_name"])
    assert User.objects.search("duc").get() == user


@pytest.mark.parametrize(
    "query",
    ["dang", "ĐẶNG", "Đặng Đức", "duc dang", "0912 345 678", "+84912345678", "345678"],
)
def test_accounts_are_found_without_accents_and_by_number(query):
    user = UserFactory(full_name="Đặng Đức", phone="+84912345678")
    UserFactory(full_name="Lê Ân")
    assert User.objects.search(query).get() == user


def test_accounts_are_found_by_code_and_email():
    user = UserFactory(login_code="K7M4-2QPX", email="Duc@Truong.vn")
    UserFactory()
    for query in ("k7m4", "K7M42QPX", "duc@truong.vn"):
        assert User.objects.search(query).get() == user


def test_a_secret_typed_decomposed_opens_the_account():
    secret = "Hiếu ở bệnh viện"
    user = UserFactory(password=unicodedata.normalize("NFC", secret))
    assert user.check_password(unicodedata.normalize("NFD", secret))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"login_code": "K7M4-2QPX"}, {"login_code": "K7M4-2QPX"}),
        ({"email": "an@truong.vn"}, {"email": "AN@truong.vn"}),
        ({}, {"phone": "không có"}),
        ({}, {"phone": "+8491"}),
    ],
)
def test_the_database_refuses_what_must_not_be(first, second):
    UserFactory(**first)
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(**second)


def test_the_database_refuses_two_email_addresses_that_differ_in_case():
    first, second = UserFactory(email="an@truong.vn"), UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=second.pk).update(email="AN@Truong.vn")
    assert User.objects.with_email("AN@TRUONG.VN").get() == first


def test_many_accounts_may_have_no_email_and_share_a_phone():
    UserFactory.create_batch(3, phone="+84912345678")
    assert User.objects.count() == 3


def test_the_database_holds_at_most_one_unused_slip(user):
    fields = {"user": user, "purpose": "first", "expires_at": timezone.now()}
    ActivationCode.objects.create(code_digest="a", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivationCode.objects.create(code_digest="b", **fields)


def test_createsuperuser_makes_an_account_that_signs_in(sign_in):
    from django.core.management import call_command

    call_command(
        "createsuperuser", "--noinput", login_code="CHINH", full_name="Quản Trị"
    )
    admin = User.objects.get()
    admin.set_password("284615")
    admin.save()
    assert sign_in("CHINH").status_code == 302
