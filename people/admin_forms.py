"""The forms of the administration's screens."""

from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .services import would_stand_under_itself

__all__ = ["GrantEndForm", "UnitForm"]


class UnitForm(WagtailAdminModelForm):
    """Refuse two names that hold on one day, and a unit that stands under itself."""

    def is_valid(self):
        if not super().is_valid():
            return False
        forms = [
            form
            for form in self.formsets["versions"].forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        spans = sorted(
            (
                form.cleaned_data.get("valid_from") or date.min,
                form.cleaned_data.get("valid_to") or date.max,
            )
            for form in forms
        )
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            self.add_error(None, _("Two names or places hold on the same day."))
        for form in forms:
            self._refuse_itself_above(form)
        return not self.errors and all(not form.errors for form in forms)

    def _refuse_itself_above(self, form) -> None:
        words = form.cleaned_data
        if not self.instance.pk or not words.get("parent"):
            return
        if would_stand_under_itself(
            unit=self.instance,
            parent=words["parent"],
            valid_from=words.get("valid_from"),
            valid_to=words.get("valid_to"),
        ):
            form.add_error(
                "parent",
                _("It stands under the unit that is edited. Choose one above it."),
            )


class GrantEndForm(WagtailAdminModelForm):
    """End a role, or end it earlier; what it says beside stays as it was given."""

    def clean_valid_to(self):
        end, planned = self.cleaned_data["valid_to"], self.initial.get("valid_to")
        if planned and (end is None or end > planned):
            raise ValidationError(
                _("A role is not lengthened here. Give it anew from that day on.")
            )
        if end and end < self.instance.valid_from:
            raise ValidationError(_("The end is before the beginning."))
        return end
