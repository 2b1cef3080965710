"""Which PINs and passphrases are accepted."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.validators import PinOrPassphraseValidator, normalise_secret

validator = PinOrPassphraseValidator()


@pytest.mark.parametrize("secret", ["284615", " 28 46 15 ", "hoa phượng đỏ tháng sáu"])
def test_six_digits_or_ten_characters_are_accepted(secret):
    validator.validate(secret)


@pytest.mark.parametrize(
    "secret",
    [
        "000000",
        "123456",
        "654321",
        "890123",
        "121212",
        "123123",
        "112233",
        "198505",
        "121985",
        "200712",
    ],
)
def test_an_obvious_pin_is_refused(secret):
    with pytest.raises(ValidationError):
        validator.validate(secret)


@pytest.mark.parametrize("secret", ["", "28461", "2846153", "abcdefghi", "x" * 129])
def test_other_lengths_are_refused(secret):
    with pytest.raises(ValidationError):
        validator.validate(secret)


@pytest.mark.parametrize(
    "secret", ["aaaaaaaaaa", "1234567890", "0912345678", "Đặng Thị Hiếu", "1212121212"]
)
def test_an_obvious_passphrase_is_refused(secret):
    user = User(full_name="Đặng Thị Hiếu", phone="+84912345678")
    with pytest.raises(ValidationError):
        validator.validate(secret, user)


def test_a_pin_out_of_the_own_phone_number_is_refused():
    with pytest.raises(ValidationError):
        validator.validate("345678", User(phone="+84912345678"))


def test_a_secret_is_the_same_on_every_keyboard():
    composed = unicodedata.normalize("NFC", "Hiếu ở bệnh viện")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert normalise_secret(composed) == normalise_secret(decomposed)
