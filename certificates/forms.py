"""What people type: a code to check, a reason for a decision, an award."""

from django import forms
from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .models import Award
from .tokens import normalise


class CodeForm(forms.Form):
    """The code that stands on a certificate."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=80,
        help_text=_("26 letters and digits; gaps and dashes do not matter."),
        error_messages={"required": _("Type the code that stands below the QR code.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        code = normalise(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _(
                    "That is not a whole code. It has 26 letters and digits, "
                    "in groups of four."
                )
            )
        return code


class DecisionForm(forms.Form):
    """A decision that needs nothing but the confirmation."""


class ReasonForm(forms.Form):
    """Why somebody is refused, or a certificate taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason.")},
    )


class AwardForm(WagtailAdminModelForm):
    """An award; where courses are installed, the course is chosen from a list."""

    class Meta:
        model = Award
        fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if apps.is_installed("courses"):
            from . import in_courses

            choices = [("", "---------"), *in_courses.course_choices()]
            known = self.instance.subject_key
            if known and str(known) not in dict(choices):
                choices.append((str(known), str(self.instance)))
            self.fields["subject_key"] = forms.ChoiceField(
                label=capfirst(Award._meta.get_field("subject_key").verbose_name),
                choices=choices,
            )
            self.initial["subject_key"] = str(known) if known else ""

    def clean(self):
        cleaned = super().clean()
        if apps.is_installed("courses") and cleaned.get("subject_key"):
            from . import in_courses

            title = in_courses.course_title(cleaned["subject_key"])
            if title and not cleaned.get("subject_title"):
                cleaned["subject_title"] = title
        return cleaned
