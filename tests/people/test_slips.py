"""A slip opens an account, so not everybody may print every slip."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from people import services
from people.intervals import today
from people.models import Person, UnitVersion

from .factories import (
    join_unit,
    make_manager,
    make_person,
)

pytestmark = pytest.mark.django_db


def test_slips_open_accounts_and_older_ones_die(org):
    from accounts.services import find_activation

    (first,) = services.issue_slips(by=org.manager, people=[org.person])
    (second,) = services.issue_slips(by=org.manager, people=[org.person])
    code = second.one_time_code
    assert second.person == org.person
    assert second.login_code == org.person.user.login_code
    assert find_activation(code=first.one_time_code) is None
    assert find_activation(code=code).user == org.person.user
    assert second.url == f"https://hoc.example.vn/vao/{code}/"
    assert second.address == "hoc.example.vn/vao/"


def test_a_manager_gets_no_key_to_a_mightier_account(org):
    administrator = make_person("Quản Trị", org.school)
    services.grant_role(by=None, person=administrator, role="administrator")
    staff = make_person("Nhân Viên", org.school, is_superuser=True)
    head = Person.objects.get(user=org.head)
    join_unit(head, org.school)
    for person in (administrator, staff, head):
        with pytest.raises(PermissionDenied):
            services.issue_slips(by=org.manager, people=[org.person, person])
    colleague = Person.objects.get(user=make_manager(org.school, "Phó Quản Lý"))
    join_unit(colleague, org.school)
    assert services.issue_slips(by=org.manager, people=[colleague])


def test_no_slip_outside_ones_units_or_before_confirmation(org):
    asking = make_person("Tự Đăng Ký")
    services.request_membership(user=asking.user, unit=org.school)
    for person in (asking, make_person("Ngoài", org.elsewhere)):
        with pytest.raises(PermissionDenied):
            services.issue_slips(by=org.manager, people=[person])


def test_birth_is_known_to_a_day_a_month_or_a_year():
    person = make_person()
    for text, shown in (("5/3/1985", "05/03/1985"), ("3/1985", "03/1985"), ("", "")):
        services.set_details(person=person, birth=text)
        person.refresh_from_db()
        assert person.birth_text == shown
    assert person.birth_on is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(birth_on=date(1985, 3, 5))


def test_a_slip_names_the_unit_as_it_is_called_today(org):
    org.school.versions.update(valid_to=today())
    UnitVersion.objects.create(
        unit=org.school, name="Trường Lê Lợi mới", kind="truong", valid_from=today()
    )
    (slip,) = services.issue_slips(by=None, people=[org.person])
    assert slip.unit_name == "Trường Lê Lợi mới"
