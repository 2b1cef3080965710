"""The public face of the reference site: home page, plain pages, errors."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Home page")

    def ready(self):
        from . import checks  # noqa: F401
