"""The rules of quizzes: start an attempt, mark it, give another."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import marking
from .learners import learner_key, learner_label
from .models import Answer, Attempt, ExtraAttempt, Quiz
from .places import Place
from .signals import attempt_submitted

__all__ = [
    "AttemptsUsedUp",
    "QuizIsEmpty",
    "WrongSubmission",
    "attempts_left",
    "give_extra_attempt",
    "start_attempt",
    "submit_attempt",
]


class QuizIsEmpty(Exception):
    """The quiz has no question yet."""

    message = _("This quiz has no questions yet. Tell the people who run the course.")


class AttemptsUsedUp(Exception):
    """No attempt is left."""

    message = _(
        "You have used all attempts. Ask your training manager for another one."
    )


class WrongSubmission(Exception):
    """What was sent is not the form of this attempt; nothing was marked."""

    message = _(
        "What arrived was incomplete or did not belong to this attempt, so nothing was "
        "marked and your attempt is still open. Open the quiz again and submit it."
    )


def attempts_left(*, quiz: Quiz, learner_key: uuid.UUID, used: int) -> int | None:
    """Return how many attempts may still be started; None: as many as one likes."""
    if not quiz.max_attempts:
        return None
    if used < quiz.max_attempts:
        return quiz.max_attempts - used
    extra = ExtraAttempt.objects.filter(
        learner_key=learner_key, quiz_key=quiz.key
    ).count()
    return max(quiz.max_attempts + extra - used, 0)


def start_attempt(*, learner, place: Place) -> Attempt:
    """Return the open attempt at this place, begun if there is none.

    Questions, pass mark and number are fixed now, on the server; reloading,
    going back or a second tab find the same attempt.

    :raises AttemptsUsedUp: the limit is reached.
    :raises QuizIsEmpty: there is nothing to ask.
    """
    key = learner_key(learner)
    quiz = place.quiz
    try:
        with transaction.atomic():
            earlier = list(
                Attempt.objects.select_for_update()
                .filter(learner_key=key)
                .at(
                    lesson_key=place.lesson_key,
                    activity_key=place.activity_key,
                    round_key=place.round_key,
                )
                .order_by("number")
            )
            for attempt in earlier:
                if attempt.is_open:
                    return attempt
            if attempts_left(quiz=quiz, learner_key=key, used=len(earlier)) == 0:
                raise AttemptsUsedUp
            return _begin(learner=learner, place=place, number=len(earlier) + 1)
    except IntegrityError:
        # Two requests at once: the other one began it.
        return (
            Attempt.objects.open()
            .filter(learner_key=key)
            .at(
                lesson_key=place.lesson_key,
                activity_key=place.activity_key,
                round_key=place.round_key,
            )
            .get()
        )


@transaction.atomic
def submit_attempt(
    *,
    learner,
    attempt_key: uuid.UUID,
    responses: Mapping[int, Sequence[str]],
    submission: uuid.UUID,
) -> Attempt:
    """Mark the attempt and tell other apps, or refuse it and change nothing.

    ``responses`` holds, for every question of the attempt, the ids of the chosen
    options by the id of the question version; an empty list is a blank answer and
    gets no point. A second submission of the same attempt changes nothing.

    :raises Attempt.DoesNotExist: it is not an attempt of this learner.
    :raises WrongSubmission: questions are missing, foreign or answered in a way
        that the form cannot.
    """
    attempt = Attempt.objects.select_for_update().get(
        key=attempt_key, learner_key=learner_key(learner)
    )
    if not attempt.is_open:
        return attempt
    answers = list(attempt.answers.select_related("version"))
    if set(responses) != {answer.version_id for answer in answers}:
        raise WrongSubmission
    total = Fraction(0)
    for answer in answers:
        response = list(responses[answer.version_id])
        try:
            points = marking.mark(answer.version.data, response)
        except marking.WrongResponse as error:
            raise WrongSubmission from error
        answer.response = response
        answer.points = _decimal(points)
        total += points
    attempt.points = _decimal(total)
    attempt.passed = marking.passes(total, attempt.max_points, attempt.pass_mark)
    attempt.marking_version = marking.MARKING_VERSION
    attempt.submission = submission
    attempt.submitted_at = timezone.now()
    try:
        with transaction.atomic():
            attempt.save(
                update_fields=[
                    "points",
                    "passed",
                    "marking_version",
                    "submission",
                    "submitted_at",
                ]
            )
    except IntegrityError as error:
        # The same submission was sent for another attempt before.
        raise WrongSubmission from error
    # One statement, as bulk_update would be, but cheaper to compile.
    Answer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["response", "points"],
    )
    attempt_submitted.send(sender=Attempt, attempt=attempt, learner=learner)
    return attempt


def give_extra_attempt(*, learner, quiz: Quiz, reason: str, by) -> ExtraAttempt:
    """Allow the learner one more attempt at the quiz, wherever it stands."""
    return ExtraAttempt.objects.create(
        learner=learner,
        learner_key=learner_key(learner),
        quiz=quiz,
        quiz_key=quiz.key,
        reason=reason.strip(),
        given_by=by,
    )


def _begin(*, learner, place: Place, number: int) -> Attempt:
    quiz = place.quiz
    chosen = quiz.quiz_questions.order_by("sort_order")
    versions = list(dict.fromkeys(chosen.values_list("question__current", flat=True)))
    if not versions:
        raise QuizIsEmpty
    attempt = Attempt.objects.create(
        learner=learner,
        learner_key=learner_key(learner),
        learner_label=learner_label(learner),
        quiz_key=quiz.key,
        quiz_title=quiz.title,
        lesson_key=place.lesson_key,
        activity_key=place.activity_key,
        round_key=place.round_key,
        number=number,
        pass_mark=quiz.pass_mark,
        reveal=quiz.reveal,
        marking_version=marking.MARKING_VERSION,
        started_at=timezone.now(),
        max_points=len(versions),
    )
    Answer.objects.bulk_create(
        Answer(attempt=attempt, version_id=version, position=position)
        for position, version in enumerate(versions, start=1)
    )
    return attempt


def _decimal(points: Fraction) -> Decimal:
    return round(Decimal(points.numerator) / Decimal(points.denominator), 3)
