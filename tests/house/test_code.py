"""Layers, migrations, and the names that are stored in the database."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.core.management import call_command

from .files import APPS, PROJECT

#: Renaming a block loses what was written in it; adding one is fine: add it here.
LESSON_BLOCKS = {
    "text",
    "image",
    "callout",
    "steps",
    "law_quote",
    "link_card",
    "sources",
    "quiz",
    "removed",
}
QUESTION_BLOCKS = {"single_choice", "multiple_choice", "true_false"}
LABELS = {
    "courses": "learn_courses",
    "quizzes": "learn_quizzes",
    "certificates": "learn_certificates",
    "people": "learn_people",
    "accounts": "accounts",
    "home": "home",
    "awareness": "awareness",
}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_layers_hold():
    """The contracts stand in pyproject.toml, each with its reason."""
    script = "from importlinter.cli import lint_imports_command as run; run()"
    process = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stdout + process.stderr
    assert "0 broken" in process.stdout


def test_the_labels_of_the_apps_never_change():
    """Tables, permissions and template folders are named by them."""
    assert {
        name: apps.get_app_config(label).name for name, label in LABELS.items()
    } == {name: name for name in LABELS}


def test_the_blocks_of_lessons_keep_their_names():
    from courses.models import LessonPage

    stream = LessonPage._meta.get_field("body").stream_block
    assert set(stream.child_blocks) == LESSON_BLOCKS


def test_the_kinds_of_question_keep_their_names():
    from quizzes.models import Question

    stream = Question._meta.get_field("content").stream_block
    assert set(stream.child_blocks) == QUESTION_BLOCKS


def test_the_blocks_of_the_public_pages_keep_their_names():
    from awareness.models import ArticlePage
    from home.models import HomePage, StandardPage

    fields = {
        (HomePage, "audiences"): {"audience"},
        (HomePage, "steps"): {"promise"},
        (HomePage, "promises"): {"promise"},
        (StandardPage, "body"): LESSON_BLOCKS - {"quiz", "removed"},
        (ArticlePage, "body"): LESSON_BLOCKS - {"quiz", "removed"},
    }
    for (model, name), expected in fields.items():
        stream = model._meta.get_field(name).stream_block
        assert set(stream.child_blocks) == expected, (model.__name__, name)


def test_no_learner_record_hangs_on_a_page_or_a_deleted_account():
    """CASCADE would lose records, PROTECT would stop an editor's delete."""
    from django.contrib.auth import get_user_model
    from wagtail.models import Page, Revision

    for config in (apps.get_app_config(LABELS[name]) for name in APPS):
        for model in (
            config.get_model(name) for name in getattr(config, "learner_records", [])
        ):
            for field in model._meta.get_fields():
                if not (field.many_to_one or field.one_to_one) or not field.concrete:
                    continue
                target = field.related_model
                assert not issubclass(target, Page | Revision), (model, field.name)
                if target is get_user_model():
                    deletion = field.remote_field.on_delete.__name__
                    assert deletion == "SET_NULL", (model, field.name)
