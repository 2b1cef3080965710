"""Forms of the editors."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class CoursePageForm(WagtailAdminPageForm):
    """A course code names one course: managers and certificates go by it."""

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        others = type(self.instance).objects.filter(code__iexact=code)
        if self.instance.translation_key:
            others = others.exclude(translation_key=self.instance.translation_key)
        if other := others.first():
            raise ValidationError(
                _("“%(title)s” has this code already. Choose another one."),
                params={"title": other.title},
            )
        return code
