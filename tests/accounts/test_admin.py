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


@pytest.fixture
def everything(db):
    """A group that holds every right."""
    group = Group.objects.create(name="Mọi quyền")
    group.permissions.set(Permission.objects.all())
    return group


def act(client, action, *accounts, **answers):
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    keys = "&".join(f"id={account.pk}" for account in accounts)
    return client.post(f"{address}?{keys}", answers)


def test_nobody_but_a_superuser_gives_roles(clerk, client, everything, user, admin):
    me = User.objects.get(full_name="Văn Thư")
    for account in (me, user, admin):
        response = act(clerk, "assign_role", account, role=everything.pk)
        assert response.status_code == 302
        assert not everything.user_set.exists()
    client.force_login(admin)
    act(client, "assign_role", user, role=everything.pk)
    assert everything.user_set.get() == user


def test_an_administrator_who_is_no_superuser_gives_no_roles(client, everything, user):
    user.groups.add(everything)
    client.force_login(user)
    other = Group.objects.create(name="Khác")
    act(client, "assign_role", user, role=other.pk)
    assert not other.user_set.exists()


def test_a_clerk_closes_and_deletes_only_whom_they_may_manage(
    clerk, everything, user, admin
):
    editor = UserFactory()
    editor.groups.add(everything)
    for account in (admin, editor):
        act(clerk, "set_active_state", account, mark_as_active="False")
        act(clerk, "delete", account)
        assert User.objects.get(pk=account.pk).is_active
    act(clerk, "set_active_state", user, admin, mark_as_active="False")
    assert User.objects.get(pk=admin.pk).is_active
    assert not User.objects.get(pk=user.pk).is_active
    act(clerk, "set_active_state", user, mark_as_active="True")
    assert User.objects.get(pk=user.pk).is_active
    act(clerk, "delete", user, admin)
    assert set(User.objects.filter(pk__in=[user.pk, admin.pk])) == {admin}


def test_a_clerk_opens_no_closed_account_that_may_do_more(clerk, everything):
    editor = UserFactory(is_active=False)
    editor.groups.add(everything)
    act(clerk, "set_active_state", editor, mark_as_active="True")
    for name in ("edit", "delete"):
        clerk.post(url(name, editor.pk), FORM | {"is_active": "on"})
    assert not User.objects.get(pk=editor.pk).is_active


def test_closing_many_accounts_ends_their_slips(staff, admin):
    people = UserFactory.create_batch(2)
    for person in people:
        staff.post(url("slip", person.pk))
    act(staff, "set_active_state", *people, admin, mark_as_active="False")
    assert not ActivationCode.objects.unused().exists()
    assert User.objects.get(pk=admin.pk).is_active


def test_all_of_a_search_are_those_that_the_list_shows(staff, user):
    UserFactory(full_name="Trần Văn Em")
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    page = staff.get(address, {"id": "all", "q": "dang thi"}).content.decode()
    assert "Đặng Thị Hiếu" in page
    assert "Trần Văn Em" not in page


@pytest.mark.parametrize("key", ["\x00", "x", "9" * 40, ""])
def test_a_key_that_is_none_finds_nobody(staff, key):
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    assert staff.get(address, {"id": key}).status_code == 404


def test_control_characters_in_a_search_are_no_fault_of_the_server(staff, user):
    for name in ("index", "index_results"):
        assert staff.get(url(name), {"q": "a\x00b"}).status_code == 200
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    response = staff.get(address, {"id": "all", "q": "dang\x00"})
    assert response.status_code == 200
    response = staff.post(url("add"), FORM | {"full_name": "Lê\x00 Ân"})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_only_superusers_change_groups(clerk, client, everything, admin):
    me = User.objects.get(full_name="Văn Thư")
    mine = Group.objects.create(name="Văn thư")
    mine.permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    me.groups.add(mine)
    pages = [
        reverse("wagtailusers_groups:index"),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailusers_groups:edit", args=[mine.pk]),
        reverse("wagtailusers_groups:delete", args=[everything.pk]),
    ]
    for page in pages:
        for response in (clerk.get(page), clerk.post(page, {"name": "Mới"})):
            assert response.url == reverse("wagtailadmin_home")
    assert set(Group.objects.filter(name__in=["Văn thư", "Mọi quyền", "Mới"])) == {
        mine,
        everything,
    }
    client.force_login(admin)
    assert [client.get(page).status_code for page in pages] == [200] * 4
