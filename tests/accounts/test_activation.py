"""Slips: one code, one use, the newest only."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection

from accounts import services
from accounts.models import ActivationCode, FailedTry, User

from .factories import PIN, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    """An account that nobody has opened yet."""
    return services.create_account(full_name="Lê Ân", phone="0912345678", by=None)


def test_the_code_is_stored_only_as_a_fingerprint(closed):
    code = services.issue_activation_code(user=closed, by=None)
    slip = ActivationCode.objects.get()
    assert code not in str(vars(slip))
    assert slip.purpose == "first"


def test_looking_at_a_slip_changes_nothing(closed):
    code = services.issue_activation_code(user=closed, by=None)
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " ")):
        assert services.find_activation(code=typed).user == closed
    assert ActivationCode.objects.unused().count() == 1


def test_a_slip_opens_the_account_once(closed):
    code = services.issue_activation_code(user=closed, by=None)
    opened = services.activate(code=code, secret=PIN)
    assert opened == closed
    assert User.objects.get().check_password(PIN)
    assert User.objects.get().activated_at
    with pytest.raises(services.CodeNotValid):
        services.activate(code=code, secret="736205")
    assert User.objects.get().check_password(PIN)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_open_one_slip_at_once_one_succeeds(closed):
    code = services.issue_activation_code(user=closed, by=None)
    secrets = [f"28461{number}" for number in range(8)]

    def open_it(secret):
        try:
            services.activate(code=code, secret=secret)
        except services.CodeNotValid:
            return None
        finally:
            connection.close()
        return secret

    with ThreadPoolExecutor(8) as pool:
        winners = [secret for secret in pool.map(open_it, secrets) if secret]
    assert len(winners) == 1
    assert User.objects.get().check_password(winners[0])


def test_a_newer_slip_ends_the_one_before(closed):
    old = services.issue_activation_code(user=closed, by=None)
    new = services.issue_activation_code(user=closed, by=None)
    assert services.find_activation(code=old) is None
    assert services.find_activation(code=new)


def test_a_slip_grows_old(closed):
    code = services.issue_activation_code(user=closed, by=None)
    slip = ActivationCode.objects.get()
    slip.expires_at -= timedelta(days=60, seconds=1)
    slip.save()
    assert services.find_activation(code=code) is None
    with pytest.raises(services.CodeNotValid):
        services.activate(code=code, secret=PIN)


def test_an_easy_pin_is_refused_and_the_slip_stays_valid(closed):
    code = services.issue_activation_code(user=closed, by=None)
    with pytest.raises(ValidationError):
        services.activate(code=code, secret="123456")
    assert services.find_activation(code=code)


def test_a_slip_for_a_forgotten_pin_forgives_wrong_tries(user):
    for address in ("a", "b"):
        services.authenticate(
            identifier=user.login_code, secret="999998", address=address
        )
    code = services.issue_activation_code(user=user, by=None)
    assert ActivationCode.objects.get().purpose == "reset"
    assert user.check_password(PIN)
    services.activate(code=code, secret="736205")
    assert not FailedTry.objects.exists()


def test_a_deactivated_account_has_no_valid_slip(closed):
    code = services.issue_activation_code(user=closed, by=None)
    services.deactivate_account(user=closed, by=None)
    assert services.find_activation(code=code) is None
    with pytest.raises(ValidationError):
        services.issue_activation_code(user=closed, by=None)
    services.reactivate_account(user=closed, by=None)
    assert services.find_activation(code=code) is None


def test_a_manager_makes_no_slip_for_an_administrator(admin, user):
    manager = UserFactory()
    for stranger in (manager, AnonymousUser()):
        with pytest.raises(ValidationError):
            services.issue_activation_code(user=admin, by=stranger)
        with pytest.raises(ValidationError):
            services.deactivate_account(user=admin, by=stranger)
    assert services.issue_activation_code(user=user, by=manager)
    assert services.issue_activation_code(user=admin, by=admin)


def test_an_editor_is_in_reach_only_of_those_who_administer_accounts():
    editor, manager, clerk = UserFactory.create_batch(3)
    for user in (editor, manager, clerk):
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    clerk.user_permissions.add(_change_user())
    assert not services.may_manage(by=manager, user=editor)
    assert services.may_manage(by=clerk, user=editor)


def test_nobody_reaches_an_account_that_may_do_more_than_they_may():
    """A slip for it would be a way to get its rights; also once it is closed."""
    clerk, administrator = UserFactory.create_batch(2)
    clerk.user_permissions.add(_change_user())
    group = Group.objects.create(name="Quản trị")
    group.permissions.set(Permission.objects.all())
    administrator.groups.add(group)
    assert not services.may_manage(by=clerk, user=administrator)
    assert services.may_manage(by=administrator, user=clerk)
    services.deactivate_account(user=administrator, by=None)
    with pytest.raises(ValidationError):
        services.reactivate_account(user=administrator, by=clerk)


def _change_user():
    return Permission.objects.get(
        codename="change_user", content_type__app_label="accounts"
    )


def test_the_printer_of_a_slip_is_noted_and_may_be_deleted(closed, admin):
    code = services.issue_activation_code(user=closed, by=admin)
    admin.delete()
    assert ActivationCode.objects.get().created_by is None
    assert services.find_activation(code=code)
