"""The organisation in Wagtail, for administrators only."""

import pytest
from django.urls import reverse

from people.models import Grant

from .factories import (
    join_unit,
    make_person,
    make_user,
)
from .pages import text_of, url

pytestmark = pytest.mark.django_db


def admin_pages():
    names = ["units", "successions", "people", "memberships", "grants"]
    return [f"learn_people_{name}:index" for name in names]


@pytest.mark.parametrize("name", admin_pages())
def test_the_admin_shows_the_organisation_to_administrators(client, org, name):
    client.force_login(make_user("Siêu Quản Trị", is_superuser=True))
    assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse(name), {"q": "le loi"}).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        *admin_pages(),
        "learn_people_person_chooser:choose",
        "learn_people_unit_chooser:choose",
    ],
)
def test_the_admin_hides_the_organisation_from_editors(client, org, name):
    """B065: choosers and lists alike."""
    from django.contrib.auth.models import Group, Permission

    editor = make_person("Biên Tập")
    group = Group.objects.create(name="Chỉ vào trang quản trị")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.user.groups.add(group)
    client.force_login(editor.user)
    response = client.get(reverse(name))
    assert response.status_code in (302, 403)
    assert "Nguyễn Văn An" not in text_of(response)


def test_choosers_find_without_diacritics(client, org):
    client.force_login(make_user("Siêu Quản Trị", is_superuser=True))
    for chooser, q, found in (
        ("person", "van an", "Nguyễn Văn An"),
        ("unit", "le loi", "Trường Lê Lợi"),
    ):
        address = reverse(f"learn_people_{chooser}_chooser:choose_results")
        assert found in text_of(client.get(address, {"q": q}))
        assert found not in text_of(client.get(address, {"q": "xyz"}))


def test_a_role_given_in_the_admin_enters_the_group(client, org):
    from django.contrib.auth.models import Group

    editors = Group.objects.create(name="Biên tập viên")
    superuser = make_user("Siêu Quản Trị", is_superuser=True)
    client.force_login(superuser)
    client.post(
        reverse("learn_people_grants:add"),
        {"person": org.person.pk, "role": "editor", "valid_from": "2026-01-01"},
    )
    grant = Grant.objects.get(role="editor")
    assert grant.granted_by == superuser
    assert editors in org.person.user.groups.all()
    client.post(reverse("learn_people_grants:delete", args=[grant.pk]))
    assert editors not in org.person.user.groups.all()


@pytest.mark.parametrize(("begins", "stored"), [("2026-06-01", 1), ("2026-07-01", 2)])
def test_versions_of_a_unit_do_not_overlap_in_the_admin(client, org, begins, stored):
    client.force_login(make_user("Siêu Quản Trị", is_superuser=True))
    version = org.school.versions.get()
    data = {
        "versions-TOTAL_FORMS": "2",
        "versions-INITIAL_FORMS": "1",
        "versions-MIN_NUM_FORMS": "1",
        "versions-MAX_NUM_FORMS": "1000",
        "versions-0-id": version.pk,
        "versions-0-name": "Trường Lê Lợi",
        "versions-0-kind": "truong",
        "versions-0-valid_from": "2020-01-01",
        "versions-0-valid_to": "2026-07-01",
        "versions-1-name": "Trường Lê Lợi mới",
        "versions-1-kind": "truong",
        "versions-1-valid_from": begins,
    }
    client.post(reverse("learn_people_units:edit", args=[org.school.pk]), data)
    assert org.school.versions.count() == stored


def test_two_posts_are_shown_on_both_units_lists(client, org, course):
    join_unit(org.person, org.other_school)
    client.force_login(org.head)
    for unit in (org.school, org.other_school):
        rows = client.get(url("manage", unit=unit.key)).context["rows"]
        assert [row.person for row in rows] == [org.person]
