"""Nobody sees outside their units: a table of who sees what."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission
from wagtail.permissions import policy_registry

from courses.models import Enrolment
from people.intervals import today
from people.models import Grant, Membership, Person, Succession, UnitVersion
from people.policies import UnitRecordPolicy
from people.scope import Scope
from people.services import (
    end_grant,
    grant_role,
    managed_units,
    move_person,
    request_membership,
)

from .factories import (
    join_unit,
    make_manager,
    make_person,
    make_round,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

RECORDS = [
    (config.label, name)
    for config in apps.get_app_configs()
    for name in getattr(config, "learner_records", [])
]


def rows_of(model, user):
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_permission_for(user, "view")


@pytest.mark.parametrize(("label", "name"), RECORDS)
def test_every_record_of_every_app_is_guarded_by_units(label, name):
    model = apps.get_model(label, name)
    policy = policy_registry.get_by_type(model, fallback=False)
    assert type(policy) is UnitRecordPolicy
    assert policy.model is model


@pytest.mark.parametrize(("label", "name"), RECORDS)
@pytest.mark.parametrize("who", ["anonymous", "learner", "manager", "superuser"])
def test_every_record_can_be_asked_for(label, name, who, org):
    """The condition is valid SQL on each model, whatever it holds."""
    users = {
        "anonymous": AnonymousUser(),
        "learner": org.person.user,
        "manager": org.manager,
        "superuser": make_user("Quản Trị", is_superuser=True),
    }
    assert list(rows_of(apps.get_model(label, name), users[who])) == []


def watchers(org):
    """Return every sort of user, by the words of the table below."""
    ended = make_manager(org.school, "Cựu Quản Lý", valid_to=today())
    future = make_manager(org.school, "Sắp Quản Lý")
    Grant.objects.filter(person__user=future).update(
        valid_from=today() + timedelta(days=1)
    )
    editor = make_person("Biên Tập")
    grant_role(by=None, person=editor, role="editor")
    administrator = make_person("Quản Trị Viên")
    grant_role(by=None, person=administrator, role="administrator")
    inactive = make_manager(org.school, "Bị Khóa")
    inactive.is_active = False
    inactive.save()
    permitted = make_user("Có Quyền")
    group = Group.objects.create(name="Xem hồ sơ")
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label__in=["learn_courses", "learn_people"],
            codename__in=["view_enrolment", "view_person", "view_membership"],
        )
    )
    permitted.groups.add(group)
    return {
        "anonymous": AnonymousUser(),
        "other learner": make_person("Lê Thị Bình", org.school).user,
        "learner": org.person.user,
        "manager": org.manager,
        "manager above": org.head,
        "manager elsewhere": org.stranger,
        "manager of a sister": make_manager(org.other_school, "Quản Lý Bên"),
        "former manager": ended,
        "future manager": future,
        "suspended manager": inactive,
        "editor": editor.user,
        "administrator": administrator.user,
        "holder of the permission": permitted,
        "superuser": make_user("Siêu Quản Trị", is_superuser=True),
    }


SEES = {
    "learner",
    "manager",
    "manager above",
    "administrator",
    "holder of the permission",
    "superuser",
}


def test_only_the_right_people_see_a_round(org, course):
    enrolment = make_round(org.person, course)
    seen = {
        who
        for who, user in watchers(org).items()
        if rows_of(Enrolment, user).filter(pk=enrolment.pk).exists()
    }
    assert seen == SEES


def test_only_the_right_people_see_a_person_and_a_post(org):
    post = org.person.memberships.get()
    users = watchers(org)
    for model, pk in ((Person, org.person.pk), (Membership, post.pk)):
        seen = {
            who
            for who, user in users.items()
            if rows_of(model, user).filter(pk=pk).exists()
        }
        assert seen == SEES


def test_nobody_changes_a_record_through_the_policy(org, course):
    enrolment = make_round(org.person, course)
    policy = policy_registry.get_by_type(Enrolment)
    for user in (org.manager, org.head, org.person.user, AnonymousUser()):
        assert not policy.user_has_permission_for_instance(user, "change", enrolment)
        assert not policy.user_has_permission_for_instance(user, "delete", enrolment)


def test_the_admins_lists_of_people_are_closed_to_managers_and_editors(org):
    users = watchers(org)
    for model in (Person, Membership):
        policy = policy_registry.get_by_type(model)
        opens = {
            who
            for who, user in users.items()
            if policy.user_has_permission(user, "view")
        }
        assert opens == {"holder of the permission", "superuser"}


def test_a_policy_costs_one_query_beside_its_rows(
    org, course, django_assert_num_queries
):
    make_round(org.person, course)
    with django_assert_num_queries(2):
        assert len(rows_of(Enrolment, org.head)) == 1
    with django_assert_num_queries(2):
        assert len(rows_of(Enrolment, org.person.user)) == 1
    superuser = make_user("Siêu", is_superuser=True)
    with django_assert_num_queries(1):
        assert len(rows_of(Enrolment, superuser)) == 1


def test_an_ended_role_opens_nothing_at_once(org, course):
    make_round(org.person, course)
    grant = Grant.objects.get(person__user=org.manager)
    assert rows_of(Enrolment, org.manager).count() == 1
    end_grant(by=None, grant=grant)
    assert rows_of(Enrolment, org.manager).count() == 0
    assert not managed_units(org.manager).exists()


def test_records_move_with_the_person(org, course):
    enrolment = make_round(org.person, course)
    move_person(by=org.head, person=org.person, to=org.other_school)
    new_manager = make_manager(org.other_school, "Quản Lý Mới")
    assert list(rows_of(Enrolment, new_manager)) == [enrolment]
    assert not rows_of(Enrolment, org.manager).exists()


def test_a_request_shows_nothing_before_it_is_confirmed(org, course):
    asking = make_person("Tự Đăng Ký")
    make_round(asking, course)
    request_membership(user=asking.user, unit=org.school)
    assert not rows_of(Enrolment, org.manager).exists()
    assert not rows_of(Person, org.manager).filter(pk=asking.pk).exists()


def test_two_posts_show_a_person_to_both_managers_once(org, course):
    join_unit(org.person, org.elsewhere)
    make_round(org.person, course)
    assert rows_of(Enrolment, org.manager).count() == 1
    assert rows_of(Enrolment, org.stranger).count() == 1


def test_the_heirs_manager_sees_who_is_left_in_a_unit_that_ended(org, course):
    enrolment = make_round(org.person, course)
    heir = make_unit("Trường Lê Lợi mới")
    manager = make_manager(heir, "Quản Lý Trường Mới")
    Succession.objects.create(
        from_unit=org.school, to_unit=heir, effective_on=today(), kind="merge"
    )
    assert not rows_of(Enrolment, manager).exists()
    org.school.versions.update(valid_to=today())
    assert list(rows_of(Enrolment, manager)) == [enrolment]


def test_a_role_in_a_unit_that_ended_reaches_nothing(org, course):
    make_round(org.person, course)
    org.school.versions.update(valid_to=today())
    assert not rows_of(Enrolment, org.manager).exists()


def test_a_circle_in_the_tree_does_not_hang(org):
    org.department.versions.update(parent=org.school)
    assert managed_units(org.manager).count() == 3


def test_the_tree_is_that_of_the_day(org):
    yesterday = today() - timedelta(days=1)
    org.school.versions.update(valid_to=today())
    UnitVersion.objects.create(
        unit=org.school,
        name="Trường Lê Lợi",
        kind="truong",
        parent=org.elsewhere,
        valid_from=today(),
    )
    assert managed_units(org.head).filter(pk=org.school.pk).exists() is False
    assert managed_units(org.head, on=yesterday).filter(pk=org.school.pk).exists()
    assert managed_units(org.stranger).filter(pk=org.school.pk).exists()


def test_a_scope_of_nobody_is_empty():
    assert Scope.of(AnonymousUser()).is_empty
    assert not Scope.of(AnonymousUser()).units().exists()
