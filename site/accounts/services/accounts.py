"""Accounts: created, renamed, given a number, closed."""

from django.contrib.auth.models import Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.vietnamese import clean_person_name, nfc

from ..models import FailedTry, User
from ..phones import normalise_phone
from .sign_in import sign_in_subject
from .tries import begin_try, forgive

__all__ = [
    "change_secret",
    "create_account",
    "deactivate_account",
    "demand_may_manage",
    "may_manage",
    "reactivate_account",
    "rename_account",
    "set_phone",
    "sign_up",
    "stored_data",
]


def create_account(*, full_name: str, phone: str = "", email: str = "", by) -> User:
    """Create an account that a slip will open.

    Its phone number counts as confirmed, because somebody vouches for it.

    :param by: who creates it; None is the system itself.
    :raises ValidationError: with a sentence about the name, phone or e-mail.
    """
    return User.objects.create_user(
        full_name=clean_person_name(full_name),
        phone=normalise_phone(phone),
        phone_is_confirmed=bool(phone.strip()),
        email=_clean_email(email),
    )


def sign_up(*, full_name: str, phone: str, secret: str, address: str) -> User:
    """Create an account that a person makes for themselves.

    The number that they typed is kept for the manager who will confirm them,
    but it does not sign in until then, whether or not it belongs to somebody
    already. So nobody can take over or block another person's number, and
    nobody can find out by signing up whose number is known here.

    :raises ValidationError: about the name, the phone number or the secret.
    :raises TooManyTries: where one number or address signs up again and again.
    """
    user = User(full_name=clean_person_name(full_name), phone=normalise_phone(phone))
    validate_password(secret, user)
    begin_try(kind=FailedTry.Kind.SIGN_UP, subject=user.phone, address=address)
    return User.objects.create_user(
        full_name=user.full_name,
        phone=user.phone,
        password=secret,
        activated_at=timezone.now(),
    )


def rename_account(*, user: User, full_name: str) -> User:
    """Correct a person's name; papers that were printed keep the old one."""
    user.full_name = clean_person_name(full_name)
    user.save(update_fields=["full_name"])
    return user


def set_phone(*, user: User, phone: str, confirmed: bool) -> User:
    """Set the phone number; it signs in only if somebody confirmed it."""
    user.phone = normalise_phone(phone)
    user.phone_is_confirmed = confirmed and bool(user.phone)
    user.save(update_fields=["phone", "phone_is_confirmed"])
    return user


def change_secret(*, user: User, current: str, secret: str, address: str) -> User:
    """Set a new PIN or passphrase; other sessions of the account end.

    Who asks is signed in, so tries from elsewhere do not stop them.

    :raises ValidationError: where the current one is wrong or the new too easy.
    :raises TooManyTries: after as many wrong tries as at sign-in.
    """
    attempt = begin_try(
        kind=FailedTry.Kind.SIGN_IN,
        subject=sign_in_subject(user),
        address=address,
        machine_is_known=True,
    )
    if not user.check_password(current):
        raise ValidationError(
            {"current": _("This is not your current PIN or passphrase.")},
            code="secret_wrong",
        )
    forgive(attempt)
    try:
        validate_password(secret, user)
    except ValidationError as error:
        raise ValidationError({"secret": error}) from error
    user.set_password(secret)
    user.save(update_fields=["password"])
    return user


@transaction.atomic
def deactivate_account(*, user: User, by) -> User:
    """Close the account: its sessions end at the next click, its slips now.

    What the person has learnt stays recorded.
    """
    demand_may_manage(user=user, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.activation_codes.unused().update(withdrawn_at=timezone.now())
    return user


def reactivate_account(*, user: User, by) -> User:
    """Open a closed account again, with the PIN that it had."""
    demand_may_manage(user=user, by=by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


def may_manage(*, by, user: User) -> bool:
    """Tell whether ``by`` may print slips for the account and close it.

    An account with rights of its own is in reach only of those who administer
    accounts and hold all its rights themselves: a slip for it would be a way to
    get them. A closed account has the rights that it will have when opened.
    """
    if by is None or by.is_superuser:
        return True
    if user.is_superuser:
        return False
    rights = _rights_of(user)
    if not rights and not user.is_staff:
        return True
    return by.has_perm("accounts.change_user") and rights <= by.get_all_permissions()


def demand_may_manage(*, user: User, by) -> None:
    """Stop what ``by`` must not do to this account.

    :raises ValidationError: with a sentence that says whom to ask.
    """
    if not may_manage(by=by, user=user):
        raise ValidationError(
            _(
                "This account has rights on the site. "
                "Only an administrator can change it."
            ),
            code="account_out_of_reach",
        )


def stored_data(*, user: User) -> dict:
    """Return what this app keeps about the person, in words for the person."""
    return {
        "full_name": user.full_name,
        "phone": user.phone,
        "phone_is_confirmed": user.phone_is_confirmed,
        "email": user.email,
        "sign_in_code": user.login_code,
        "learner_key": str(user.learner_key),
        "created_at": user.date_joined.isoformat(),
        "first_opened_at": user.activated_at and user.activated_at.isoformat(),
        "last_sign_in_at": user.last_login and user.last_login.isoformat(),
        "slips": [
            {
                "purpose": slip.purpose,
                "printed_at": slip.created_at.isoformat(),
                "used_at": slip.used_at and slip.used_at.isoformat(),
            }
            for slip in user.activation_codes.all()
        ],
    }


def _rights_of(user: User) -> set[str]:
    """Return the rights of the account and its groups, whether it is open or not."""
    held = Permission.objects.filter(Q(user=user) | Q(group__user=user))
    return {
        f"{app}.{codename}"
        for app, codename in held.order_by().values_list(
            "content_type__app_label", "codename"
        )
    }


def _clean_email(email: str) -> str:
    text = nfc(email).strip().lower()
    if not text:
        return ""
    validate_email(text)
    if User.objects.with_email(text).exists():
        raise ValidationError(
            _("This e-mail address belongs to another account."), code="email_taken"
        )
    return text
