"""Roles have dates; groups and papers follow them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from courses.learners import learner_profile
from people import services
from people.intervals import today
from people.models import Grant, Membership

from .factories import (
    end_post,
    make_person,
)

pytestmark = pytest.mark.django_db


def test_a_unit_manager_needs_a_unit(org):
    with pytest.raises(ValidationError):
        services.grant_role(by=None, person=org.person, role="unit_manager")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(person=org.person, role="unit_manager", valid_from=today())


def test_a_role_is_given_once(org):
    first = services.grant_role(
        by=org.head, person=org.person, role="unit_manager", unit=org.school
    )
    second = services.grant_role(
        by=org.head, person=org.person, role="unit_manager", unit=org.school
    )
    assert first.pk == second.pk
    assert first.granted_by == org.head


def test_groups_follow_editors_and_administrators(org):
    editors = Group.objects.create(name="Biên tập viên")
    grant = services.grant_role(by=None, person=org.person, role="editor")
    assert editors in org.person.user.groups.all()
    services.end_grant(by=None, grant=grant)
    assert editors not in org.person.user.groups.all()


def test_a_role_of_tomorrow_enters_the_group_tomorrow(org):
    editors = Group.objects.create(name="Biên tập viên")
    tomorrow = today() + timedelta(days=1)
    grant = services.grant_role(
        by=None, person=org.person, role="editor", valid_from=tomorrow
    )
    assert not org.person.user.groups.exists()
    Grant.objects.filter(pk=grant.pk).update(valid_from=today())
    assert services.repair_people()["groups"] == 1
    assert editors in org.person.user.groups.all()


@pytest.mark.parametrize("is_superuser", [False, True])
def test_the_groups_of_roles_hold_only_whose_grant_holds(org, is_superuser):
    editors = Group.objects.create(name="Biên tập viên")
    others = Group.objects.create(name="Ban tổ chức")
    by_hand = make_person("Vào Nhóm Bằng Tay", is_superuser=is_superuser)
    by_hand.user.groups.add(editors, others)
    services.grant_role(by=None, person=org.person, role="editor")
    assert services.repair_people()["groups"] == 1
    assert list(by_hand.user.groups.all()) == [others]
    assert list(editors.user_set.all()) == [org.person.user]


def test_a_grant_that_was_turned_over_in_the_database_is_repaired(org):
    editors = Group.objects.create(name="Biên tập viên")
    other = make_person("Người Khác")
    grant = services.grant_role(by=None, person=org.person, role="editor")
    Grant.objects.filter(pk=grant.pk).update(person=other)
    assert services.repair_people()["groups"] == 2
    assert list(editors.user_set.all()) == [other.user]


def test_the_learners_profile_is_what_papers_print(org):
    services.set_details(person=org.person, birth="3/1985", sex="male")
    Membership.objects.filter(person=org.person).update(position="Giáo viên")
    profile = learner_profile(org.person.user)
    assert profile.full_name == "Nguyễn Văn An"
    assert profile.birth_text == "03/1985"
    assert profile.unit_name == "Trường Lê Lợi"
    assert (profile.position, profile.sex) == ("Giáo viên", "male")
    end_post(org.person)
    assert learner_profile(org.person.user).unit_name == ""


def test_a_profile_of_an_account_without_a_person_has_a_name():
    User.objects.bulk_create(
        [User(full_name="Do Nạp Hàng Loạt", login_code="BULK-01", password="!")]
    )
    user = User.objects.get(login_code="BULK-01")
    assert services.learner_profile(user).full_name == "Do Nạp Hàng Loạt"
