"""Keep what a course requires in step with its published pages."""

import hashlib
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from .. import outline as rules
from ..models import CoursePage, Enrolment, LessonPage, ModulePage, Outline
from ..tasks import reevaluate_course
from ..versions import bump_content_version
from .states import apply_outline

__all__ = ["rebuild_outline", "reevaluate_enrolments", "reevaluate_stale"]

CHUNK = 500


@transaction.atomic
def rebuild_outline(*, course_key: uuid.UUID) -> Outline | None:
    """Write down anew what the course requires; returns None if it never existed.

    Where the required set changed, the enrolments under way are looked at
    again by a task: somebody may be done now. Past completions stay.
    """
    bump_content_version()
    previous = Outline.objects.select_for_update().filter(course_key=course_key).first()
    course = _source_page(course_key)
    if course is None:
        if previous and previous.data["course"]["live"]:
            previous.data["course"]["live"] = False
            _store(previous, previous.data)
        return previous
    data = _describe(course)
    if previous is None:
        return Outline.objects.create(
            course_key=course_key, digest=_digest(data), data=data
        )
    if previous.digest == _digest(data):
        return previous
    changed = rules.required_set(previous.data) != rules.required_set(data)
    previous.version += changed
    _store(previous, data)
    if changed:
        reevaluate_course.enqueue(str(course_key))
    return previous


def reevaluate_enrolments(*, course_key: uuid.UUID) -> int:
    """Bring the open enrolments of the course up to the present outline.

    Only those that were counted by an older one; in chunks, each its own
    transaction. Returns how many completed by it.
    """
    completed = 0
    last_pk = 0
    while True:
        with transaction.atomic():
            outline = Outline.objects.get(course_key=course_key)
            chunk = list(
                Enrolment.objects.open()
                .select_for_update()
                .filter(course_key=course_key, pk__gt=last_pk)
                .exclude(outline_version=outline.version)
                .order_by("pk")[:CHUNK]
            )
            for enrolment in chunk:
                completed += apply_outline(
                    enrolment, version=outline.version, data=outline.data
                )
        if not chunk:
            return completed
        last_pk = chunk[-1].pk


def reevaluate_stale() -> int:
    """Do what a re-evaluation that failed left undone; returns who completed."""
    stale = Outline.objects.filter(
        Exists(
            Enrolment.objects.open()
            .filter(course_key=OuterRef("course_key"))
            .exclude(outline_version=OuterRef("version"))
        )
    )
    keys = list(stale.values_list("course_key", flat=True))
    return sum(reevaluate_enrolments(course_key=key) for key in keys)


def _source_page(course_key: uuid.UUID) -> CoursePage | None:
    """Return the course in the language it was written in.

    A translation is completed by the outline of its source.
    """
    pages = CoursePage.objects.filter(translation_key=course_key, alias_of=None)
    own_language = settings.LANGUAGE_CODE.split("-")[0]
    return (
        pages.filter(locale__language_code__startswith=own_language).first()
        or pages.order_by("pk").first()
    )


def _describe(course: CoursePage) -> dict[str, Any]:
    modules: list[dict[str, Any]] = []
    shown: dict[int, dict[str, Any]] = {}
    # An alias repeats a lesson that is required where it really stands.
    children = course.get_descendants().filter(alias_of=None).order_by("path")
    for page in children.specific():
        released = page.live and _path_is_live(page, shown, course)
        scheduled = not page.live and page.approved_schedule and page.go_live_at
        if isinstance(page, ModulePage) and (released or scheduled):
            module = {
                "key": str(page.translation_key),
                "title": page.title,
                "summary": page.summary,
                "lessons": [],
            }
            shown[page.pk] = module
            modules.append(module)
        elif isinstance(page, LessonPage) and (page.live or scheduled):
            parent = _parent_module(page, shown, course, modules)
            if parent is not None:
                parent["lessons"].append(_describe_lesson(page))
    return {"course": _facts(course), "modules": modules}


def _path_is_live(page: Page, shown: dict[int, Any], course: CoursePage) -> bool:
    return page.depth == course.depth + 1 or page.get_parent().pk in shown


def _parent_module(page, shown, course, modules):
    """Return the module of a lesson; lessons right below a course get one unnamed."""
    if page.depth > course.depth + 1:
        return shown.get(page.get_parent().pk)
    if not modules or modules[-1]["key"] != str(course.translation_key):
        modules.append(
            {
                "key": str(course.translation_key),
                "title": "",
                "summary": "",
                "lessons": [],
            }
        )
    return modules[-1]


def _describe_lesson(page: LessonPage) -> rules.Lesson:
    content = page
    if not page.live and page.scheduled_revision:
        content = page.scheduled_revision.as_object()
    return {
        "key": str(page.translation_key),
        "title": content.title,
        "minutes": content.minutes,
        "released": page.live,
        "page_id": page.pk,
        "activities": content.get_activities(),
    }


def _facts(course: CoursePage) -> dict[str, Any]:
    """Return the facts of a course that a completion freezes, as JSON."""

    def day(value):
        return value.isoformat() if value else ""

    return {
        "page_id": course.pk,
        "live": course.live,
        "code": course.code,
        "title": course.title,
        "summary": course.summary,
        "minutes": course.minutes,
        "periods": f"{course.periods.normalize():f}",
        "mode": course.mode,
        "plan_clause": course.plan_clause,
        "content_group": course.content_group,
        "organiser": course.organiser,
        "validity_months": course.validity_months,
        "knowledge_only": course.knowledge_only,
        "edition": course.edition,
        "professional_reviewer": course.professional_reviewer,
        "professional_reviewed_on": day(course.professional_reviewed_on),
        "legal_reviewer": course.legal_reviewer,
        "legal_reviewed_on": day(course.legal_reviewed_on),
        "audiences": sorted(course.audiences.values_list("code", flat=True)),
        "cover": _cover(course),
    }


def _cover(course: CoursePage) -> dict[str, Any]:
    """Return addresses of the cover in the sizes that pages and previews show."""
    if course.cover is None:
        return {}
    if course.cover.is_svg():
        return {"url": course.cover.file.url, "social": "", "alt": course.cover_alt}
    shown = course.cover.get_rendition("fill-800x450|format-webp|webpquality-72")
    social = course.cover.get_rendition("fill-1200x630|format-jpeg|jpegquality-80")
    return {"url": shown.url, "social": social.url, "alt": course.cover_alt}


def _store(outline: Outline, data: dict[str, Any]) -> None:
    outline.data = data
    outline.digest = _digest(data)
    outline.save()


def _digest(data: dict[str, Any]) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
