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

    def ready(self):
        super().ready()
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from .policies import SuperuserPolicy

        register_permission_policy(Group, SuperuserPolicy(Group))
