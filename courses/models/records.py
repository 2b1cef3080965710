"""What learners did (append-only) and what they have reached (a summary)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class EnrolmentQuerySet(models.QuerySet):
    def open(self):
        """Rounds that are under way."""
        return self.filter(completed_at=None, ended_at=None)

    def completed(self):
        return self.exclude(completed_at=None)

    def current(self):
        """Rounds that give access: under way or completed, not withdrawn."""
        return self.filter(ended_at=None)

    def latest_rounds(self):
        """Newest round first."""
        return self.order_by("-round")


class Enrolment(models.Model):
    """One round of one learner in one course.

    A mutable summary: ``services.rebuild_progress`` makes it again from the
    rows of ``Result`` and ``StatusChange``. Pages are named by key, never by
    foreign key, so that no editorial act touches a record.
    """

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        IN_PROGRESS = "in_progress", _("In progress")
        COMPLETED = "completed", _("Completed")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="enrolments",
        verbose_name=_("learner"),
    )
    learner_key = models.UUIDField()
    learner_label = models.CharField(_("name"), max_length=150)
    course_key = models.UUIDField()
    course_title = models.CharField(_("course"), max_length=255)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    source = models.CharField(max_length=30, default="self")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    enrolled_at = models.DateTimeField(_("enrolled at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    last_lesson_key = models.UUIDField(null=True, blank=True)
    status = models.CharField(
        _("state"), max_length=12, choices=Status, default=Status.NOT_STARTED
    )
    #: Lessons done and lessons required, by the outline of ``outline_version``.
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    outline_version = models.PositiveIntegerField(default=0)
    #: ``{lesson key: {"read": instant, "activities": {key: {"passed", "best"}}}}``
    progress = models.JSONField(default=dict, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    #: Course facts and outline as they were at completion.
    outline = models.JSONField(default=dict, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["learner_key", "course_key", "round"],
                name="learn_courses_one_row_per_round",
            ),
            models.UniqueConstraint(
                fields=["learner_key", "course_key"],
                condition=Q(completed_at=None, ended_at=None),
                name="learn_courses_one_open_enrolment",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="completed", completed_at__isnull=False)
                    | (~Q(status="completed") & Q(completed_at=None))
                ),
                name="learn_courses_completed_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")),
                name="learn_courses_done_within_total",
            ),
            models.CheckConstraint(
                condition=Q(round__gte=1), name="learn_courses_round_from_one"
            ),
        ]
        indexes = [
            models.Index(
                fields=["course_key", "status"], name="learn_courses_enrolment_course"
            ),
            models.Index(
                fields=["learner", "course_key"], name="learn_courses_enrolment_who"
            ),
        ]

    def __str__(self):
        return f"{self.learner_label}: {self.course_title} ({self.round})"

    @property
    def facts(self) -> dict:
        """Return the course facts frozen at completion; empty before."""
        return self.outline.get("course", {})

    @property
    def percent(self) -> int:
        """Return lessons done of lessons required, 0 to 100, rounded down."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are written once: no change and no deletion in bulk either."""

    def update(self, **kwargs):
        raise TypeError("These rows are never changed; record new ones.")

    def delete(self):
        raise TypeError("These rows are never deleted.")


class Result(models.Model):
    """One thing a learner did. Never changed and never deleted by the suite."""

    class Kind(models.TextChoices):
        READ = "read", _("Lesson done")
        ACTIVITY = "activity", _("Activity")

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("learner"),
    )
    learner_key = models.UUIDField()
    learner_label = models.CharField(_("name"), max_length=150)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="results"
    )
    course_key = models.UUIDField()
    lesson_key = models.UUIDField()
    activity_key = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    lesson_title = models.CharField(_("lesson"), max_length=255)
    passed = models.BooleanField(_("passed"))
    #: Share of the points that could be had, 0 to 1.
    score = models.DecimalField(max_digits=6, decimal_places=5, null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)
    revision_id = models.PositiveBigIntegerField(null=True, blank=True)
    submission = models.UUIDField()
    #: What the device said, never later than ``recorded_at``.
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(
                fields=["learner_key", "submission"],
                name="learn_courses_one_row_per_submission",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1),
                name="learn_courses_score_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(occurred_at__lte=F("recorded_at")),
                name="learn_courses_occurred_before_recorded",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="read", activity_key=None)
                    | Q(kind="activity", activity_key__isnull=False)
                ),
                name="learn_courses_activity_has_a_key",
            ),
        ]
        indexes = [
            models.Index(
                fields=["enrolment", "recorded_at"], name="learn_courses_result_round"
            ),
            models.Index(fields=["lesson_key"], name="learn_courses_result_lesson"),
        ]

    def __str__(self):
        return f"{self.learner_label}: {self.lesson_title}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A result is never changed; record a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A result is never deleted.")


class StatusChange(models.Model):
    """A dated event in a round: the history that a summary is rebuilt from."""

    class Event(models.TextChoices):
        ENROLLED = "enrolled", _("Enrolled")
        STARTED = "started", _("Started")
        COMPLETED = "completed", _("Completed")
        DUE_CHANGED = "due_changed", _("Due date changed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REINSTATED = "reinstated", _("Enrolled again")

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="status_changes"
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    learner_key = models.UUIDField()
    event = models.CharField(max_length=12, choices=Event)
    from_status = models.CharField(max_length=12, blank=True)
    to_status = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    #: Completion: outline and edition. Due date: due_on. Withdrawal: reason.
    data = models.JSONField(default=dict, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(event="completed"),
                name="learn_courses_completed_once_a_round",
            )
        ]
        indexes = [models.Index(fields=["at"], name="learn_courses_change_time")]

    def __str__(self):
        return f"{self.enrolment_id}: {self.event}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A status change is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A status change is never deleted.")
