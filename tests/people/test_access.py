"""Managers get in, and nobody else; what is others' is not there."""

import pytest
from django.urls import reverse

from accounts.models import ActivationCode
from people import services
from people.models import Grant, Membership, Person

from .factories import (
    make_person,
)
from .pages import text_of, url

pytestmark = pytest.mark.django_db


PAGES = ["manage", "export", "add", "paste", "slips", "waiting"]
POSTS = ["add", "paste", "slips", "waiting", "move", "leave"]


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_sent_to_sign_in_and_learners_refused(client, org, name):
    response = client.get(url(name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:sign_in"))
    client.force_login(org.person.user)
    assert client.get(url(name)).status_code == 403


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("anonymous", {302}),
        ("learner", {403}),
        ("editor", {403}),
        ("manager elsewhere", {403, 404, 422}),
    ],
)
def test_nobody_else_acts_on_a_person_of_my_unit(client, org, name, who, codes):
    editor = make_person("Biên Tập")
    services.grant_role(by=None, person=editor, role="editor")
    users = {
        "learner": org.person.user,
        "editor": editor.user,
        "manager elsewhere": org.stranger,
    }
    if who in users:
        client.force_login(users[who])
    asking = make_person("Tự Đăng Ký")
    waiting = services.request_membership(user=asking.user, unit=org.school)
    post = org.person.memberships.get()
    args = [org.person.key] if name in ("move", "leave") else []
    before = list(Membership.objects.order_by("pk").values())
    people = Person.objects.count()
    response = client.post(
        url(name, *args),
        {
            "unit": org.school.key,
            "full_name": "Kẻ Lạ",
            "text": "Kẻ Lạ",
            "apply": "1",
            "person": org.person.key,
            "membership": waiting.pk if name == "waiting" else post.pk,
            "answer": "confirm",
            "on": "2026-11-25",
        },
    )
    assert response.status_code in codes
    assert list(Membership.objects.order_by("pk").values()) == before
    assert Person.objects.count() == people
    assert not ActivationCode.objects.exists()


def test_a_person_or_unit_of_others_is_not_there(manager, org):
    stranger = make_person("Người Lạ", org.elsewhere)
    for address in (
        url("person", stranger.key),
        url("move", stranger.key),
        url("manage", unit=org.elsewhere.key),
        url("manage", unit=org.department.key),
        url("manage", unit="x"),
        url("export", unit=org.elsewhere.key),
        url("add", unit=org.elsewhere.key),
        url("add", unit="x"),
        url("slips", unit=org.elsewhere.key),
        url("move", org.person.key, unit=org.elsewhere.key),
    ):
        assert manager.get(address).status_code == 404, address


def test_a_role_that_ended_is_refused_at_the_next_click(manager, org):
    """B147."""
    assert manager.get(url("manage")).status_code == 200
    services.end_grant(by=None, grant=Grant.objects.get(person__user=org.manager))
    assert manager.get(url("manage")).status_code == 403


def test_nothing_of_other_units_is_shown(manager, org, course):
    make_person("Bí Mật Khác", org.elsewhere)
    make_person("Bí Mật Bên", org.other_school)
    for name in PAGES:
        response = manager.get(url(name))
        if name != "export":
            assert "Bí Mật" not in text_of(response)
            assert "Trạm y tế" not in text_of(response)
