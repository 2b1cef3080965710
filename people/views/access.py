"""Let managers in, and nobody else; find what they may see."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.policies import visible
from courses.vietnamese import nfc

from ..models import Person, Unit
from ..picker import UnitPicker
from ..scope import Scope


def manager_page(view):
    """Call the view with the user's scope; refuse those who manage nothing.

    The scope is asked anew at each click, so a role that ended opens nothing.
    """

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        scope = Scope.of(request.user)
        if scope.is_empty:
            raise PermissionDenied(_("This page is for the managers of units."))
        # For the menu of the host, which need not ask again.
        request.manages_units = True
        return view(request, scope, *args, **kwargs)

    return guarded


def visible_person(scope: Scope, user, key) -> Person:
    """Return the person if the policy lets the user see them; else it is not there."""
    people = visible(Person, user)
    if not scope.everything:
        # A manager sees themselves elsewhere, not on the page of their unit.
        people = people.in_units(scope.unit_ids(), scope.day)
    return get_object_or_404(people.select_related("user"), key=key)


def asked_text(values, name: str, limit: int = 100) -> str:
    """Return what was typed, as it may be searched for and stored.

    Without control characters: PostgreSQL refuses some, and no text means them.
    """
    return nfc(values.get(name, "")).strip()[:limit]


def row_number(text: str | None) -> int:
    """Return the number of a row; 0, which is no row's, for anything else."""
    sane = text and len(text) < 19 and text.isascii() and text.isdigit()
    return int(text) if text and sane else 0


def chosen_unit(scope: Scope, key) -> Unit:
    """Return a unit of the scope; one of others is not there."""
    try:
        return get_object_or_404(scope.units().named(scope.day), key=key)
    except ValidationError:
        raise Http404 from None


def form_unit(request, scope: Scope) -> tuple[UnitPicker, Unit | None]:
    """Return the picker, and the unit the page is about if it is settled.

    It is settled when the address names it or when there is only one.
    """
    picker = UnitPicker(scope)
    key = request.POST.get("unit") or request.GET.get("unit")
    if not key and len(picker.by_id) == 1:
        (key,) = picker.by_key
    return picker, chosen_unit(scope, key) if key else None
