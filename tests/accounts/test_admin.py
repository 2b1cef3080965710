"""Accounts in the administration."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts.models import ActivationCode, SignUpSettings, User

from .factories import PIN, UserFactory

pytestmark = pytest.mark.django_db
FORM = {"full_name": "Lê Thị Ân", "phone": "0987 654 321", "email": ""}


@pytest.fixture
def staff(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def clerk(client):
    """Somebody who administers accounts without being an administrator."""
    user = UserFactory(full_name="Văn Thư")
    user.user_permissions.add(
        *Permission.objects.filter(
            codename__in=["access_admin", "add_user", "change_user", "delete_user"]
        )
    )
    client.force_login(user)
    return client


def url(name, *args):
    return reverse(f"wagtailusers_users:{name}", args=args)


@pytest.mark.parametrize("query", ["dang thi", "0912 345", "hieu"])
def test_accounts_are_found_without_accents_and_by_number(staff, user, query):
    UserFactory(full_name="Trần Văn Em")
    for name in ("index", "index_results"):
        page = staff.get(url(name), {"q": query}).content.decode()
        assert "Đặng Thị Hiếu" in page
        assert "Trần Văn Em" not in page


def test_a_new_account_leads_to_its_slip(staff):
    assert staff.get(url("add")).status_code == 200
    response = staff.post(url("add"), FORM)
    user = User.objects.get(full_name="Lê Thị Ân")
    assert response.url == url("slip", user.pk)
    assert user.phone == "+84987654321"
    assert user.phone_is_confirmed
    assert not user.has_usable_password()


def test_a_slip_is_made_by_post_and_its_code_opens_the_account(staff, client, user):
    staff.get(url("slip", user.pk))
    assert not ActivationCode.objects.exists()
    response = staff.post(url("slip", user.pk))
    page = response.content.decode()
    code = re.search(r"<strong>([A-Z0-9-]+)</strong>", page)[1]
    assert f"https://hoc.example.vn/vao/{code}/" in page
    assert "no-store" in response["Cache-Control"]
    staff.post("/dang-xuat/")
    client.post(f"/vao/{code}/", {"secret": PIN, "secret_again": PIN})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_account_is_edited_and_deactivated(staff, user):
    staff.post(url("slip", user.pk))
    assert staff.get(url("edit", user.pk)).status_code == 200
    response = staff.post(url("edit", user.pk), FORM | {"full_name": "Đặng Hiền"})
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.full_name == "Đặng Hiền"
    assert not user.is_active
    assert not ActivationCode.objects.unused().exists()
    assert user.check_password(PIN)


def test_a_wrong_number_is_said_and_nothing_is_saved(staff, user):
    response = staff.post(url("edit", user.pk), FORM | {"phone": "12"})
    assert response.status_code == 200
    user.refresh_from_db()
    assert user.phone == "+84912345678"


def test_two_accounts_cannot_have_one_email(staff, user):
    UserFactory(email="an@truong.vn")
    response = staff.post(url("edit", user.pk), FORM | {"email": "AN@truong.vn"})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_clerk_neither_becomes_nor_touches_an_administrator(clerk, admin):
    clerk.post(url("add"), FORM | {"is_superuser": "on"})
    assert not User.objects.get(full_name="Lê Thị Ân").is_superuser
    group = Group.objects.first()
    clerk.post(url("add"), FORM | {"full_name": "Lê Em", "groups": [group.pk]})
    assert not User.objects.get(full_name="Lê Em").groups.exists()
    for name in ("edit", "slip", "delete"):
        response = clerk.post(url(name, admin.pk), FORM)
        assert response.status_code in (302, 403)
    admin.refresh_from_db()
    assert admin.full_name == "Quản Trị"
    assert not ActivationCode.objects.exists()


def test_groups_stay_when_a_clerk_corrects_a_name(clerk, user):
    user.groups.add(Group.objects.create(name="Quản lý"))
    clerk.post(url("edit", user.pk), FORM | {"is_active": "on"})
    assert user.groups.count() == 1


def test_editors_correct_their_own_name_on_wagtails_account_page(staff, admin):
    page = staff.get(reverse("wagtailadmin_account")).content.decode()
    assert "name_email-full_name" in page
    assert "first_name" not in page


def test_wagtails_own_sign_in_form_knows_the_identifiers(client, admin):
    response = client.post(
        reverse("wagtailadmin_login"), {"username": admin.login_code, "password": PIN}
    )
    assert response.status_code == 302


def test_the_sign_up_setting_is_in_the_administration(staff):
    address = reverse("wagtailsettings:edit", args=["accounts", "signupsettings"])
    response = staff.get(address, follow=True)
    assert response.status_code == 200
    staff.post(response.redirect_chain[-1][0], {"enabled": "on"})
    assert SignUpSettings.objects.get().enabled


def test_the_list_of_accounts_is_flat(staff, admin, django_assert_max_num_queries):
    UserFactory.create_batch(15)
    staff.get(url("index"))
    with django_assert_max_num_queries(25):
        staff.get(url("index"))
