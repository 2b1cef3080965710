"""Questions, their immutable versions, and the quizzes that ask them."""

import hashlib
import json
import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from ..admin_forms import QuizForm
from ..fields import QuestionField


class QuestionVersion(models.Model):
    """A question as it was at one time: never changed, never deleted.

    Attempts point here, so that editing a question never re-marks the past.
    """

    question_key = models.UUIDField()
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    #: ``kind``, ``text``, ``explanation``, ``choices`` (see ``marking``).
    data = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "number"],
                name="learn_quizzes_question_version_number",
            ),
            models.UniqueConstraint(
                fields=["question_key", "digest"],
                name="learn_quizzes_question_version_once",
            ),
        ]

    def __str__(self):
        return f"{self.data['text']} ({self.number})"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A question version is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A question version is never deleted.")


class Question(index.Indexed, models.Model):
    """A question of the bank, as editors see it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = QuestionField(verbose_name=_("question"))
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    #: The text, so that lists and choosers can show and search it.
    label = models.CharField(max_length=300, editable=False)
    current = models.ForeignKey(
        QuestionVersion,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    panels = [
        FieldPanel("content"),
        FieldRowPanel([FieldPanel("topic"), FieldPanel("source")]),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.SearchField("topic"),
        index.FilterField("topic"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["topic", "pk"]

    def __str__(self):
        return self.label

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save the question and, where it says something new, its next version."""
        data = self.get_data()
        # Two editors who save the same question take turns.
        Question.objects.select_for_update().filter(pk=self.pk).first()
        self.label = data["text"][:300]
        self.current = self._version(data)
        super().save(*args, **kwargs)

    def get_data(self) -> dict:
        """Return the question as ``marking`` understands it."""
        raw = self.content.get_prep_value()[0]
        block = self._meta.get_field("content").stream_block.child_blocks[raw["type"]]
        return block.to_data(raw["type"], raw["value"])

    def _version(self, data: dict) -> QuestionVersion:
        text = json.dumps(data, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        versions = QuestionVersion.objects.filter(question_key=self.key)
        if known := versions.filter(digest=digest).first():
            return known
        newest = versions.aggregate(number=models.Max("number"))["number"] or 0
        return QuestionVersion.objects.create(
            question_key=self.key, number=newest + 1, digest=digest, data=data
        )


class Quiz(index.Indexed, ClusterableModel):
    """A set of questions with a pass mark, to be put on lessons."""

    class Reveal(models.TextChoices):
        ALL = "all", _("feedback and right answers after each attempt")
        CHOSEN = "chosen", _("feedback on one's answers; right answers once passed")
        SCORE = "score", _("only the score")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    intro = models.TextField(_("introduction"), blank=True, max_length=1000)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in per cent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=0, help_text=_("0: as many as one likes.")
    )
    reveal = models.CharField(
        _("what is shown afterwards"),
        max_length=8,
        choices=Reveal,
        default=Reveal.CHOSEN,
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("max_attempts")]),
        FieldPanel("reveal"),
        InlinePanel("quiz_questions", label=_("Question"), min_num=1),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]
    base_form_class = QuizForm

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_mark__gte=1, pass_mark__lte=100),
                name="learn_quizzes_pass_mark_is_a_per_cent",
            )
        ]

    def __str__(self):
        return self.title

    @cached_property
    def question_count(self) -> int:
        return self.quiz_questions.count()


class QuizQuestion(Orderable):
    """The place of a question in a quiz."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="quiz_questions")
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("question"),
    )

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        verbose_name = _("question of a quiz")
        verbose_name_plural = _("questions of quizzes")

    def __str__(self):
        return str(self.question)
