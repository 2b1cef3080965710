"""Question bank, quizzes, attempts, marking."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    label = "learn_quizzes"
    verbose_name = _("Quizzes")
    default_auto_field = "django.db.models.BigAutoField"

    lesson_blocks = {"quiz": "quizzes.blocks.QuizBlock"}
    learner_records = ["Attempt"]

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from .policies import GivenOncePolicy, register_learner_policies

        register_learner_policies(self)
        extra_attempt = self.get_model("ExtraAttempt")
        register_permission_policy(extra_attempt, GivenOncePolicy(extra_attempt))
        if apps.is_installed("courses"):
            from . import in_courses

            in_courses.connect()
