"""People stand beside every account, whichever door it came by."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from accounts.models import User
from courses.learners import learner_key
from people import services
from people.intervals import today
from people.models import Person
from people.reports import Progress, Selection
from people.scope import Scope

from .factories import (
    make_user,
)

pytestmark = pytest.mark.django_db


def test_people_of_every_door_are_counted(org):
    before = Person.objects.count()
    make_user("Do Quản Trị Tạo")
    User(full_name="Do Vỏ Lệnh Tạo", login_code="SHELL-01").save()
    services.add_person(by=org.manager, unit=org.school, full_name="Do Quản Lý Thêm")
    User.objects.bulk_create(
        [User(full_name="Do Nạp Hàng Loạt", login_code="BULK-01", password="!")]
    )
    assert Person.objects.count() == before + 3
    assert services.repair_people()["made"] == 1
    assert Person.objects.count() == before + 4
    everything = Scope(today(), everything=True)
    counted = Progress(Selection(everything)).total
    assert counted == User.objects.count()


def test_a_person_follows_the_name_of_the_account(org):
    user = org.person.user
    user.full_name = "Nguyễn Văn Ân"
    user.save()
    org.person.refresh_from_db()
    assert org.person.full_name == "Nguyễn Văn Ân"
    assert org.person.search_key == "nguyen van an"


def test_signing_in_does_not_touch_the_person(org, django_assert_num_queries):
    user = org.person.user
    with django_assert_num_queries(1):
        user.save(update_fields=["last_login"])


def test_a_person_outlives_the_account(org):
    key = learner_key(org.person.user)
    org.person.user.delete()
    org.person.refresh_from_db()
    assert org.person.user is None
    assert org.person.learner_key == key
    assert org.person.memberships.exists()


def test_repair_twice_changes_nothing(org):
    services.repair_people()
    assert services.repair_people() == {"made": 0, "renamed": 0, "groups": 0}
    call_command("repair_people", verbosity=0)


def test_a_manager_adds_a_person_with_a_post(org, teachers):
    person = services.add_person(
        by=org.manager,
        unit=org.school,
        full_name="  Lê   Thị Hoa ",
        phone="912345678",
        birth="1985",
        sex="female",
        position="Giáo viên Toán",
        audience=teachers,
    )
    post = person.memberships.get()
    assert person.full_name == "Lê Thị Hoa"
    assert person.user.phone == "+84912345678"
    assert not person.user.has_usable_password()
    assert person.birth_text == "1985"
    assert (post.unit, post.position, post.primary) == (
        org.school,
        "Giáo viên Toán",
        True,
    )
    assert post.unit_name == "Trường Lê Lợi"
    assert post.confirmed_at is not None


@pytest.mark.parametrize("who", ["stranger", "person"])
def test_nobody_adds_to_a_unit_they_do_not_manage(org, who):
    user = getattr(org, who)
    by = user.user if who == "person" else user
    with pytest.raises(PermissionDenied):
        services.add_person(by=by, unit=org.school, full_name="Lê Thị Hoa")


def test_the_same_phone_is_asked_about(org):
    services.add_person(
        by=org.manager, unit=org.school, full_name="Lê Thị Hoa", phone="0912345678"
    )
    with pytest.raises(services.AlikePeople) as error:
        services.add_person(
            by=org.manager, unit=org.school, full_name="Lê Văn Con", phone="0912345678"
        )
    assert error.value.alike[0].person.full_name == "Lê Thị Hoa"
    services.add_person(
        by=org.manager,
        unit=org.school,
        full_name="Lê Văn Con",
        phone="0912345678",
        even_if_alike=True,
    )
    assert User.objects.filter(phone="+84912345678").count() == 2


def test_a_stranger_with_the_number_is_not_named(org):
    services.add_person(
        by=org.stranger, unit=org.elsewhere, full_name="Bí Mật", phone="0912345678"
    )
    with pytest.raises(services.AlikePeople) as error:
        services.add_person(
            by=org.manager, unit=org.school, full_name="Bí Mật", phone="0912345678"
        )
    assert error.value.alike[0].person is None
    assert "Bí Mật" not in " ".join(error.value.messages)


def test_two_birth_dates_tell_two_people_apart(org):
    for birth in ("05/03/1985", "06/03/1985"):
        services.add_person(
            by=org.manager, unit=org.school, full_name="Lê Thị Hoa", birth=birth
        )
    assert org.school.memberships.count() == 3
