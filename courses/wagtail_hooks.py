"""What editors and administrators see of courses in Wagtail."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Audience, CoursePage, Enrolment, LessonPage, Result


class AudienceViewSet(SnippetViewSet):
    model = Audience
    icon = "group"
    menu_label = gettext_lazy("Audiences")
    list_display = ["code", "name", "noun", "sort_order"]
    search_fields = ["code", "name"]
    panels = [
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("noun"), FieldPanel("noun_en")]),
        FieldPanel("sort_order"),
    ]


register_snippet(AudienceViewSet)


@hooks.register("before_delete_page")
def keep_pages_with_records(request, page):
    """Refuse to delete a course or lesson on which somebody's record rests."""
    count = records_below(page)
    if not count or request.method != "POST":
        if count:
            messages.warning(request, _refusal(count))
        return None
    messages.error(request, _refusal(count))
    return redirect(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


@hooks.register("before_bulk_action")
def keep_pages_with_records_in_bulk(request, action_type, objects, action):
    if action_type != "delete" or action.model is None:
        return None
    kept = [page for page in objects if hasattr(page, "path") and records_below(page)]
    if not kept:
        return None
    messages.error(request, _refusal(sum(records_below(page) for page in kept)))
    return redirect(reverse("wagtailadmin_explore", args=[kept[0].get_parent().pk]))


def records_below(page) -> int:
    """Count the enrolments and results that name this page or one below it."""
    below = {"path__startswith": page.path}
    courses = CoursePage.objects.filter(**below).values_list(
        "translation_key", flat=True
    )
    lessons = LessonPage.objects.filter(**below).values_list(
        "translation_key", flat=True
    )
    return (
        Enrolment.objects.filter(course_key__in=list(courses)).count()
        or Result.objects.filter(lesson_key__in=list(lessons)).count()
    )


def _refusal(count: int) -> str:
    return ngettext(
        "One learner's record rests on this page, so it cannot be deleted. "
        "Unpublish it instead: it disappears from the site and the record stays.",
        "%(count)d learners' records rest on this page, so it cannot be deleted. "
        "Unpublish it instead: it disappears from the site and the records stay.",
        count,
    ) % {"count": count}
