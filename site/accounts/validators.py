"""What a person may choose as PIN or passphrase."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

__all__ = ["PIN_LENGTH", "PinOrPassphraseValidator", "normalise_secret"]

PIN_LENGTH = 6
PASSPHRASE_LENGTH = 10
SECRET_MAX_LENGTH = 128
#: A passphrase such as "aaaaaaaaaa" is long but no secret.
DIFFERENT_CHARACTERS = 4
YEAR = re.compile(r"^(19|20)\d\d|(19|20)\d\d$")


def normalise_secret(secret: str) -> str:
    """Return the secret as it is hashed, alike on every keyboard.

    Telephones and computers write "ế" in different ways (NFC and NFD), and
    some people type "12 34 56".
    """
    text = unicodedata.normalize("NFC", secret).strip()
    digits = "".join(text.split())
    return digits if digits.isdecimal() else text


class PinOrPassphraseValidator:
    """Demand a PIN of six digits that is not obvious, or a longer passphrase."""

    def validate(self, password: str, user=None) -> None:
        secret = normalise_secret(password)
        if len(secret) == PIN_LENGTH and re.fullmatch(r"[0-9]+", secret):
            self._validate_pin(secret, user)
        elif len(secret) < PASSPHRASE_LENGTH:
            raise ValidationError(self.get_help_text(), code="secret_too_short")
        elif len(secret) > SECRET_MAX_LENGTH:
            raise ValidationError(
                _("Use at most %(limit)s characters."),
                code="secret_too_long",
                params={"limit": SECRET_MAX_LENGTH},
            )
        else:
            self._validate_passphrase(secret, user)

    def get_help_text(self) -> str:
        return _(
            "Six digits that only you know, or a passphrase of at least ten characters."
        )

    def _validate_pin(self, pin: str, user) -> None:
        if _is_run(pin) or _is_repetition(pin):
            raise ValidationError(
                _(
                    "This PIN is easy to guess, like 000000 or 123456. "
                    "Choose six digits without a pattern."
                ),
                code="pin_obvious",
            )
        if YEAR.search(pin):
            raise ValidationError(
                _("A PIN with a year in it is easy to guess. Choose other digits."),
                code="pin_year",
            )
        if pin in getattr(user, "phone", ""):
            raise ValidationError(
                _("This PIN is part of your phone number. Choose other digits."),
                code="pin_phone",
            )

    def _validate_passphrase(self, passphrase: str, user) -> None:
        digits = re.sub(r"\D", "", passphrase)
        phone = getattr(user, "phone", "")
        own = {getattr(user, "full_name", ""), getattr(user, "email", "")} - {""}
        if (
            len(set(passphrase)) < DIFFERENT_CHARACTERS
            or (digits == passphrase and (_is_run(digits) or _is_repetition(digits)))
            or (
                phone
                and digits
                and digits.lstrip("0") in phone
                and digits == passphrase
            )
            or passphrase.casefold() in {text.casefold() for text in own}
        ):
            raise ValidationError(
                _(
                    "This passphrase is easy to guess. "
                    "Choose several words that only you would put together."
                ),
                code="passphrase_obvious",
            )


def _is_run(digits: str) -> bool:
    """Tell whether the digits only go up or only go down: 123456, 987654, 890123."""
    steps = {(int(b) - int(a)) % 10 for a, b in zip(digits, digits[1:], strict=False)}
    return steps in ({1}, {9})


def _is_repetition(digits: str) -> bool:
    """Tell whether a short piece is repeated: 000000, 121212, 123123, 112233."""
    length = len(digits)
    repeated = any(
        digits == digits[:size] * (length // size)
        for size in range(1, length // 2 + 1)
        if length % size == 0
    )
    doubled = length % 2 == 0 and digits[::2] == digits[1::2]
    return repeated or (doubled and _is_run(digits[::2]))
