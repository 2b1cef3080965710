"""What the organisation's app does with accounts."""

import pytest
from django.core.exceptions import ValidationError

from accounts import services
from accounts.adapter import AccountAdapter
from accounts.models import User

from .factories import PIN, UserFactory

pytestmark = pytest.mark.django_db
adapter = AccountAdapter()


def test_a_manager_makes_an_account_and_hands_over_its_slip(client):
    manager = UserFactory()
    user = adapter.create("Y Bŭk Êban", phone="0912 345 678", by=manager)
    code = adapter.issue_code(user, manager)
    client.post(f"/vao/{code}/", {"secret": PIN, "secret_again": PIN})
    assert services.find_account(identifier=adapter.phone(user)) == user
    assert adapter.login_code(user) == user.login_code


def test_a_name_and_a_number_are_corrected(user):
    adapter.rename(user, "  Đặng Thị Hiền ")
    adapter.set_phone(user, "0987 654 321")
    user = User.objects.get()
    assert (user.full_name, user.phone) == ("Đặng Thị Hiền", "+84987654321")
    adapter.set_phone(user, "")
    assert not User.objects.get().phone_is_confirmed


def test_what_is_wrong_is_refused_with_a_sentence(user):
    with pytest.raises(ValidationError):
        adapter.create("", by=None)
    with pytest.raises(ValidationError):
        adapter.create("Lê Ân", phone="12", by=None)
    UserFactory(email="an@truong.vn")
    with pytest.raises(ValidationError):
        adapter.create("Lê Ân", email="An@truong.vn", by=None)


def test_a_manager_does_not_reach_administrators(admin, user):
    with pytest.raises(ValidationError):
        adapter.issue_code(admin, by=user)
    with pytest.raises(ValidationError):
        adapter.deactivate(admin, by=user)


def test_a_deactivated_account_does_not_sign_in(user):
    adapter.deactivate(user)
    assert not User.objects.get().is_active
