"""Loading the starter content again and again, and what runs by the clock."""

import re
import shutil
import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from accounts.models import FailedTry, User
from config.settings.base import TASKS
from courses.maps import find_lesson
from courses.models import Audience, CoursePage, Enrolment, LessonPage
from courses.services import enrol, finish_lesson, rebuild_progress
from home.demo import load_demo
from home.models import ContentSource
from people.models import Succession, Unit, UnitVersion
from quizzes.models import Question, QuestionVersion, Quiz, QuizQuestion
from tests.courses.factories import make_user

from .steps import take_quiz

COUNTED = [
    *[Page, Quiz, QuizQuestion, Question, QuestionVersion, Audience, Group],
    *[get_image_model(), ContentSource, Unit, UnitVersion, Succession],
]
LESSON_FILE = "courses/GV-01/01-dau-hieu.toml"
QUIZ_FILE = "courses/GV-01/quizzes/on-tap-1.toml"

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path) -> Path:
    """The content files, so that they may change under the loader."""
    return shutil.copytree(django_settings.SITE_DIR / "content", tmp_path / "content")


def load(folder: Path, **options) -> str:
    said = StringIO()
    call_command("load_content", folder, stdout=said, **options)
    return said.getvalue()


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_content_can_be_loaded_again_and_again(folder):
    """One story, for a load takes seconds."""
    load(folder)
    first = counts()
    assert CoursePage.objects.live().count() == 2
    assert Site.objects.get(is_default_site=True).root_page.specific.title == "Lá Chắn"

    # Nothing new: nothing is written.
    assert " 0 written" in load(folder)
    assert counts() == first

    # A learner does something, an editor changes something.
    course = CoursePage.objects.get(code="GV-01")
    lessons = list(LessonPage.objects.descendant_of(course).order_by("path"))
    learner = make_user("Siu Mẫu Đạt")
    enrolment = enrol(learner=learner, course_key=course.course_key)
    for number, lesson in enumerate(lessons[:4]):
        take_activities(learner, lesson)
        if number == 0:
            edited = lesson
    before = state_of(enrolment)
    assert before["done"] > 0
    edited.title = "Tên do biên tập viên đặt"
    edited.save_revision().publish()
    question = Question.objects.get(label__startswith="Bé Na")
    question.topic = "chủ đề của biên tập viên"
    question.save()

    # The files change in the same places and in others: what was edited is kept.
    change(folder / LESSON_FILE, "thầy cô đứng ở đâu", "thầy cô đứng ở đâu?")
    change(folder / QUIZ_FILE, "Bé Na (tình huống giả định)", "Bé Nga (giả định)")
    change(folder / QUIZ_FILE, 'title = "Ôn tập mô-đun 1', 'title = "Ôn lại mô-đun 1')
    said = load(folder)
    assert re.search(r"1 written, \d+ unchanged, 2 kept as edited", said), said
    edited.refresh_from_db()
    question.refresh_from_db()
    assert edited.title == "Tên do biên tập viên đặt"
    assert question.topic == "chủ đề của biên tập viên"
    assert Quiz.objects.filter(title__startswith="Ôn lại mô-đun 1").count() == 1

    # By force the files win; nothing is there twice, and the past keeps its words.
    load(folder, force=True)
    edited.refresh_from_db()
    question.refresh_from_db()
    assert edited.title.endswith("thầy cô đứng ở đâu?")
    assert question.label.startswith("Bé Nga")
    assert question.topic == "dấu hiệu"
    versions = QuestionVersion.objects.filter(question_key=question.key)
    assert [version.data["text"][:6] for version in versions.order_by("number")] == [
        "Bé Na ",
        "Bé Nga",
    ]
    assert counts() == {**first, "QuestionVersion": first["QuestionVersion"] + 1}

    # What the learner did still counts, on the same lessons.
    assert state_of(enrolment) == before
    assert rebuild_progress(enrolment=enrolment, dry_run=True) == {}
    for lesson in lessons:
        assert find_lesson(lesson.lesson_key).course_key == course.course_key


def take_activities(learner, lesson) -> None:
    """Pass the quizzes of the lesson, or say that it was read to its end."""
    lesson.body.get_prep_value()
    quizzes = [block for block in lesson.body if block.block_type == "quiz"]
    for block in quizzes:
        take_quiz(learner, lesson, uuid.UUID(block.id))
    if not quizzes:
        finish_lesson(
            learner=learner, lesson_key=lesson.lesson_key, submission=uuid.uuid4()
        )


def state_of(enrolment: Enrolment) -> dict:
    stored = Enrolment.objects.get(pk=enrolment.pk)
    names = ["status", "done", "total", "progress", "last_lesson_key", "completed_at"]
    return {name: getattr(stored, name) for name in names}


def test_only_the_development_settings_make_demo_accounts(settings):
    settings.DEMO_ACCOUNTS = False
    with pytest.raises(ImproperlyConfigured, match="none"):
        load_demo()
    assert not User.objects.exists()


def test_what_is_due_may_be_done_twice(settings):
    settings.TASKS = TASKS
    FailedTry.objects.create(
        kind=FailedTry.Kind.SIGN_IN,
        subject_digest="a",
        address_digest="b",
        at=timezone.now() - timedelta(days=30),
    )
    call_command("run_due")
    assert not FailedTry.objects.exists()
    call_command("run_due")
