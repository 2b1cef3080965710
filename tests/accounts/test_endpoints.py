"""Every address of the app for every kind of person."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts import services
from accounts.models import User
from accounts.urls import urlpatterns

from .factories import UserFactory

ROLES = ("nobody", "learner", "editor", "administrator")
SIGN_IN = "→ sign-in"

#: name, method, then the answer for each of ROLES.
TABLE = [
    ("sign_in", "get", 200, 200, 200, 200),
    ("sign_in", "post", 200, 200, 200, 200),
    ("sign_out", "get", 200, 200, 200, 200),
    ("sign_out", "post", SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN),
    ("enter_code", "get", 200, 200, 200, 200),
    ("enter_code", "post", 200, 200, 200, 200),
    ("not_me", "get", 200, 200, 200, 200),
    ("not_me", "post", 405, 405, 405, 405),
    ("slip", "get", 404, 404, 404, 404),
    ("slip", "post", 404, 404, 404, 404),
    ("sign_up", "get", 403, 403, 403, 403),
    ("sign_up", "post", 403, 403, 403, 403),
    ("signed_up", "get", SIGN_IN, 200, 200, 200),
    ("signed_up", "post", SIGN_IN, 405, 405, 405),
    ("account", "get", SIGN_IN, 200, 200, 200),
    ("account", "post", SIGN_IN, 200, 200, 200),
    ("stored_data", "get", SIGN_IN, 200, 200, 200),
    ("stored_data", "post", SIGN_IN, 405, 405, 405),
]
ADMIN_TABLE = [
    ("index", "get", SIGN_IN, SIGN_IN, 302, 200),
    ("add", "post", SIGN_IN, SIGN_IN, 302, 200),
    ("edit", "post", SIGN_IN, SIGN_IN, 302, 200),
    ("delete", "post", SIGN_IN, SIGN_IN, 302, 302),
    ("slip", "get", SIGN_IN, SIGN_IN, 302, 200),
    ("slip", "post", SIGN_IN, SIGN_IN, 302, 200),
]


@pytest.fixture
def clients(db, admin):
    editor = UserFactory()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    people = dict(zip(ROLES, (None, UserFactory(), editor, admin), strict=True))

    def client_of(role):
        client = Client()
        if user := people[role]:
            client.force_login(user)
        return client

    return client_of


def outcome(response):
    if response.status_code == 302 and response.url.startswith("/dang-nhap/"):
        return SIGN_IN
    return response.status_code


def test_the_table_names_every_address():
    assert {row[0] for row in TABLE} == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[1]}-{row[0]}")
def test_each_person_gets_the_answer_of_the_table(clients, row):
    name, method, *expected = row
    kwargs = {"code": "K7M4-2QPXR-9HTV"} if name == "slip" else {}
    address = reverse(f"accounts:{name}", kwargs=kwargs)
    got = [outcome(getattr(clients(role), method)(address)) for role in ROLES]
    assert got == expected


@pytest.mark.parametrize("row", ADMIN_TABLE, ids=lambda row: f"{row[1]}-{row[0]}")
def test_the_administration_is_for_administrators(clients, user, row):
    name, method, *expected = row
    before = User.objects.get(pk=user.pk).full_name
    got = []
    for role in ROLES:
        args = [] if name in ("index", "add") else [user.pk]
        address = reverse(f"wagtailusers_users:{name}", args=args)
        got.append(outcome(getattr(clients(role), method)(address)))
        if role != "administrator":
            assert User.objects.get(pk=user.pk).full_name == before
    assert got == expected


def test_a_form_says_nothing_about_whose_account_it_changes(clients, user):
    """Whoever posts another person's key changes only their own account."""
    learner = UserFactory()
    client = Client()
    client.force_login(learner)
    client.post(
        "/tai-khoan/",
        {
            "user": user.pk,
            "learner_key": str(user.learner_key),
            "current": "284615",
            "secret": "917350",
            "secret_again": "917350",
        },
    )
    user.refresh_from_db()
    learner.refresh_from_db()
    assert user.check_password("284615")
    assert learner.check_password("917350")
    data = client.get("/tai-khoan/du-lieu/", {"user": user.pk}).json()
    assert data["full_name"] == learner.full_name


@pytest.mark.parametrize(
    "name", ["sign_in", "sign_out", "enter_code", "account", "sign_up"]
)
def test_every_form_needs_its_token(user, sign_up_open, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.post(reverse(f"accounts:{name}")).status_code == 403


def test_the_slip_form_needs_its_token(user):
    code = services.issue_activation_code(user=user, by=None)
    client = Client(enforce_csrf_checks=True)
    form = {"secret": "917350", "secret_again": "917350"}
    assert client.post(f"/vao/{code}/", form).status_code == 403
    assert services.find_activation(code=code)
