"""One person: who they are, where they work, what they have learnt."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from courses.models import Enrolment
from courses.policies import visible

from .. import services
from ..adapter import account_adapter
from ..forms import AddPersonForm, LeaveForm, MoveForm
from ..models import Membership
from ..phones import display_phone
from ..picker import UnitPicker
from ..reports import course_choices
from .access import (
    asked_text,
    chosen_unit,
    form_unit,
    manager_page,
    row_number,
    visible_person,
)


@require_safe
@manager_page
def person(request, scope, key):
    """Show a person of my units with posts and courses."""
    who = visible_person(scope, request.user, key)
    return render(request, "learn_people/person.html", _about(request, scope, who))


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def add(request, scope):
    """Add one person to a unit; ask when it may be somebody known."""
    picker, unit = form_unit(request, scope)
    form = AddPersonForm(request.POST or None)
    alike = []
    if unit and form.is_valid():
        try:
            made = services.add_person(by=request.user, unit=unit, **form.cleaned_data)
        except services.AlikePeople as error:
            alike = error.alike
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("%(name)s was added to %(unit)s.")
                % {"name": made.full_name, "unit": unit.name},
            )
            return redirect("learn_people:person", key=made.key)
    context = {"form": form, "picker": picker, "unit": unit, "alike": alike}
    return render(request, "learn_people/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def move(request, scope, key):
    """Move a person to another of my units; what they learnt goes with them."""
    who = visible_person(scope, request.user, key)
    picker = UnitPicker(scope)
    text = asked_text(request.GET, "q")
    to_key = request.POST.get("unit") or request.GET.get("unit")
    to = chosen_unit(scope, to_key) if to_key else None
    leaving = services.post_to_move(by=request.user, person=who)
    form = MoveForm(request.POST or None)
    if to and form.is_valid():
        data = form.cleaned_data
        try:
            services.move_person(
                by=request.user,
                person=who,
                to=to,
                on=data["on"],
                reason=data["reason"],
                position=data["position"] or None,
                membership=leaving,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("%(name)s moves to %(unit)s on %(day)s.")
                % {
                    "name": who.full_name,
                    "unit": to.name,
                    "day": data["on"].strftime("%d/%m/%Y"),
                },
            )
            return redirect("learn_people:person", key=who.key)
    found = picker.matching(text) if text or len(picker.by_id) <= 30 else []
    context = {
        "person": who,
        "form": form,
        "leaving": leaving,
        "to": to,
        "found": found,
        "text": text,
    }
    return render(request, "learn_people/move.html", context)


@require_POST
@manager_page
def leave(request, scope, key):
    """End one of the person's posts in my units."""
    who = visible_person(scope, request.user, key)
    posts = who.memberships.confirmed().filter(valid_to=None).in_reach(scope)
    number = row_number(request.POST.get("membership"))
    post = get_object_or_404(posts.named(scope.day), pk=number)
    form = LeaveForm(request.POST)
    if form.is_valid():
        try:
            services.end_membership(
                by=request.user, membership=post, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("The post of %(name)s in %(unit)s ends.")
                % {"name": who.full_name, "unit": post.unit_name_now},
            )
            return redirect("learn_people:manage")
    context = {**_about(request, scope, who), "leave_form": form, "leaving": post}
    return render(request, "learn_people/person.html", context, status=422)


def _about(request, scope, who) -> dict:
    adapter = account_adapter()
    posts = (
        Membership.objects.confirmed()
        .filter(person=who)
        .select_related("audience")
        .named(scope.day)
    )
    mine = who.memberships.filter(valid_to=None).in_reach(scope)
    rounds = {}
    enrolments = visible(Enrolment, request.user).filter(learner_key=who.learner_key)
    for enrolment in enrolments.order_by("course_title", "-round"):
        rounds.setdefault(enrolment.course_key, []).append(enrolment)
    courses = course_choices()
    known = {course.key for course in courses}
    return {
        "person": who,
        "phone": display_phone(adapter.phone(who.user)) if who.user else "",
        "login_code": adapter.login_code(who.user) if who.user else "",
        "posts": posts,
        "may_end": set(mine.values_list("pk", flat=True)),
        "today": scope.day,
        "courses": [(course, rounds.get(course.key, [])) for course in courses],
        "other_rounds": [
            each for key, group in rounds.items() if key not in known for each in group
        ],
        "leave_form": LeaveForm(),
        "slips_url": f"{reverse('learn_people:slips')}?person={who.key}",
    }
