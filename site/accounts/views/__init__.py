"""The pages of signing in, opening an account and looking after it."""

from .account import AccountDownloadView, AccountView
from .sign_in import SignInView, SignOutView
from .sign_up import SignedUpView, SignUpView
from .slips import EnterCodeView, NotMeView, SlipView

__all__ = [
    "AccountDownloadView",
    "AccountView",
    "EnterCodeView",
    "NotMeView",
    "SignInView",
    "SignOutView",
    "SignUpView",
    "SignedUpView",
    "SlipView",
]
