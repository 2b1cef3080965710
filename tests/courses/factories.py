"""Courses and learners for tests."""

import json
import uuid

from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

from courses.models import (
    CourseIndexPage,
    CoursePage,
    Enrolment,
    LessonPage,
    ModulePage,
)

_numbers = iter(range(1, 1_000_000))


def make_user(name="Trần Thị Mẫu", **fields):
    number = next(_numbers)
    model = get_user_model()
    names = {field.name for field in model._meta.get_fields()}
    if "login_code" in names:
        fields.setdefault("login_code", f"TEST-{number:04d}")
        fields.setdefault("full_name", name)
    else:
        fields.setdefault("username", f"test{number}")
        fields.setdefault("first_name", name)
    return model.objects.create(**fields)


def make_index():
    existing = CourseIndexPage.objects.first()
    if existing:
        return existing
    root = Page.get_first_root_node()
    index = CourseIndexPage(title="Khóa học", slug="khoa-hoc")
    root.add_child(instance=index)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    else:
        site.root_page = root
        site.save()
    return index


def make_course(title="Khóa mẫu", *, lessons=2, code=None, parent=None, **fields):
    """Return a published course with so many text lessons in one module."""
    code = code or f"K-{next(_numbers)}"
    course = CoursePage(
        title=title,
        slug=code.lower(),
        code=code,
        summary="Tóm tắt",
        minutes=90,
        periods=2,
        **fields,
    )
    (parent or make_index()).add_child(instance=course)
    module = ModulePage(title="Mô-đun 1", slug="mo-dun-1")
    course.add_child(instance=module)
    module.save_revision().publish()
    for number in range(1, lessons + 1):
        add_lesson(module, f"Bài {number}")
    course.save_revision().publish()
    course.refresh_from_db()
    return course


def add_lesson(parent, title="Bài", body=None, *, publish=True, **fields):
    number = next(_numbers)
    parent.refresh_from_db()
    lesson = LessonPage(
        title=title,
        slug=f"bai-{number}",
        body=json.dumps(body if body is not None else [text_block()]),
        live=False,
        **fields,
    )
    parent.add_child(instance=lesson)
    if publish:
        lesson.save_revision().publish()
    lesson.refresh_from_db()
    return lesson


def text_block(html="<p>Nội dung bài học.</p>"):
    return {"type": "text", "id": str(uuid.uuid4()), "value": {"html": html}}


def lessons_of(course):
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def module_of(course):
    return ModulePage.objects.descendant_of(course).get()


def submission_form(**fields):
    """Return what the form at the end of a lesson sends, for the only enrolment."""
    enrolment = Enrolment.objects.order_by("-round").first()
    return {
        "submission": str(uuid.uuid4()),
        "round": str(enrolment.key if enrolment else uuid.uuid4()),
        **fields,
    }
