"""Begin an attempt, answer it, see what came of it."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Page

from .forms import read_attempt
from .learners import learner_key
from .models import Attempt
from .places import PlaceNotFound, QuizNotAllowed, find_place
from .presentation import attempt_form, attempt_review
from .services import (
    AttemptsUsedUp,
    QuizIsEmpty,
    WrongSubmission,
    start_attempt,
    submit_attempt,
)

__all__ = ["attempt", "start"]


@login_required
def start(
    request: HttpRequest, lesson_key: uuid.UUID, activity_key: uuid.UUID
) -> HttpResponse:
    """Begin an attempt or go on with the open one; a GET shows the page it is on."""
    try:
        place = find_place(
            user=request.user,
            lesson_key=lesson_key,
            activity_key=activity_key,
            request=request,
        )
    except PlaceNotFound as error:
        return _problem(request, error.message, 404)
    except QuizNotAllowed as error:
        return _problem(request, error, 403, next_url=_page_url(lesson_key))
    page_url = place.page.get_url(request)
    if request.method != "POST":
        return redirect(page_url)
    try:
        begun = start_attempt(learner=request.user, place=place)
    except (AttemptsUsedUp, QuizIsEmpty) as error:
        return _problem(request, error.message, 403, next_url=page_url)
    return redirect("learn_quizzes:attempt", key=begun.key)


@never_cache
@login_required
def attempt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the questions or the review; a POST submits the answers."""
    if request.method == "POST":
        return _submit(request, key)
    shown = _own_attempt(request, key)
    if shown.is_open:
        return _show_form(request, shown)
    context = {
        "attempt": shown,
        "rows": attempt_review(shown),
        "page_url": _page_url(shown.lesson_key),
    }
    return render(request, "learn_quizzes/review.html", context)


def _submit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    try:
        sent = read_attempt(request.POST)
        if sent.has_blanks and not sent.accepts_blanks:
            shown = _own_attempt(request, key)
            if shown.is_open:
                return _show_form(request, shown, sent.responses, status=422)
        submit_attempt(
            learner=request.user,
            attempt_key=key,
            responses=sent.responses,
            submission=sent.submission,
        )
    except Attempt.DoesNotExist as error:
        raise Http404 from error
    except WrongSubmission as error:
        own = _own_attempt(request, key)
        again = reverse("learn_quizzes:attempt", args=[own.key])
        return _problem(request, error.message, 400, next_url=again)
    except QuizNotAllowed as error:
        own = _own_attempt(request, key)
        return _problem(request, error, 403, next_url=_page_url(own.lesson_key))
    return redirect("learn_quizzes:attempt", key=key)


def _own_attempt(request: HttpRequest, key: uuid.UUID) -> Attempt:
    shown = Attempt.objects.filter(
        key=key, learner_key=learner_key(request.user)
    ).first()
    if shown is None:
        raise Http404
    return shown


def _show_form(request, shown: Attempt, responses=None, *, status: int = 200):
    rows = attempt_form(shown, responses)
    context = {
        "attempt": shown,
        "rows": rows,
        "missing": [row for row in rows if row.is_missing],
        "submission": uuid.uuid4(),
        "page_url": _page_url(shown.lesson_key),
    }
    return render(request, "learn_quizzes/attempt.html", context, status=status)


def _page_url(lesson_key: uuid.UUID) -> str:
    page = Page.objects.live().filter(translation_key=lesson_key).first()
    return (page.get_url() if page else "") or ""


def _problem(request, message, status: int, next_url: str = "") -> HttpResponse:
    context = {
        "title": _("This did not work"),
        "message": message,
        "next_url": next_url,
    }
    return render(request, "learn_quizzes/problem.html", context, status=status)
