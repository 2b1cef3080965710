"""Forms of the editors."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm


class QuizForm(WagtailAdminModelForm):
    """A quiz asks each of its questions once."""

    def clean(self):
        cleaned = super().clean()
        formset = self.formsets.get("quiz_questions")
        chosen = [
            form.cleaned_data.get("question")
            for form in (formset.forms if formset else [])
            if hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")
        ]
        twice = {question for question in chosen if chosen.count(question) > 1}
        for question in filter(None, twice):
            self.add_error(
                None,
                _("The question “%(question)s” is in the quiz twice. Remove one.")
                % {"question": question},
            )
        return cleaned


class ExtraAttemptForm(WagtailAdminModelForm):
    """Name the learner as they name themselves when they sign in."""

    identifier = forms.CharField(
        label=gettext_lazy("sign-in code of the learner"), max_length=254
    )

    def clean_identifier(self):
        users = get_user_model()
        try:
            self.instance.learner = users.objects.get_by_natural_key(
                self.cleaned_data["identifier"].strip()
            )
        except users.DoesNotExist as error:
            message = _("Nobody signs in with this code. It is printed on the slip.")
            raise forms.ValidationError(message) from error
        return self.cleaned_data["identifier"]
