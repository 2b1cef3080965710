"""Accounts, the slips that open them, and the tries that count."""

from .sign_up import SignUpSettings
from .slips import ActivationCode
from .tries import FailedTry
from .users import User

__all__ = ["ActivationCode", "FailedTry", "SignUpSettings", "User"]
