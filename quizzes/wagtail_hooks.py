"""What editors and administrators see of quizzes in Wagtail."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    CreateView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from .learners import learner_key
from .models import ExtraAttempt, Question, Quiz


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = ["label", "topic"]
    list_filter = ["topic"]


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "form"
    menu_label = _("Quizzes")
    list_display = ["title", "pass_mark", "max_attempts"]


class GiveExtraAttempt(CreateView):
    """Note who gave the attempt and to whose records it belongs."""

    def save_instance(self):
        extra = self.form.instance
        extra.learner_key = learner_key(extra.learner)
        extra.quiz_key = extra.quiz.key
        extra.given_by = self.request.user
        return super().save_instance()


class ExtraAttemptViewSet(SnippetViewSet):
    model = ExtraAttempt
    icon = "repeat"
    menu_label = _("Extra attempts")
    add_view_class = GiveExtraAttempt
    list_display = ["learner", "quiz", "reason", "given_at"]
    panels = [FieldPanel("learner"), FieldPanel("quiz"), FieldPanel("reason")]


class QuizViewSetGroup(SnippetViewSetGroup):
    items = [QuizViewSet, QuestionViewSet, ExtraAttemptViewSet]
    menu_icon = "form"
    menu_label = _("Quizzes")
    menu_name = "quizzes"


register_snippet(QuizViewSetGroup)
