"""The forms that people fill in to sign in, open an account or change a PIN."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.vietnamese import clean_person_name

from .phones import normalise_phone
from .validators import SECRET_MAX_LENGTH, PinOrPassphraseValidator

__all__ = [
    "ChangeSecretForm",
    "EnterCodeForm",
    "SetSecretForm",
    "SignInForm",
    "SignUpForm",
]


def secret_field(*, label, autocomplete: str, help_text=""):
    """Return a field for a PIN or passphrase; it is never sent back to the page."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=SECRET_MAX_LENGTH,
        error_messages={"required": _("Type your PIN or passphrase.")},
        widget=forms.PasswordInput(
            attrs={"autocomplete": autocomplete, "data-secret": ""}
        ),
    )


def shared_device_field():
    return forms.BooleanField(
        label=_("Shared machine"),
        help_text=_(
            "Tick this where others use the machine too. You are signed out after "
            "20 minutes without a click, and nothing of yours stays behind."
        ),
        required=False,
        widget=forms.CheckboxInput(attrs={"data-shared-device": ""}),
    )


class AccountForm(forms.Form):
    """Base of the forms: number keys for a PIN, quiet on shared machines.

    :param letters: show the keyboard with letters, for a passphrase.
    :param shared_machine: the machine is known as shared, so its browser is
        asked to offer nothing that was typed before.
    """

    use_required_attribute = True

    def __init__(self, *args, letters=False, shared_machine=False, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if "data-secret" in field.widget.attrs and not letters:
                field.widget.attrs["inputmode"] = "numeric"
            if shared_machine and "autocomplete" in field.widget.attrs:
                field.widget.attrs["autocomplete"] = "off"
        if "shared_device" in self.fields:
            self.fields["shared_device"].initial = shared_machine


class SignInForm(AccountForm):
    identifier = forms.CharField(
        label=_("Phone number, e-mail or sign-in code"),
        max_length=254,
        error_messages={
            "required": _("Type your phone number, e-mail or sign-in code.")
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    secret = secret_field(label=_("PIN or passphrase"), autocomplete="current-password")
    shared_device = shared_device_field()


class RepeatedSecretForm(AccountForm):
    """Ask twice for a new PIN; the rules come from the services."""

    def clean(self):
        cleaned = super().clean()
        secret, again = cleaned.get("secret"), cleaned.get("secret_again")
        if secret and again and secret != again:
            self.add_error(
                "secret_again",
                ValidationError(
                    _("The two are not alike. Type the same one twice."),
                    code="secrets_differ",
                ),
            )
        return cleaned


class SetSecretForm(RepeatedSecretForm):
    secret = secret_field(
        label=_("New PIN or passphrase"),
        help_text=PinOrPassphraseValidator().get_help_text,
        autocomplete="new-password",
    )
    secret_again = secret_field(
        label=_("Once more, to be sure"), autocomplete="new-password"
    )
    shared_device = shared_device_field()


class EnterCodeForm(AccountForm):
    code = forms.CharField(
        label=_("Code on the slip"),
        help_text=_("Thirteen letters and digits. Spaces and dashes do not matter."),
        max_length=40,
        error_messages={"required": _("Type the code that is printed on the slip.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class SignUpForm(RepeatedSecretForm):
    full_name = forms.CharField(
        label=_("Full name"),
        help_text=_("As it should stand on your certificate."),
        max_length=120,
        error_messages={"required": _("Write the full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=30,
        error_messages={"required": _("Write your phone number.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}
        ),
    )
    secret = secret_field(
        label=_("Choose a PIN or passphrase"),
        help_text=PinOrPassphraseValidator().get_help_text,
        autocomplete="new-password",
    )
    secret_again = secret_field(
        label=_("Once more, to be sure"), autocomplete="new-password"
    )
    shared_device = shared_device_field()

    field_order = ["full_name", "phone", "secret", "secret_again", "shared_device"]

    def clean_full_name(self):
        return clean_person_name(self.cleaned_data["full_name"])

    def clean_phone(self):
        return normalise_phone(self.cleaned_data["phone"])


class ChangeSecretForm(RepeatedSecretForm):
    current = secret_field(
        label=_("Current PIN or passphrase"), autocomplete="current-password"
    )
    secret = secret_field(
        label=_("New PIN or passphrase"),
        help_text=PinOrPassphraseValidator().get_help_text,
        autocomplete="new-password",
    )
    secret_again = secret_field(
        label=_("Once more, to be sure"), autocomplete="new-password"
    )
