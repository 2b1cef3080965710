"""The learning path: pages, enrolment, results, completion."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "learn_courses"
    verbose_name = _("Courses")
    default_auto_field = "django.db.models.BigAutoField"

    #: Models with ``learner`` and ``learner_key``, guarded by one policy each.
    learner_records = ["Enrolment", "Result", "StatusChange"]

    def ready(self):
        from . import checks, signal_handlers  # noqa: F401
        from .policies import register_learner_policies

        register_learner_policies(self)
        signal_handlers.connect()
