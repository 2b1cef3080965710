"""Print slips: choose people, then see the codes once."""

from uuid import UUID

import segno
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import services
from ..adapter import account_adapter
from ..models import Person
from ..picker import UnitPicker
from ..scope import Scope, units_reached
from .access import chosen_unit, manager_page

#: So many slips are printed at once; a bigger unit is printed in parts.
MOST_SLIPS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def slips(request, scope: Scope):
    """List people to print for; a POST makes new codes and shows them once."""
    unit_key = request.POST.get("unit") or request.GET.get("unit")
    unit = chosen_unit(scope, unit_key) if unit_key else None
    keys = request.POST.getlist("person") or request.GET.getlist("person")
    people = _people(scope, unit).select_related("user").order_by("sort_key", "pk")
    errors = []
    if request.method == "POST":
        try:
            printed = _issue(request.user, people, keys)
        except (PermissionDenied, ValidationError) as error:
            errors = getattr(error, "messages", None) or [str(error)]
        else:
            return render(request, "learn_people/slip_sheet.html", {"slips": printed})
    chosen = set(keys)
    if chosen and request.method != "POST":
        people = people.filter(key__in=_uuids(keys))
    adapter = account_adapter()
    listed = [
        {
            "person": person,
            "login_code": adapter.login_code(person.user),
            "signed_in": person.user.last_login is not None,
            "checked": str(person.key) in chosen
            if chosen
            else person.user.last_login is None,
        }
        for person in people[: MOST_SLIPS + 1]
    ]
    context = {
        "unit": unit,
        "picker": UnitPicker(scope),
        "listed": listed[:MOST_SLIPS],
        "has_more": len(listed) > MOST_SLIPS,
        "most": MOST_SLIPS,
        "errors": errors,
    }
    return render(
        request, "learn_people/slips.html", context, status=422 if errors else 200
    )


def _people(scope: Scope, unit):
    """Return the people of the scope with an account that it may open."""
    people = Person.objects.filter(user__is_active=True).exclude(
        pk__in=services.mightier_people(scope=scope).values("pk")
    )
    if unit:
        return people.in_units(units_reached([unit.pk], scope.day), scope.day)
    return people if scope.everything else people.in_units(scope.unit_ids(), scope.day)


def _issue(user, people, keys) -> list[dict]:
    keys = _uuids(keys)
    if not keys:
        raise ValidationError(_("Choose at least one person."), code="nobody")
    if len(keys) > MOST_SLIPS:
        raise ValidationError(
            _("Print %(most)d slips at most at a time."),
            code="too_many",
            params={"most": MOST_SLIPS},
        )
    found = list(people.filter(key__in=keys))
    if len(found) != len(keys):
        raise PermissionDenied(_("This person is not in your units."))
    return [
        {"slip": slip, "qr": _qr(slip.url)}
        for slip in services.issue_slips(by=user, people=found)
    ]


def _qr(text: str) -> str:
    """Return a QR code as inline SVG that needs no style of its own."""
    svg = segno.make(text, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="slip__qr", lineclass=None
    )
    return mark_safe(svg)  # noqa: S308 - made here from our own address


def _uuids(keys) -> set:
    found = set()
    for key in keys:
        try:
            found.add(UUID(key))
        except ValueError:
            continue
    return found
