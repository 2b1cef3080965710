"""What the pages show: read-only, and asked of the same rules as the records."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import outline as rules
from .fragments import lesson_parts, navigation
from .learners import learner_key
from .maps import CourseMap, find_course, find_lesson
from .models import Audience, Enrolment
from .policies import visible

__all__ = [
    "course_context",
    "enrolment_of",
    "lesson_context",
    "lesson_preview_context",
    "missing_sentence",
    "module_rows",
]


@dataclass(frozen=True)
class LessonRow:
    """A lesson in a list."""

    key: str
    title: str
    minutes: int
    url: str
    is_done: bool
    is_current: bool
    has_activity: bool


@dataclass(frozen=True)
class ModuleRow:
    """A module in a list."""

    title: str
    summary: str
    lessons: list[LessonRow]

    @property
    def done(self) -> int:
        return sum(lesson.is_done for lesson in self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


def enrolment_of(user, course_key: uuid.UUID) -> Enrolment | None:
    """Return the round that gives this person access to the course, or None."""
    if not user.is_authenticated:
        return None
    return (
        Enrolment.objects.current()
        .filter(learner_key=learner_key(user), course_key=course_key)
        .latest_rounds()
        .defer("outline")
        .first()
    )


def module_rows(course: CourseMap, done: frozenset[str], current: str = ""):
    """Return the modules of a course as ``ModuleRow``; ``done`` holds lesson keys."""
    return [
        ModuleRow(
            title=module["title"],
            summary=module.get("summary", ""),
            lessons=[
                LessonRow(
                    key=lesson["key"],
                    title=lesson["title"],
                    minutes=lesson["minutes"],
                    url=course.lesson_urls.get(lesson["key"], ""),
                    is_done=lesson["key"] in done,
                    is_current=lesson["key"] == current,
                    has_activity=bool(lesson["activities"]),
                )
                for lesson in module["lessons"]
            ],
        )
        for module in course.outline["modules"]
    ]


def missing_sentence(course: CourseMap, progress: rules.Progress) -> str:
    """Say in one sentence what is still missing; empty when nothing is."""
    undone = [
        lesson
        for lesson in rules.lessons(course.outline)
        if not rules.is_done(lesson, progress)
    ]
    if not undone:
        return ""
    minutes = sum(lesson["minutes"] for lesson in undone)
    first = undone[0]
    if not first["released"]:
        return _("The next lesson, “%(title)s”, is not released yet.") % {
            "title": first["title"]
        }
    return ngettext(
        "One lesson is still missing: “%(title)s” (about %(minutes)d minutes).",
        "%(count)d lessons are still missing (about %(minutes)d minutes); "
        "the next is “%(title)s”.",
        len(undone),
    ) % {"count": len(undone), "minutes": minutes, "title": first["title"]}


def course_context(page, request) -> dict[str, Any]:
    """Return what the course page shows to this visitor."""
    course = find_course(page.course_key)
    if course is None or getattr(request, "is_preview", False):
        return {"course": None, "modules": [], "enrolment": None}
    enrolment = enrolment_of(request.user, page.course_key)
    progress = enrolment.progress if enrolment else {}
    done, total = rules.summarise(course.outline, progress)
    following = _following(course, enrolment)
    everybody = list(Audience.objects.all())
    audiences = [item for item in everybody if item.code in course.facts["audiences"]]
    return {
        "course": course,
        "modules": module_rows(course, _done_keys(course, progress)),
        "audiences": audiences,
        "is_for_everybody": len(audiences) == len(everybody),
        "enrolment": enrolment,
        "done": done,
        "total": total,
        "percent": done * 100 // total if total else 0,
        "missing": missing_sentence(course, progress) if enrolment else "",
        "continue_url": following[1],
        "continue_title": following[0],
        "is_reviewed": _is_reviewed(course.facts),
    }


def lesson_context(page, request) -> dict[str, Any]:
    """Return what the lesson page shows to a learner, or the gate to a visitor."""
    course = find_lesson(page.lesson_key)
    if course is not None and not course.facts["live"]:
        course = None
    enrolment = enrolment_of(request.user, course.course_key) if course else None
    base = {"course": course, "enrolment": enrolment, "lesson": page}
    if enrolment is None or course is None:
        return base
    key = str(page.lesson_key)
    after = course.following(key)
    lesson = course.lessons[key]
    return {
        **base,
        "parts": lesson_parts(page, version=getattr(request, "content_version", None)),
        "navigation": navigation(
            course, current=key, done=_done_keys(course, enrolment.progress)
        ),
        "is_done": rules.is_done(lesson, enrolment.progress),
        "waits_for_activity": any(item["required"] for item in lesson["activities"]),
        "next_url": course.lesson_urls.get(after or ""),
        "next_title": course.lessons[after]["title"] if after else "",
        "submission": uuid.uuid4(),
        "is_reviewed": _is_reviewed(course.facts),
    }


def lesson_preview_context(page, request) -> dict[str, Any]:
    """Return what an editor's preview shows; it reads and writes no record."""
    return {
        "course": None,
        "enrolment": None,
        "lesson": page,
        "parts": lesson_parts(page),
        "is_preview": True,
    }


def my_enrolments(user) -> list[dict[str, Any]]:
    """Return the learner's rounds, those under way first."""
    rows = []
    own = visible(Enrolment, user).filter(learner_key=learner_key(user)).current()
    for enrolment in own.order_by("course_title", "-round"):
        course = find_course(enrolment.course_key)
        following = _following(course, enrolment) if course else ("", "")
        rows.append(
            {
                "enrolment": enrolment,
                "course": course,
                "missing": (
                    missing_sentence(course, enrolment.progress)
                    if course and not enrolment.is_completed
                    else ""
                ),
                "continue_title": following[0],
                "continue_url": following[1],
            }
        )
    return sorted(rows, key=lambda row: row["enrolment"].is_completed)


def _following(course: CourseMap, enrolment: Enrolment | None) -> tuple[str, str]:
    """Return title and address of the lesson to go on with."""
    if enrolment is None:
        return "", ""
    last = str(enrolment.last_lesson_key) if enrolment.last_lesson_key else None
    lesson = rules.next_lesson(course.outline, enrolment.progress, after=last)
    if lesson is None:
        return "", ""
    return lesson["title"], course.lesson_urls.get(lesson["key"], "")


def _done_keys(course: CourseMap, progress: rules.Progress) -> frozenset[str]:
    return frozenset(
        key for key, lesson in course.lessons.items() if rules.is_done(lesson, progress)
    )


def _is_reviewed(facts: dict[str, Any]) -> bool:
    return all(
        facts[name]
        for name in (
            "professional_reviewer",
            "professional_reviewed_on",
            "legal_reviewer",
            "legal_reviewed_on",
        )
    )
