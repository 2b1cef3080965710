"""Where people get their accounts from; the host project may put its own here."""

import secrets

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .conf import settings

__all__ = [
    "AccountAdapter",
    "account_adapter",
    "accounts_with_phones",
    "signs_in_elsewhere",
]

#: Without letters and digits that look alike on paper.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class AccountAdapter:
    """Accounts of ``django.contrib.auth``: a made-up user name, no password.

    A host with activation codes of its own names a class with these methods in
    LEARN_PEOPLE_ACCOUNT_ADAPTER. Each raises ``ValidationError`` with a sentence.
    ``by`` is the manager who acts; None is the system itself.
    """

    #: Whether ``issue_code`` works; a system check says so when it does not.
    issues_codes = False

    def create(self, full_name: str, phone: str = "", email: str = "", by=None):
        """Make an account that nobody can sign in to before it is activated."""
        # Django joins first and last name; a Vietnamese name is not taken apart.
        user = get_user_model()(
            username=_unused_code(), last_name=full_name[:150], email=email
        )
        user.set_unusable_password()
        user.save()
        return user

    def issue_code(self, user, by=None) -> str:
        """Return a new one-time code for the account; older ones die."""
        raise ValidationError(
            _("This site issues no one-time codes, so slips cannot be printed."),
            code="no_codes",
        )

    def login_code(self, user) -> str:
        """Return what the person types to say who they are; not secret."""
        return user.get_username()

    def phone(self, user) -> str:
        """Return the number as it is stored, such as +84912345678."""
        return getattr(user, "phone", "") or ""

    def set_phone(self, user, phone: str):
        """Set a number that a manager vouches for."""
        return user


def account_adapter() -> AccountAdapter:
    """Return the adapter that the host project names."""
    return import_string(settings.account_adapter)()


def accounts_with_phones(phones):
    """Return the accounts with these numbers; several people may share one."""
    model = get_user_model()
    has_phone = any(field.name == "phone" for field in model._meta.get_fields())
    accounts = model._default_manager
    return accounts.filter(phone__in=phones) if has_phone else accounts.none()


def signs_in_elsewhere(user, phone: str) -> bool:
    """Tell whether another active account has the number as a confirmed one.

    All who share it are locked, so that two confirmations at once come in turn.
    Where accounts do not know confirmed numbers, none is.
    """
    sharing = accounts_with_phones([phone]).order_by("pk").select_for_update()
    return any(
        getattr(each, "phone_is_confirmed", False)
        for each in sharing
        if each.pk != user.pk and each.is_active
    )


def _unused_code() -> str:
    accounts = get_user_model()._default_manager
    while True:
        letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        if not accounts.filter(username=code).exists():
            return code
