"""The organisation in Wagtail, for administrators only."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry

from courses.models import Audience
from people.intervals import today
from people.models import Grant, Membership, Succession, Unit
from people.services import grant_role

from .factories import (
    join_unit,
    make_audience,
    make_manager,
    make_person,
    make_unit,
    make_user,
)
from .pages import text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client):
    """Return a browser in which somebody who may do everything is signed in."""
    client.force_login(make_user("Siêu Quản Trị", is_superuser=True))
    return client


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
    from django.contrib.auth.models import Permission

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
    assert actions_of(org.person) == [
        ("learn_people.grant", superuser),
        ("learn_people.end_grant", superuser),
    ]


def actions_of(person):
    rows = ModelLogEntry.objects.for_instance(person).order_by("timestamp", "pk")
    return [(row.action, row.user) for row in rows]


def test_a_role_is_ended_and_never_turned_into_another(admin_client, org):
    editors = Group.objects.create(name="Biên tập viên")
    other = make_person("Người Khác")
    grant = grant_role(by=None, person=org.person, role="editor")
    address = reverse("learn_people_grants:edit", args=[grant.pk])
    page = text_of(admin_client.get(address))
    assert 'name="valid_to"' in page
    for name in ("person", "role", "unit", "valid_from", "reason"):
        assert f'name="{name}"' not in page
    admin_client.post(address, {"person": other.pk, "role": "administrator"})
    grant.refresh_from_db()
    assert (grant.person, grant.role, grant.valid_to) == (org.person, "editor", None)
    assert editors in org.person.user.groups.all()
    admin_client.post(address, {"valid_to": today().isoformat()})
    grant.refresh_from_db()
    assert grant.valid_to == today()
    assert editors not in org.person.user.groups.all()
    assert actions_of(org.person)[-1][0] == "learn_people.end_grant"


@pytest.mark.parametrize("end", ["", "2999-01-01", "2019-12-31"])
def test_a_role_is_neither_lengthened_nor_ended_before_it_began(admin_client, org, end):
    grant = Grant.objects.get(person__user=org.manager)
    Grant.objects.filter(pk=grant.pk).update(valid_to="2998-01-01")
    address = reverse("learn_people_grants:edit", args=[grant.pk])
    assert admin_client.post(address, {"valid_to": end}).status_code == 200
    grant.refresh_from_db()
    assert grant.valid_to.year == 2998


@pytest.mark.parametrize("name", ["units", "successions", "memberships", "grants"])
def test_nothing_of_the_organisation_is_copied(org, name):
    """A copy would be made past the rules."""
    with pytest.raises(NoReverseMatch):
        reverse(f"learn_people_{name}:copy", args=[1])


def save_unit(client, unit, *versions):
    """Send the unit's form; the first version is the one it has."""
    data = {
        "versions-TOTAL_FORMS": len(versions),
        "versions-INITIAL_FORMS": "1",
        "versions-MIN_NUM_FORMS": "1",
        "versions-MAX_NUM_FORMS": "1000",
        "versions-0-id": unit.versions.get().pk,
    }
    for number, words in enumerate(versions):
        words = {"name": "Trường Lê Lợi", "kind": "truong", **words}
        data |= {f"versions-{number}-{name}": value for name, value in words.items()}
    return client.post(reverse("learn_people_units:edit", args=[unit.pk]), data)


@pytest.mark.parametrize(("begins", "stored"), [("2026-06-01", 1), ("2026-07-01", 2)])
def test_versions_of_a_unit_do_not_overlap_in_the_admin(
    admin_client, org, begins, stored
):
    save_unit(
        admin_client,
        org.school,
        {"valid_from": "2020-01-01", "valid_to": "2026-07-01"},
        {"valid_from": begins},
    )
    assert org.school.versions.count() == stored


@pytest.mark.parametrize("name", ["department", "school", "class_"])
def test_a_unit_stands_under_none_of_its_own(admin_client, org, name):
    org.class_ = make_unit("Tổ Toán", parent=org.school)
    parent = getattr(org, name)
    words = {"valid_from": "2020-01-01", "parent": parent.pk}
    page = text_of(save_unit(admin_client, org.department, words))
    assert "Đơn vị này đứng dưới chính đơn vị đang sửa" in page
    assert org.department.versions.get().parent is None


def test_units_may_change_places(admin_client, org):
    """What counts is the tree of one day."""
    org.school.versions.update(valid_to="2026-07-01")
    words = {"valid_from": "2026-07-01", "parent": org.school.pk}
    save_unit(
        admin_client,
        org.department,
        {"valid_from": "2020-01-01", "valid_to": "2026-07-01"},
        words,
    )
    assert org.department.versions.count() == 2


def test_a_unit_in_use_is_kept_with_a_sentence(admin_client, org):
    address = reverse("learn_people_units:delete", args=[org.school.pk])
    page = text_of(admin_client.post(address, follow=True))
    assert "Không xóa được “Trường Lê Lợi”" in page
    org.school.refresh_from_db()
    empty = make_unit("Mở nhầm")
    admin_client.post(reverse("learn_people_units:delete", args=[empty.pk]))
    assert not Unit.objects.filter(pk=empty.pk).exists()


def test_an_audience_in_use_is_kept_with_a_sentence(admin_client, org, teachers):
    unused = make_audience("TE", "Trẻ em")
    Membership.objects.filter(person=org.person).update(audience=teachers)
    one = reverse(teachers.snippet_viewset.get_url_name("delete"), args=[teachers.pk])
    many = reverse("wagtail_bulk_action", args=["learn_courses", "audience", "delete"])
    for address in (one, f"{many}?id={teachers.pk}&id={unused.pk}"):
        page = text_of(admin_client.post(address, follow=True))
        assert "Không xóa được “Giáo viên”" in page
        assert org.person.memberships.get().audience == teachers
    with pytest.raises(ProtectedError):
        teachers.delete()
    admin_client.post(f"{many}?id={unused.pk}")
    assert not Audience.objects.filter(pk=unused.pk).exists()


def test_a_faulty_form_says_so_in_the_readers_language(admin_client, org):
    """Django's own words would name the constraint, and in English."""
    join_unit(org.person, org.other_school)
    post = org.person.memberships.get(unit=org.school)
    role = Grant.objects.get(person__user=org.manager)
    forms = [
        ("people:edit", org.person, {"birth_on": "1985-03-05"}),
        ("memberships:edit", post, post_words(post, unit=org.other_school.pk)),
        ("memberships:edit", post, post_words(post, valid_to="2019-01-01")),
        ("memberships:add", None, post_words(post, unit=org.elsewhere.pk)),
        ("grants:add", None, {"person": role.person_id, "role": "assessor"}),
        ("grants:add", None, grant_words(role)),
        (
            "successions:add",
            None,
            {"from_unit": org.school.pk, "to_unit": org.school.pk, "kind": "merge"},
        ),
    ]
    for name, row, words in forms:
        address = reverse(f"learn_people_{name}", args=[row.pk] if row else [])
        words = {"valid_from": "2026-01-01", "effective_on": "2026-01-01", **words}
        response = admin_client.post(address, words)
        page = text_of(response)
        assert response.status_code == 200, name
        assert "learn_people_" not in " ".join(
            str(error)
            for errors in response.context["form"].errors.values()
            for error in errors
        )
        assert "Constraint" not in page


def post_words(post, **words):
    return {
        "person": post.person_id,
        "unit": post.unit_id,
        "primary": "on",
        "valid_from": "2020-01-01",
        **words,
    }


def grant_words(grant):
    return {"person": grant.person_id, "role": grant.role, "unit": grant.unit_id}


@pytest.mark.parametrize(
    "name", ["units", "successions", "people", "memberships", "grants"]
)
def test_a_longer_list_costs_no_more_queries(
    admin_client, org, name, django_assert_num_queries
):
    address = reverse(f"learn_people_{name}:index")
    fill(org, "Một")
    admin_client.get(address)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address)
    for word in ("Hai", "Ba", "Bốn"):
        fill(org, word)
    with django_assert_num_queries(len(few)):
        admin_client.get(address)


def fill(org, word):
    unit, heir = make_unit(f"Trường {word}"), make_unit(f"Trường {word} mới")
    Succession.objects.create(
        from_unit=unit, to_unit=heir, effective_on=today(), kind="merge"
    )
    make_person(f"Người {word}", unit)
    make_manager(unit, f"Quản Lý {word}")


def test_two_posts_are_shown_on_both_units_lists(client, org, course):
    join_unit(org.person, org.other_school)
    client.force_login(org.head)
    for unit in (org.school, org.other_school):
        rows = client.get(url("manage", unit=unit.key)).context["rows"]
        assert [row.person for row in rows] == [org.person]
