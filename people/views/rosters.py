"""Paste a list: see what would become of each line, then add the good ones."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .. import services
from ..forms import PasteForm
from ..services.roster import Verdict
from .access import form_unit, manager_page


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def paste(request, scope):
    """Dry run first; lines that cannot be added stay in the text box."""
    picker, unit = form_unit(request, scope)
    form = PasteForm(request.POST or None)
    roster, applied = None, False
    if unit and form.is_valid():
        arguments = {
            "by": request.user,
            "unit": unit,
            "text": form.cleaned_data["text"],
            "another": request.POST.getlist("another"),
        }
        try:
            if "apply" in request.POST:
                roster = services.add_people_from_text(
                    **arguments, audience=form.cleaned_data["audience"]
                )
                applied = True
            else:
                roster = services.read_people(**arguments)
        except ValidationError as error:
            form.add_error("text", error)
    if applied:
        count = len(roster.added)
        messages.success(
            request,
            ngettext(
                "%(count)d person was added.", "%(count)d people were added.", count
            )
            % {"count": count},
        )
        form = PasteForm(
            initial={
                "text": roster.remaining_text,
                "audience": form.cleaned_data["audience"],
            }
        )
    context = {
        "form": form,
        "picker": picker,
        "unit": unit,
        "roster": roster,
        "applied": applied,
        "verdicts": [(verdict, roster.count(verdict)) for verdict in Verdict if roster],
        "Verdict": Verdict,
    }
    return render(request, "learn_people/paste.html", context)
