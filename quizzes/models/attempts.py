"""Attempts and answers: what a learner was asked, said, and got for it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..admin_forms import ExtraAttemptForm
from .bank import QuestionVersion

#: The round of a quiz that does not stand in a course.
NO_ROUND = uuid.UUID(int=0)


class AttemptQuerySet(models.QuerySet):
    def open(self):
        return self.filter(submitted_at=None)

    def submitted(self):
        return self.exclude(submitted_at=None)

    def at(self, *, lesson_key, activity_key, round_key):
        """Attempts at one place (page and block) in one round."""
        return self.filter(
            lesson_key=lesson_key, activity_key=activity_key, round_key=round_key
        )


class Attempt(models.Model):
    """One attempt of one learner at a quiz where it stands.

    The place is the page and the block by their keys, never by foreign key;
    pass mark and questions are those of the start.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("learner"),
    )
    learner_key = models.UUIDField()
    learner_label = models.CharField(_("name"), max_length=150)
    quiz_key = models.UUIDField()
    quiz_title = models.CharField(_("quiz"), max_length=255)
    lesson_key = models.UUIDField()
    activity_key = models.UUIDField()
    round_key = models.UUIDField(default=NO_ROUND)
    number = models.PositiveSmallIntegerField(_("attempt"))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in per cent"))
    reveal = models.CharField(max_length=8)
    marking_version = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(_("started at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    #: Sent with the answers; the same one twice is one submission.
    submission = models.UUIDField(null=True, blank=True)
    points = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    max_points = models.PositiveSmallIntegerField()
    passed = models.BooleanField(_("passed"), null=True)

    objects = AttemptQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner_key", "lesson_key", "activity_key", "round_key"],
                condition=Q(submitted_at=None),
                name="learn_quizzes_one_open_attempt",
            ),
            models.UniqueConstraint(
                fields=[
                    "learner_key",
                    "lesson_key",
                    "activity_key",
                    "round_key",
                    "number",
                ],
                name="learn_quizzes_attempt_number",
            ),
            models.UniqueConstraint(
                fields=["learner_key", "submission"],
                condition=Q(submission__isnull=False),
                name="learn_quizzes_one_attempt_per_submission",
            ),
            models.CheckConstraint(
                condition=(
                    Q(submitted_at=None, points=None, passed=None)
                    | Q(
                        submitted_at__isnull=False,
                        points__isnull=False,
                        passed__isnull=False,
                    )
                ),
                name="learn_quizzes_submitted_is_marked",
            ),
            models.CheckConstraint(
                condition=Q(points=None)
                | Q(points__gte=0, points__lte=models.F("max_points")),
                name="learn_quizzes_points_within_maximum",
            ),
        ]

    def __str__(self):
        return f"{self.learner_label}: {self.quiz_title} ({self.number})"

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    @property
    def score(self) -> float:
        """Return the share of the points, 0 to 1."""
        return float(self.points) / self.max_points if self.points else 0.0

    @property
    def percent(self) -> int:
        """Return the score in per cent, rounded down: 79.9 is not 80."""
        return int(self.points * 100 // self.max_points) if self.points else 0


class Answer(models.Model):
    """One question of an attempt, and the response to it."""

    attempt = models.ForeignKey(
        Attempt, on_delete=models.CASCADE, related_name="answers"
    )
    version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="answers"
    )
    position = models.PositiveSmallIntegerField()
    #: Ids of the chosen options; null before the attempt is submitted.
    response = models.JSONField(null=True)
    points = models.DecimalField(max_digits=6, decimal_places=3, null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "position"], name="learn_quizzes_answer_position"
            ),
            models.UniqueConstraint(
                fields=["attempt", "version"],
                name="learn_quizzes_question_once_an_attempt",
            ),
        ]

    def __str__(self):
        return f"{self.attempt_id}: {self.position}"


class ExtraAttempt(models.Model):
    """One more attempt, given to one learner for a reason."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("learner"),
    )
    learner_key = models.UUIDField(editable=False)
    quiz = models.ForeignKey(
        "learn_quizzes.Quiz", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    quiz_key = models.UUIDField(editable=False)
    reason = models.CharField(_("reason"), max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    given_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    base_form_class = ExtraAttemptForm

    class Meta:
        verbose_name = _("extra attempt")
        verbose_name_plural = _("extra attempts")
        indexes = [
            models.Index(
                fields=["learner_key", "quiz_key"], name="learn_quizzes_extra_for"
            )
        ]

    def __str__(self):
        return self.reason
