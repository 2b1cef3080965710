"""Keep a person beside every account, whichever way the account was made."""

from django.contrib.auth import get_user_model
from django.db.models.signals import post_save

from .services import ensure_person


def connect() -> None:
    """Called once, when the apps are ready."""
    post_save.connect(
        mirror_account, sender=get_user_model(), dispatch_uid="learn_people_mirror"
    )


def mirror_account(*, instance, raw=False, update_fields=None, **kwargs) -> None:
    """Make or update the person; a fixture may bring people of its own."""
    only_sign_in = update_fields is not None and set(update_fields) <= {
        "last_login",
        "password",
    }
    if not raw and not only_sign_in:
        ensure_person(user=instance)
