"""People who made their account themselves: they ask, a manager answers."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.vietnamese import fold

from .. import services
from ..adapter import account_adapter
from ..models import Membership, Unit, UnitVersion
from ..phones import display_phone
from ..scope import Scope
from .access import manager_page

MOST_FOUND = 30


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def waiting(request, scope: Scope):
    """List those who ask to join my units; let them in or turn them down."""
    names = UnitVersion.objects.filter(unit=OuterRef("unit")).as_known_on(scope.day)
    requests = (
        Membership.objects.waiting(scope.day)
        .select_related("person__user", "unit")
        .annotate(unit_name_now=Subquery(names.values("name")[:1]))
        .order_by("valid_from", "pk")
    )
    if not scope.everything:
        requests = requests.filter(unit_id__in=scope.unit_ids())
    if request.method == "POST":
        number = request.POST.get("membership", "")
        if not number.isascii() or not number.isdigit():
            raise Http404
        _answer(request, get_object_or_404(requests, pk=int(number)))
        return redirect("learn_people:waiting")
    adapter = account_adapter()
    listed = [
        {
            "membership": each,
            "phone": display_phone(adapter.phone(each.person.user))
            if each.person.user
            else "",
        }
        for each in requests[:200]
    ]
    return render(request, "learn_people/waiting.html", {"listed": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def join(request):
    """Find one's unit and ask to belong to it."""
    onward = _onward(request)
    text = request.GET.get("q", "").strip()[:100]
    error = ""
    if request.method == "POST" and not request.POST.get("unit"):
        error = _("Choose your unit.")
    elif request.method == "POST":
        unit = get_object_or_404(Unit.objects.on(), key=_uuid(request.POST["unit"]))
        try:
            services.request_membership(
                user=request.user,
                unit=unit,
                position=request.POST.get("position", "")[:120],
            )
        except ValidationError as problem:
            error = " ".join(problem.messages)
        else:
            messages.success(
                request,
                _(
                    "Your request was sent to the managers of %(unit)s. You can "
                    "learn at once; they see you when they have confirmed it."
                )
                % {"unit": unit.name},
            )
            return redirect(onward or "learn_people:join")
    mine = (
        Membership.objects.on()
        .filter(person__user=request.user)
        .select_related("unit")
        .best_first()
    )
    context = {
        "mine": mine,
        "found": _find(text) if text else [],
        "most": MOST_FOUND,
        "text": text,
        "error": error,
        "onward": onward,
    }
    return render(
        request, "learn_people/join.html", context, status=422 if error else 200
    )


def _find(text: str):
    """Return units of today whose name has each word, with what stands above."""
    above = UnitVersion.objects.on().filter(unit=OuterRef("parent"))
    versions = UnitVersion.objects.on().select_related("unit")
    for word in fold(text).split():
        versions = versions.filter(search_key__contains=word)
    versions = versions.annotate(above=Subquery(above.values("name")[:1]))
    return versions.order_by("search_key", "pk")[:MOST_FOUND]


def _answer(request, membership: Membership) -> None:
    words = {"name": membership.person.full_name, "unit": membership.unit_name}
    try:
        if request.POST.get("answer") == "confirm":
            services.confirm_membership(by=request.user, membership=membership)
            messages.success(request, _("%(name)s now belongs to %(unit)s.") % words)
        elif request.POST.get("answer") == "decline":
            services.decline_membership(by=request.user, membership=membership)
            messages.success(
                request, _("The request of %(name)s was declined.") % words
            )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _onward(request) -> str:
    onward = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return onward if safe else ""
