"""Awards, issued certificates, their PDF and their verification."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    label = "learn_certificates"
    verbose_name = _("Certificates")
    default_auto_field = "django.db.models.BigAutoField"

    #: Models with ``learner`` and ``learner_key``, guarded by one policy each.
    learner_records = ["Certificate", "Entitlement"]

    def ready(self):
        from . import checks  # noqa: F401
        from .policies import register_learner_policies

        register_learner_policies(self)
        if apps.is_installed("courses"):
            from . import in_courses

            in_courses.connect()
