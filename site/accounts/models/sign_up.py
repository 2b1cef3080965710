"""Whether people may make accounts themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Site


class SignUpSettings(BaseSiteSetting):
    """Whether people may make accounts themselves."""

    enabled = models.BooleanField(
        _("People may sign up themselves"),
        default=False,
        help_text=_(
            "Whoever signs up belongs to no unit until a manager confirms it, "
            "and signs in with the issued code until then."
        ),
    )

    class Meta:
        verbose_name = _("sign-up")

    @classmethod
    def is_open(cls, request) -> bool:
        """Tell whether the site of this request lets people sign up."""
        site = Site.find_for_request(request)
        return site is not None and cls.objects.filter(site=site, enabled=True).exists()
