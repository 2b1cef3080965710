"""Posts are asked for, confirmed, moved and ended, each on its day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.services import find_account
from courses.learners import learner_profile
from people import services
from people.intervals import today
from people.models import Membership, Person, Succession, UnitVersion

from .factories import (
    LONG_AGO,
    join_unit,
    make_manager,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.django_db


def test_moving_ends_one_post_and_begins_another_on_one_day(org, teachers):
    post = org.person.memberships.get()
    Membership.objects.filter(pk=post.pk).update(position="Hiệu trưởng")
    new = services.move_person(
        by=org.head,
        person=org.person,
        to=org.other_school,
        on=today(),
        reason="QĐ 12/2026",
    )
    post.refresh_from_db()
    assert post.valid_to == new.valid_from == today()
    assert post.end_reason == "QĐ 12/2026"
    assert new.position == "Hiệu trưởng"
    assert new.primary
    held = Membership.objects.on().filter(person=org.person)
    assert [each.unit for each in held] == [org.other_school]


def test_a_manager_moves_nobody_out_of_others_units(org):
    with pytest.raises(PermissionDenied):
        services.move_person(by=org.stranger, person=org.person, to=org.elsewhere)
    with pytest.raises(PermissionDenied):
        services.move_person(by=org.manager, person=org.person, to=org.elsewhere)


def test_a_manager_ends_no_post_in_others_units(org):
    theirs = org.person.memberships.get()
    mine = join_unit(org.person, org.elsewhere)
    with pytest.raises(PermissionDenied):
        services.end_membership(by=org.stranger, membership=theirs)
    services.end_membership(by=org.stranger, membership=mine)
    theirs.refresh_from_db()
    assert theirs.is_open


def test_a_move_ends_a_post_in_ones_own_units(org):
    theirs = org.person.memberships.get()
    mine = join_unit(org.person, org.elsewhere)
    ward = make_unit("Trạm y tế phường", parent=org.elsewhere)
    with pytest.raises(PermissionDenied):
        services.move_person(
            by=org.stranger, person=org.person, to=ward, membership=theirs
        )
    new = services.move_person(by=org.stranger, person=org.person, to=ward)
    for post in (theirs, mine):
        post.refresh_from_db()
    assert theirs.is_open
    assert not mine.is_open
    assert not new.primary


def test_the_heirs_manager_ends_a_post_in_a_unit_that_ceased(org):
    post = org.person.memberships.get()
    heir = make_unit("Trường Lê Lợi mới")
    manager = make_manager(heir, "Quản Lý Trường Mới")
    Succession.objects.create(
        from_unit=org.school, to_unit=heir, effective_on=today(), kind="merge"
    )
    with pytest.raises(PermissionDenied):
        services.end_membership(by=manager, membership=post)
    org.school.versions.update(valid_to=today())
    services.move_person(by=manager, person=org.person, to=heir)
    assert [each.unit for each in org.person.memberships.on()] == [heir]


def test_a_first_post_answers_the_request_for_it(org):
    asking = make_person("Tự Đăng Ký")
    services.request_membership(user=asking.user, unit=org.school)
    services.move_person(by=None, person=asking, to=org.school)
    (post,) = asking.memberships.on()
    assert post.confirmed_at


def test_nobody_is_pulled_in_without_having_asked(org):
    loose = make_person("Chưa Có Đơn Vị")
    with pytest.raises(PermissionDenied):
        services.move_person(by=org.manager, person=loose, to=org.school)


def test_moving_before_the_post_began_is_refused(org):
    with pytest.raises(ValidationError):
        services.move_person(
            by=org.head,
            person=org.person,
            to=org.other_school,
            on=LONG_AGO - timedelta(days=1),
        )


def test_a_move_on_the_first_day_leaves_a_post_that_never_held(org):
    person = services.add_person(by=org.head, unit=org.school, full_name="Nhầm Trường")
    services.move_person(by=org.head, person=person, to=org.other_school)
    assert person.memberships.on().count() == 1
    assert person.memberships.count() == 2


def test_the_name_of_the_unit_is_frozen(org):
    version = org.school.versions.get()
    version.valid_to = today()
    version.save()
    UnitVersion.objects.create(
        unit=org.school, name="Trường Lê Lợi mới", kind="truong", valid_from=today()
    )
    assert org.person.memberships.get().unit_name == "Trường Lê Lợi"
    assert learner_profile(org.person.user).unit_name == "Trường Lê Lợi mới"


def test_one_open_post_per_unit_and_one_main_post(org):
    with pytest.raises(IntegrityError), transaction.atomic():
        join_unit(org.person, org.school, primary=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        join_unit(org.person, org.other_school, primary=True)
    join_unit(org.person, org.other_school)


def test_a_request_waits_is_confirmed_and_then_counts(org):
    asking = make_person("Tự Đăng Ký", phone="+84987654321")
    waiting = services.request_membership(user=asking.user, unit=org.school)
    again = services.request_membership(user=asking.user, unit=org.school)
    assert again.pk == waiting.pk
    assert not Person.objects.in_units([org.school.pk]).filter(pk=asking.pk).exists()
    services.confirm_membership(by=org.manager, membership=waiting)
    assert Person.objects.in_units([org.school.pk]).filter(pk=asking.pk).exists()
    asking.user.refresh_from_db()
    assert asking.user.phone_is_confirmed
    assert asking.memberships.get().primary


def test_confirming_takes_no_number_from_who_signs_in_with_it(org):
    owner = make_person(
        "Chủ Số", password="2468", phone="+84987654321", phone_is_confirmed=True
    )
    asking = make_person("Tự Đăng Ký", phone="+84987654321")
    waiting = services.request_membership(user=asking.user, unit=org.school)
    done = services.confirm_membership(by=org.manager, membership=waiting)
    assert done.phone_is_taken
    assert done.membership.confirmed_at
    asking.user.refresh_from_db()
    assert not asking.user.phone_is_confirmed
    assert find_account(identifier="0987654321") == owner.user


@pytest.mark.parametrize(
    "fields", [{"is_active": False}, {"phone_is_confirmed": False}]
)
def test_a_number_nobody_signs_in_with_is_confirmed(org, fields):
    words = {"phone": "+84987654321", "phone_is_confirmed": True}
    make_person("Không Còn Dùng", **{**words, **fields})
    asking = make_person("Tự Đăng Ký", phone="+84987654321")
    waiting = services.request_membership(user=asking.user, unit=org.school)
    done = services.confirm_membership(by=org.manager, membership=waiting)
    assert not done.phone_is_taken
    asking.user.refresh_from_db()
    assert asking.user.phone_is_confirmed


def test_another_unit_brings_its_own_name(org):
    post = org.person.memberships.get()
    post.unit = org.other_school
    post.save()
    assert post.unit_name == "Trường Trần Phú"


def test_a_declined_request_never_held(org):
    asking = make_person("Tự Đăng Ký")
    waiting = services.request_membership(user=asking.user, unit=org.school)
    services.decline_membership(by=org.manager, membership=waiting)
    services.decline_membership(by=org.manager, membership=waiting)
    assert not asking.memberships.on().exists()
    with pytest.raises(ValidationError):
        services.confirm_membership(by=org.manager, membership=waiting)


def test_only_the_units_manager_answers_a_request(org):
    asking = make_person("Tự Đăng Ký")
    waiting = services.request_membership(user=asking.user, unit=org.school)
    for user in (org.stranger, asking.user):
        with pytest.raises(PermissionDenied):
            services.confirm_membership(by=user, membership=waiting)
        with pytest.raises(PermissionDenied):
            services.decline_membership(by=user, membership=waiting)


def test_requests_are_limited_and_need_a_unit_that_exists(org):
    asking = make_person("Hỏi Nhiều")
    for unit in (org.school, org.other_school, org.elsewhere):
        services.request_membership(user=asking.user, unit=unit)
    with pytest.raises(ValidationError):
        services.request_membership(user=asking.user, unit=org.department)
    gone = make_unit("Đã giải thể")
    gone.versions.update(valid_to=today())
    with pytest.raises(ValidationError):
        services.request_membership(user=org.person.user, unit=gone)
