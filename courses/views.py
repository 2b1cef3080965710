"""Enrol, finish a lesson, and the learner's own pages."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from . import outline as rules
from .access import may_open
from .learners import learner_key, learner_profile
from .maps import find_course, find_lesson
from .models import Enrolment
from .policies import visible
from .presentation import my_enrolments
from .services import (
    CourseNotOpen,
    LessonNotFound,
    NotEnrolled,
    enrol,
    finish_lesson,
)

__all__ = ["enrol_view", "finish_lesson_view", "my_learning", "problem", "transcript"]


def enrol_view(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """Enrol the signed-in learner; a GET only shows the course."""
    course = find_course(course_key)
    if course is None or not course.url:
        return problem(request, CourseNotOpen.message, status=404)
    if request.method != "POST":
        return redirect(course.url)
    if not request.user.is_authenticated:
        return redirect_to_login(course.url)
    if not may_open(course, request):
        return problem(request, CourseNotOpen.message, status=403)
    try:
        enrolment = enrol(learner=request.user, course_key=course_key)
    except CourseNotOpen as error:
        return problem(request, error.message, status=404)
    following = rules.next_lesson(course.outline, enrolment.progress)
    came_from = request.POST.get("lesson", "")
    if came_from in course.lesson_urls:
        return redirect(course.lesson_urls[came_from])
    return redirect(
        course.lesson_urls.get(following["key"], course.url)
        if following
        else course.url
    )


def finish_lesson_view(request: HttpRequest, lesson_key: uuid.UUID) -> HttpResponse:
    """Record that the lesson was read to its end, and lead on."""
    course = find_lesson(lesson_key)
    if course is None:
        return problem(request, LessonNotFound.message, status=404)
    lesson_url = course.lesson_urls.get(str(lesson_key), course.url)
    if request.method != "POST":
        return redirect(lesson_url)
    if not request.user.is_authenticated:
        return redirect_to_login(lesson_url)
    if not may_open(course, request):
        return problem(request, CourseNotOpen.message, status=403)
    try:
        submission = uuid.UUID(request.POST.get("submission", ""))
        round_key = uuid.UUID(request.POST.get("round", ""))
    except ValueError:
        message = _(
            "The page was incomplete, so nothing was recorded. Open the lesson again "
            "and press the button once more."
        )
        return problem(request, message, status=400, next_url=lesson_url)
    try:
        recorded = finish_lesson(
            learner=request.user,
            lesson_key=lesson_key,
            round_key=round_key,
            submission=submission,
        )
    except LessonNotFound as error:
        return problem(request, error.message, status=404, next_url=course.url)
    except NotEnrolled as error:
        return problem(request, error.message, status=403, next_url=course.url)
    if recorded.completes:
        messages.success(request, _("You have completed this course."))
        return redirect(course.url)
    following = rules.next_lesson(
        course.outline, recorded.enrolment.progress, after=str(lesson_key)
    )
    if following is None:
        return redirect(course.url)
    return redirect(course.lesson_urls.get(following["key"], course.url))


@never_cache
@login_required
def my_learning(request: HttpRequest) -> HttpResponse:
    """Show what the learner is doing and has done."""
    rows = my_enrolments(request.user)
    return render(request, "learn_courses/my_learning.html", {"rows": rows})


@never_cache
@login_required
def transcript(request: HttpRequest) -> HttpResponse:
    """List the completed rounds with the facts that were frozen then."""
    rounds = (
        visible(Enrolment, request.user)
        .filter(learner_key=learner_key(request.user))
        .completed()
        .order_by("completed_at")
    )
    context = {"rounds": rounds, "profile": learner_profile(request.user)}
    return render(request, "learn_courses/transcript.html", context)


def problem(
    request: HttpRequest, message, *, status: int, next_url: str = ""
) -> HttpResponse:
    """Answer with a page that says what is wrong and what to do next."""
    context = {"message": message, "next_url": next_url}
    return render(request, "learn_courses/problem.html", context, status=status)
