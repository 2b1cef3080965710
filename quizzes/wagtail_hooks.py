"""What editors and administrators see of quizzes in Wagtail."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    CreateView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from .models import ExtraAttempt, Question, Quiz, QuizQuestion
from .services import give_extra_attempt


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
    """Give the attempt as the service does, and note who gave it."""

    def save_instance(self):
        wanted = self.form.instance
        return give_extra_attempt(
            learner=wanted.learner,
            quiz=wanted.quiz,
            reason=wanted.reason,
            by=self.request.user,
        )


class ExtraAttemptViewSet(SnippetViewSet):
    model = ExtraAttempt
    icon = "repeat"
    menu_label = _("Extra attempts")
    add_view_class = GiveExtraAttempt
    copy_view_enabled = False
    list_display = ["learner", "quiz", "reason", "given_at"]
    panels = [FieldPanel("identifier"), FieldPanel("quiz"), FieldPanel("reason")]


class QuizViewSetGroup(SnippetViewSetGroup):
    items = [QuizViewSet, QuestionViewSet, ExtraAttemptViewSet]
    menu_icon = "form"
    menu_label = _("Quizzes")
    menu_name = "quizzes"


register_snippet(QuizViewSetGroup)


@hooks.register("before_delete_snippet")
def keep_what_is_in_use(request, instances):
    """Refuse to delete a quiz that lessons hold or a question that quizzes ask."""
    used = [item for item in instances if _uses(item)]
    if not used:
        return None
    for item in used:
        messages.error(
            request,
            ngettext(
                "“%(name)s” is used in one place. Take it out there first.",
                "“%(name)s” is used in %(count)d places. Take it out there first.",
                _uses(item),
            )
            % {"name": item, "count": _uses(item)},
        )
    return redirect(reverse(instances[0].snippet_viewset.get_url_name("list")))


def _uses(item) -> int:
    if isinstance(item, Question):
        return QuizQuestion.objects.filter(question=item).count()
    if isinstance(item, Quiz):
        return ReferenceIndex.get_references_to(item).count()
    return 0
