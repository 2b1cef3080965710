"""Checks at start: what would otherwise fail when a learner meets it."""

from django.core import checks
from django.db import connection
from django.db.utils import DatabaseError
from django.utils.module_loading import import_string

from .conf import settings
from .fields import REMOVED


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
    try:
        if LessonPage._meta.db_table not in connection.introspection.table_names():
            return []
        bodies = LessonPage.objects.values_list("body", flat=True)
        unknown: dict[str, int] = {}
        for body in bodies.iterator():
            for child in body.raw_data:
                if child["type"] == REMOVED and child["value"]:
                    name = child["value"]["type"]
                    unknown[name] = unknown.get(name, 0) + 1
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
