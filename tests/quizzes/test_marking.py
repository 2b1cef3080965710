from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking import WrongResponse, mark, passes


def question(kind, right, ids="abcd"):
    return {
        "kind": kind,
        "text": "?",
        "choices": [
            {"id": i, "text": i, "correct": i in right, "feedback": ""} for i in ids
        ],
    }


@pytest.mark.parametrize(
    ("kind", "right", "response", "points"),
    [
        ("single_choice", "b", ["b"], 1),
        ("single_choice", "b", ["a"], 0),
        ("single_choice", "b", [], 0),
        ("multiple_choice", "ac", ["c", "a"], 1),
        ("multiple_choice", "ac", ["a"], 0),
        ("multiple_choice", "ac", ["a", "b", "c"], 0),
        ("multiple_choice", "ac", [], 0),
    ],
)
def test_a_point_is_for_exactly_the_right_choices(kind, right, response, points):
    assert mark(question(kind, right), response) == points


def test_true_and_false_are_marked_as_one_choice_of_two():
    statement = question("true_false", ["false"], ids=["true", "false"])
    assert mark(statement, ["false"]) == 1
    assert mark(statement, ["true"]) == 0


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        ("single_choice", ["z"]),
        ("single_choice", ["a", "b"]),
        ("multiple_choice", ["a", "a"]),
        ("multiple_choice", ["a", ""]),
    ],
)
def test_what_no_form_can_send_is_refused(kind, response):
    with pytest.raises(WrongResponse):
        mark(question(kind, "a"), response)


def test_the_pass_mark_is_met_exactly_and_never_by_rounding():
    assert passes(Fraction(4), 5, 80)
    assert not passes(Fraction(79), 100, 80)
    assert not passes(Fraction(7999, 1000), 10, 80)
    assert passes(Fraction(1, 3) * 3, 1, 100)
    assert not passes(Fraction(0), 0, 1)


@given(st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd"), min_size=1))
def test_points_stay_between_nothing_and_one(response, right):
    points = mark(question("multiple_choice", right), sorted(response))
    assert 0 <= points <= 1
    assert (points == 1) == (response == right)
