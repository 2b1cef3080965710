"""Settings of the public pages, read when they are needed."""

from django.conf import settings as django_settings

__all__ = ["settings"]


class HomeSettings:
    """Each property is a setting of the host project."""

    @property
    def public_url(self) -> str:
        """Address people open, without a slash at the end (`LEARN_PUBLIC_URL`)."""
        return getattr(django_settings, "LEARN_PUBLIC_URL", "").rstrip("/")

    @property
    def quick_exit_url(self) -> str:
        """Neutral page that the quick exit leads to (`HOME_QUICK_EXIT_URL`).

        Nothing is asked of that host before the reader uses the exit.
        """
        return getattr(
            django_settings,
            "HOME_QUICK_EXIT_URL",
            "https://www.google.com.vn/search?q=d%E1%BB%B1+b%C3%A1o+th%E1%BB%9Di+ti%E1%BA%BFt",
        )


settings = HomeSettings()
