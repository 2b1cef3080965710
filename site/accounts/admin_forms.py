"""The forms of the administration's account screens."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from courses.vietnamese import clean_person_name

from .models import User
from .phones import normalise_phone

__all__ = ["AccountCreationForm", "AccountEditForm", "OwnNameForm"]


class AccountFields(forms.ModelForm):
    """Name, phone and e-mail; no password, for a slip lets the person choose it.

    :param by: who edits; only administrators make administrators.
    """

    first_name = None
    last_name = None
    email = forms.EmailField(label=_("E-mail address"), required=False)

    password_enabled = False

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if not by.is_superuser:
            for name in {"is_superuser", "groups"} & set(self.fields):
                del self.fields[name]

    def clean_full_name(self):
        return clean_person_name(self.cleaned_data["full_name"])

    def clean_phone(self):
        return normalise_phone(self.cleaned_data["phone"])

    def save(self, commit=True):
        if "phone" in self.changed_data:
            self.instance.phone_is_confirmed = bool(self.instance.phone)
        return super().save(commit)


class AccountCreationForm(AccountFields, UserCreationForm):
    class Meta:
        model = User
        fields = ["full_name", "phone", "email", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class AccountEditForm(AccountFields, UserEditForm):
    class Meta:
        model = User
        fields = [
            "full_name",
            "phone",
            "phone_is_confirmed",
            "email",
            "is_active",
            "is_superuser",
            "groups",
        ]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class OwnNameForm(forms.ModelForm):
    """What an editor may change about themselves on Wagtail's account page."""

    class Meta:
        model = User
        fields = ["full_name"]

    def clean_full_name(self):
        return clean_person_name(self.cleaned_data["full_name"])
