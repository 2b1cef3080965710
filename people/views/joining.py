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
from .access import asked_text, manager_page, row_number

MOST_FOUND = 30


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def waiting(request, scope: Scope):
    """List those who ask to join my units; let them in or turn them down."""
    requests = (
        Membership.objects.waiting(scope.day)
        .in_reach(scope)
        .select_related("person__user")
        .named(scope.day)
        .order_by("valid_from", "pk")
    )
    if request.method == "POST":
        number = row_number(request.POST.get("membership"))
        _answer(request, get_object_or_404(requests, pk=number))
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
    text = asked_text(request.GET, "q")
    error = ""
    if request.method == "POST" and not request.POST.get("unit"):
        error = _("Choose your unit.")
    elif request.method == "POST":
        unit = get_object_or_404(Unit.objects.on(), key=_uuid(request.POST["unit"]))
        try:
            services.request_membership(
                user=request.user,
                unit=unit,
                position=asked_text(request.POST, "position", limit=120),
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
        Membership.objects.on().filter(person__user=request.user).named().best_first()
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
    words = {"name": membership.person.full_name, "unit": membership.unit_name_now}
    try:
        if request.POST.get("answer") == "confirm":
            confirmation = services.confirm_membership(
                by=request.user, membership=membership
            )
            messages.success(request, _("%(name)s now belongs to %(unit)s.") % words)
            if confirmation.phone_is_taken:
                messages.warning(
                    request,
                    _(
                        "Somebody else already signs in with the phone number of "
                        "%(name)s. So %(name)s signs in with the sign-in code, not "
                        "with the number."
                    )
                    % words,
                )
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
