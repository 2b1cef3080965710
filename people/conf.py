"""Settings of the app, read when they are needed."""

from django.conf import settings as django_settings

__all__ = ["settings"]


class PeopleSettings:
    """Each property is a setting ``LEARN_PEOPLE_<NAME>`` of the host project."""

    @property
    def account_adapter(self) -> str:
        """Dotted path of the class that makes accounts and one-time codes."""
        return getattr(
            django_settings,
            "LEARN_PEOPLE_ACCOUNT_ADAPTER",
            "people.adapter.AccountAdapter",
        )

    @property
    def role_groups(self) -> dict[str, str]:
        """Names of the groups whose members hold a role; missing groups are let be."""
        return getattr(
            django_settings,
            "LEARN_PEOPLE_ROLE_GROUPS",
            {"editor": "Biên tập viên", "administrator": "Quản trị"},
        )

    @property
    def rows_per_page(self) -> int:
        """How many people a manager's table shows at once."""
        return getattr(django_settings, "LEARN_PEOPLE_ROWS_PER_PAGE", 50)

    @property
    def slip_path(self) -> str:
        """Address that a slip's QR code opens, with ``{code}`` in it."""
        return getattr(django_settings, "LEARN_PEOPLE_SLIP_PATH", "/vao/{code}/")

    @property
    def public_url(self) -> str:
        """``https://host`` as printed in QR codes."""
        return getattr(django_settings, "LEARN_PUBLIC_URL", "").rstrip("/")


settings = PeopleSettings()
