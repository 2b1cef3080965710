"""Settings of the app, read when they are needed."""

from django.conf import settings as django_settings

__all__ = ["settings"]


class CoursesSettings:
    """Each property is a setting ``LEARN_COURSES_<NAME>`` of the host project."""

    @property
    def learner_profile(self) -> str:
        """Dotted path of ``profile(user) -> LearnerProfile``; empty: from the user."""
        return getattr(django_settings, "LEARN_COURSES_LEARNER_PROFILE", "")

    @property
    def content_version_seconds(self) -> float:
        """How long a process trusts what it last read of the content version.

        A page that another process published is shown after this time at the
        latest; the process that published shows it at once.
        """
        return getattr(django_settings, "LEARN_COURSES_CONTENT_VERSION_SECONDS", 1.0)


settings = CoursesSettings()
