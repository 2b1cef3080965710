"""The rules of accounts, slips and sign-in."""

from ..phones import normalise_phone
from .accounts import (
    change_secret,
    create_account,
    deactivate_account,
    may_manage,
    reactivate_account,
    rename_account,
    set_phone,
    sign_up,
    stored_data,
)
from .activation import CodeNotValid, activate, find_activation, issue_activation_code
from .sign_in import authenticate, find_account, machine_mark
from .tries import TooManyTries, begin_try, purge_tries

__all__ = [
    "CodeNotValid",
    "TooManyTries",
    "activate",
    "authenticate",
    "begin_try",
    "change_secret",
    "create_account",
    "deactivate_account",
    "find_account",
    "find_activation",
    "issue_activation_code",
    "machine_mark",
    "may_manage",
    "normalise_phone",
    "purge_tries",
    "reactivate_account",
    "rename_account",
    "set_phone",
    "sign_up",
    "stored_data",
]
