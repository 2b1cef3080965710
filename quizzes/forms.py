"""Read the form of an attempt: what was listed, what was chosen."""

import uuid
from dataclasses import dataclass

from django.http import QueryDict

from .services import WrongSubmission

PREFIX = "q-"


@dataclass(frozen=True)
class Sent:
    """What a browser sent for an attempt."""

    responses: dict[int, list[str]]
    submission: uuid.UUID
    accepts_blanks: bool

    @property
    def has_blanks(self) -> bool:
        return not all(self.responses.values())


def read_attempt(post: QueryDict) -> Sent:
    """Return what was sent; every question that the page showed is listed in it.

    A question that is listed without a choice was left blank on purpose or by
    mistake; a question that is not listed never reached the learner.

    :raises WrongSubmission: it is not the form of an attempt.
    """
    try:
        listed = [int(number) for number in post.getlist("questions")]
        answered = [
            int(name[len(PREFIX) :]) for name in post if name.startswith(PREFIX)
        ]
        submission = uuid.UUID(post.get("submission", ""))
    except ValueError as error:
        raise WrongSubmission from error
    if (
        not listed
        or len(set(listed)) != len(listed)
        or not set(answered) <= set(listed)
    ):
        raise WrongSubmission
    return Sent(
        responses={number: post.getlist(f"{PREFIX}{number}") for number in listed},
        submission=submission,
        accepts_blanks="accept-blanks" in post,
    )
