"""Codes on paper."""

import math

import pytest

from accounts.codes import (
    ACTIVATION_GROUPS,
    ALPHABET,
    new_activation_code,
    new_login_code,
    read_activation_code,
    read_login_code,
)


def test_codes_have_no_letters_that_look_alike():
    assert not set(ALPHABET) & set("0O1IL")


def test_a_one_time_code_has_at_least_60_bits():
    assert sum(ACTIVATION_GROUPS) * math.log2(len(ALPHABET)) >= 60


def test_new_codes_are_read_back_as_they_were_written():
    for _i in range(50):
        assert read_login_code(code := new_login_code()) == code
        assert read_activation_code(code := new_activation_code()) == code


def test_a_sign_in_code_is_never_of_digits_alone(monkeypatch):
    draws = iter("2345678923456789")
    monkeypatch.setattr(
        "accounts.codes.secrets.choice", lambda letters: next(draws, "K")
    )
    assert new_login_code() == "KKKK-KKKK"


@pytest.mark.parametrize(
    "typed", ["k7m4-2qpx", "K7M42QPX", " k7m4 2qpx ", "K7M4–2QPX", "k7m4.2qpx"]
)
def test_case_spaces_and_dashes_do_not_matter(typed):
    assert read_login_code(typed) == "K7M4-2QPX"


@pytest.mark.parametrize(
    "typed", ["", "K7M4-2QP", "K7M4-2QPXX", "K7M4-2QP0", "Ệ7M42QPX"]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert read_login_code(typed) == ""
