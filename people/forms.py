"""What managers and people who join fill in; the rules are the services'."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.models import Audience
from courses.vietnamese import clean_person_name

from .births import parse_birth
from .intervals import today
from .models import Person
from .phones import normalise_phone

DAY_WIDGET = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ToldForm(forms.Form):
    """A form whose fields point to their hint and their error."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            told = [f"id_{name}-hint"] if field.help_text else []
            if self.is_bound and name in self.errors:
                told.insert(0, f"id_{name}-error")
                field.widget.attrs["aria-invalid"] = "true"
            if told:
                field.widget.attrs["aria-describedby"] = " ".join(told)


class AddPersonForm(ToldForm):
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=30,
        help_text=_("May be left empty; two people may share one number."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    birth = forms.CharField(
        label=_("Date of birth"),
        required=False,
        max_length=10,
        help_text=_("As far as it is known: 05/03/1985, 03/1985 or 1985."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", _("not stated")), *Person.Sex.choices],
    )
    position = forms.CharField(label=_("Position"), required=False, max_length=120)
    audience = forms.ModelChoiceField(
        label=_("Audience"),
        required=False,
        queryset=Audience.objects.all(),
        empty_label=_("not stated"),
    )
    even_if_alike = forms.BooleanField(
        label=_("This is somebody else; add them all the same"), required=False
    )

    def clean_full_name(self):
        return clean_person_name(self.cleaned_data["full_name"])

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip()
        if phone:
            normalise_phone(phone)
        return phone

    def clean_birth(self):
        birth = self.cleaned_data["birth"].strip()
        parse_birth(birth)
        return birth


class PasteForm(ToldForm):
    text = forms.CharField(
        label=_("List of names and phone numbers"),
        max_length=60_000,
        strip=False,
        help_text=_(
            "One person a line: name, then phone. Date of birth, sex and position "
            "may follow. Separate with a tab (as copied from a spreadsheet), a "
            "semicolon or a comma."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    audience = forms.ModelChoiceField(
        label=_("Audience of all of them"),
        required=False,
        queryset=Audience.objects.all(),
        empty_label=_("not stated"),
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError(_("Paste at least one line."))
        return text


class MoveForm(ToldForm):
    on = forms.DateField(label=_("First day there"), initial=today, widget=DAY_WIDGET)
    position = forms.CharField(
        label=_("Position there"), required=False, max_length=120
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=200,
        help_text=_("Such as the number of the decision."),
    )


class LeaveForm(ToldForm):
    on = forms.DateField(
        label=_("First day no longer here"), initial=today, widget=DAY_WIDGET
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)
