"""What two people, or one who clicks twice, do at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from people import services
from people.models import Grant, Membership

from .factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 8


def all_at_once(act, arguments):
    """Call ``act`` in a thread for each argument; return what each returned."""

    def in_thread(argument):
        try:
            return act(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(in_thread, arguments))


def test_asking_eight_times_at_once_is_one_request(org):
    user = make_person("Tự Đăng Ký").user

    def ask(_number):
        return services.request_membership(user=user, unit=org.school).pk

    assert len(set(all_at_once(ask, range(AT_ONCE)))) == 1
    assert Membership.objects.waiting().count() == 1


@pytest.mark.parametrize("role", ["unit_manager", "editor"])
def test_giving_a_role_eight_times_at_once_gives_it_once(org, role):
    unit = org.school if role == "unit_manager" else None

    def give(_number):
        return services.grant_role(by=None, person=org.person, role=role, unit=unit).pk

    assert len(set(all_at_once(give, range(AT_ONCE)))) == 1
    assert Grant.objects.filter(person=org.person, role=role).count() == 1


def test_two_units_that_confirm_at_once_give_one_main_post(org):
    asking = make_person("Tự Đăng Ký")
    waiting = [
        services.request_membership(user=asking.user, unit=unit)
        for unit in (org.school, org.elsewhere)
    ]

    def confirm(membership):
        services.confirm_membership(by=None, membership=membership)

    all_at_once(confirm, waiting)
    assert sorted(asking.memberships.values_list("primary", flat=True)) == [False, True]


def test_one_number_confirmed_at_once_signs_in_one_person(org):
    waiting = []
    for name in ("Người Một", "Người Hai"):
        person = make_person(name, phone="+84987654321")
        post = services.request_membership(user=person.user, unit=org.school)
        waiting.append(post)

    def confirm(membership):
        done = services.confirm_membership(by=None, membership=membership)
        return done.phone_is_taken

    assert sorted(all_at_once(confirm, waiting)) == [False, True]
