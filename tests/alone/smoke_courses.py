"""Courses by themselves: publish a course, enrol, learn to its end."""

import uuid

import django

django.setup()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from visits import make_user, must_show, signed_in  # noqa: E402

from courses.models import Enrolment  # noqa: E402
from tests.courses.factories import lessons_of, make_course  # noqa: E402


def main() -> None:
    course = make_course("Khóa thử một mình", lessons=2, code="MM-01")
    lessons = lessons_of(course)
    stranger, learner = Client(), signed_in(make_user())

    must_show(stranger, course.get_parent().url, "Khóa thử một mình")
    must_show(stranger, course.url, "Khóa thử một mình")

    learner.post(reverse("learn_courses:enrol", args=[course.course_key]))
    must_show(learner, lessons[0].url, "Nội dung bài học.")
    for lesson in lessons:
        learner.post(
            reverse("learn_courses:finish_lesson", args=[lesson.lesson_key]),
            {"submission": uuid.uuid4(), "round": Enrolment.objects.get().key},
        )
    assert Enrolment.objects.get().is_completed
    must_show(learner, reverse("learn_courses:my_learning"), "Khóa thử một mình")
    must_show(learner, reverse("learn_courses:transcript"), "Khóa thử một mình")

    editor = signed_in(make_user(is_superuser=True))
    must_show(editor, f"/admin/pages/{lessons[0].pk}/edit/", lessons[0].title)


main()
