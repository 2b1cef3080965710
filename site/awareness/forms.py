"""The editors' form of an article."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from courses.models import CoursePage

__all__ = ["ArticleForm"]


class ArticleForm(WagtailAdminPageForm):
    """Offer the courses by name where the table stores a key."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "related_course_key" in self.fields:
            self.fields["related_course_key"] = forms.TypedChoiceField(
                label=_("related course"),
                choices=_courses(self.instance.related_course_key),
                coerce=UUID,
                empty_value=None,
                required=False,
            )


def _courses(current: UUID | None) -> list[tuple[str, str]]:
    courses = CoursePage.objects.order_by("code").values_list(
        "translation_key", "code", "title"
    )
    choices = [(str(key), f"{code} {title}") for key, code, title in courses]
    if current and str(current) not in dict(choices):
        choices.append((str(current), gettext("a course that is not here any more")))
    return [("", "—"), *choices]
