"""Slips: a one-time code on paper that opens an account."""

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..codes import digest, new_activation_code, read_activation_code
from ..conf import settings
from ..models import ActivationCode, FailedTry, User
from .accounts import demand_may_manage
from .sign_in import sign_in_subject
from .tries import forgive_subject

__all__ = ["CodeNotValid", "activate", "find_activation", "issue_activation_code"]


class CodeNotValid(Exception):
    """The code opens nothing: unknown, used, replaced or too old."""

    def __str__(self) -> str:
        return _(
            "This code is not valid: it was used already, replaced by a newer slip, "
            "or is too old. If you have set a PIN, sign in with it. "
            "Otherwise ask for a new slip."
        )


@transaction.atomic
def issue_activation_code(*, user: User, by) -> str:
    """Return a new one-time code for the account; earlier slips end.

    The code is returned this once and stored only as a fingerprint. Until it
    is used, a PIN that was set before stays in force.

    :param by: who prints the slip; None is the system itself.
    :raises ValidationError: where the account is closed, or out of reach.
    """
    demand_may_manage(user=user, by=by)
    if not _lock_active(user):
        raise ValidationError(
            _("This account is deactivated. Activate it before printing a slip."),
            code="account_inactive",
        )
    now = timezone.now()
    user.activation_codes.unused().update(withdrawn_at=now)
    code = new_activation_code()
    has_secret = user.has_usable_password()
    ActivationCode.objects.create(
        user=user,
        code_digest=digest("activation", code),
        purpose=ActivationCode.Purpose.RESET
        if has_secret
        else ActivationCode.Purpose.FIRST,
        created_by=by if by is not None and by.is_authenticated else None,
        created_at=now,
        expires_at=now + timedelta(days=settings.slip_days),
    )
    return code


def find_activation(*, code: str) -> ActivationCode | None:
    """Return the valid slip with this code, or None; changes nothing."""
    written = read_activation_code(code)
    if not written:
        return None
    return (
        ActivationCode.objects.valid()
        .select_related("user")
        .filter(code_digest=digest("activation", written))
        .first()
    )


def activate(*, code: str, secret: str) -> User:
    """Set the account's PIN or passphrase and use up the slip.

    All other sessions of the account end, and its wrong tries are forgiven.

    :raises CodeNotValid: also for the second of two that arrive together.
    :raises ValidationError: where the secret is too easy; the slip stays valid.
    """
    slip = find_activation(code=code)
    if slip is None:
        raise CodeNotValid
    user = slip.user
    validate_password(secret, user)
    now = timezone.now()
    # Hashing is slow on purpose, so it is done before the transaction.
    user.set_password(secret)
    user.activated_at = user.activated_at or now
    with transaction.atomic():
        is_open = _lock_active(user)
        # Of this table alone: PostgreSQL asks such a condition once more after it
        # has waited for another transaction, but not one on a joined table.
        used = is_open and ActivationCode.objects.unused().filter(
            pk=slip.pk, expires_at__gt=now
        ).update(used_at=now)
        if not used:
            raise CodeNotValid
        user.save(update_fields=["password", "activated_at"])
        forgive_subject(kind=FailedTry.Kind.SIGN_IN, subject=sign_in_subject(user))
    return user


def _lock_active(user: User) -> bool:
    """Lock the account's row and tell whether it is open.

    So all that print, use or withdraw slips of one account come in turn.
    """
    rows = User.objects.select_for_update().filter(pk=user.pk)
    return rows.values_list("is_active", flat=True).first() or False
