"""Mark answers: pure functions, one for each kind of question, no database.

A question is the ``data`` of a ``QuestionVersion``: ``kind``, ``text`` and
``choices`` (``id``, ``text``, ``correct``, ``feedback``). A response is the list
of chosen ids; an empty list is a deliberate blank. Each question is worth one
point; points are exact fractions, so that 80 % of five is four, never 3.999.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

__all__ = [
    "MARKING_VERSION",
    "KINDS",
    "WrongResponse",
    "check_response",
    "mark",
    "passes",
]

#: Raised whenever the same answers could get other points than before.
MARKING_VERSION = 1

Question = Mapping[str, Any]
Response = Sequence[str]


class WrongResponse(ValueError):
    """The response could not have come from the form of this question."""


def mark(question: Question, response: Response) -> Fraction:
    """Return the points of the response, 0 to 1.

    :raises WrongResponse: the response names a choice that the question has not,
        names one twice, or several where one is asked for.
    """
    check_response(question, response)
    return KINDS[question["kind"]](question, response)


def check_response(question: Question, response: Response) -> None:
    """Refuse what the form of the question cannot send."""
    known = {choice["id"] for choice in question["choices"]}
    if not set(response) <= known:
        raise WrongResponse("a choice that the question has not")
    if len(set(response)) != len(response):
        raise WrongResponse("the same choice twice")
    if question["kind"] != "multiple_choice" and len(response) > 1:
        raise WrongResponse("several choices where one is asked for")


def passes(points: Fraction, maximum: int, pass_mark: int) -> bool:
    """Say whether the points reach the pass mark, a whole per cent of the maximum."""
    return maximum > 0 and points * 100 >= pass_mark * maximum


def _one_right(question: Question, response: Response) -> Fraction:
    return Fraction(int(bool(response) and set(response) == _right(question)))


def _all_right(question: Question, response: Response) -> Fraction:
    """Exactly the right choices, all of them: one point; else none."""
    return Fraction(int(set(response) == _right(question)))


def _right(question: Question) -> set[str]:
    return {choice["id"] for choice in question["choices"] if choice["correct"]}


#: What marks each kind of question.
KINDS: dict[str, Callable[[Question, Response], Fraction]] = {
    "single_choice": _one_right,
    "true_false": _one_right,
    "multiple_choice": _all_right,
}
