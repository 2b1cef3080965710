"""Accounts: who signs in, how, and on what machine."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import signal_handlers

        signal_handlers.connect()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with the screens of this app.

    Named in INSTALLED_APPS instead of ``wagtail.users``, as Wagtail asks for.
    """

    user_viewset = "accounts.wagtail_hooks.AccountViewSet"
