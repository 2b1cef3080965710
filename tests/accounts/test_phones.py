"""Phone numbers in all the ways people write them."""

import pytest
from django.core.exceptions import ValidationError

from accounts.phones import national_form, normalise_phone, read_phone


@pytest.mark.parametrize(
    "written",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "(0912) 345-678",
        "+84912345678",
        "+84 0912 345 678",
        "84912345678",
        "0084 912 345 678",
        "912345678",
        "912345678.0",
        "０９１２３４５６７８",
        " 0912\u00a0345\u2013678 ",
    ],
)
def test_one_number_is_stored_in_one_form(written):
    assert normalise_phone(written) == "+84912345678"


def test_a_mobile_number_that_begins_with_84_is_not_the_country_code():
    assert normalise_phone("0841234567") == "+84841234567"
    assert normalise_phone("841234567") == "+84841234567"


def test_a_landline_and_a_foreign_number_are_phone_numbers():
    assert normalise_phone("0269 382 2345") == "+842693822345"
    assert normalise_phone("+44 20 7946 0958") == "+442079460958"


def test_nothing_stays_nothing():
    assert normalise_phone("  ") == ""


@pytest.mark.parametrize(
    "text", ["12345", "không có", "0112345678", "9.12E+8", "+84", "+849123456789012"]
)
def test_what_is_no_number_is_refused_with_a_sentence(text):
    assert read_phone(text) == ""
    with pytest.raises(ValidationError) as refusal:
        normalise_phone(text)
    assert refusal.value.messages[0].endswith(".")


def test_a_number_is_read_out_as_it_is_dialled_at_home():
    assert national_form("+84912345678") == "0912345678"
    assert national_form("+442079460958") == "+442079460958"
    assert national_form("") == ""
