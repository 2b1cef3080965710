"""Articles for everybody: recognise, prevent, stay safe online, get help."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwarenessConfig(AppConfig):
    name = "awareness"
    label = "awareness"
    verbose_name = _("Awareness articles")
