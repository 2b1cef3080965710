"""Checks at start: what would otherwise fail when a learner meets it."""

from django.core import checks
from django.db import connection
from django.db.utils import DatabaseError
from django.utils.module_loading import import_string

from .conf import settings


@checks.register
def check_learner_profile(app_configs, **kwargs):
    """The setting that names a learner must lead to a function."""
    path = settings.learner_profile
    if not path:
        return []
    try:
        import_string(path)
    except ImportError as error:
        return [
            checks.Error(
                f"LEARN_COURSES_LEARNER_PROFILE cannot be imported: {error}",
                id="learn_courses.E001",
            )
        ]
    return []


@checks.register(checks.Tags.database)
def check_lesson_blocks(app_configs, databases, **kwargs):
    """Name the blocks in lessons whose app is not installed (they are kept)."""
    from .models import LessonPage

    if "default" not in (databases or []):
        return []
    known = LessonPage._meta.get_field("body").stream_block.child_blocks
    try:
        if LessonPage._meta.db_table not in connection.introspection.table_names():
            return []
        bodies = LessonPage.objects.values_list("pk", "body")
        unknown: dict[str, int] = {}
        for _pk, body in bodies.iterator():
            for child in body.get_prep_value():
                if child["type"] not in known:
                    unknown[child["type"]] = unknown.get(child["type"], 0) + 1
    except DatabaseError:
        return []
    return [
        checks.Warning(
            f"{count} block(s) of type '{name}' in lessons belong to an app that "
            "is not installed. They are kept, and learners do not see them.",
            id="learn_courses.W001",
        )
        for name, count in sorted(unknown.items())
    ]

