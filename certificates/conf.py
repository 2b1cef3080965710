"""Settings of the app, read when they are needed."""

from django.conf import settings as django_settings

__all__ = ["settings"]


class CertificatesSettings:
    """Each property is a setting of the host project."""

    @property
    def public_url(self) -> str:
        """``LEARN_PUBLIC_URL``: the address that QR codes carry, without a slash."""
        return getattr(django_settings, "LEARN_PUBLIC_URL", "").rstrip("/")

    @property
    def require_review(self) -> bool:
        """``LEARN_CERTIFICATES_REQUIRE_REVIEW``: unreviewed courses issue nothing.

        Where it is off, a certificate of such a course says that it is a trial.
        """
        return getattr(django_settings, "LEARN_CERTIFICATES_REQUIRE_REVIEW", True)

    @property
    def learner_profile(self) -> str:
        """``LEARN_CERTIFICATES_LEARNER_PROFILE``: dotted path of ``profile(user)``.

        It returns an object with ``full_name`` and, where known, ``birth_text``,
        ``unit_name`` and ``position``. Empty: the courses app is asked if it is
        installed, else the user.
        """
        return getattr(django_settings, "LEARN_CERTIFICATES_LEARNER_PROFILE", "")

    @property
    def unknown_codes_allowed(self) -> int:
        """``LEARN_CERTIFICATES_UNKNOWN_CODES``: wrong codes per address, 10 minutes."""
        return getattr(django_settings, "LEARN_CERTIFICATES_UNKNOWN_CODES", 60)

    @property
    def trusted_proxies(self) -> int:
        """``LEARN_CERTIFICATES_PROXIES``: own proxies that set X-Forwarded-For."""
        return getattr(django_settings, "LEARN_CERTIFICATES_PROXIES", 0)


settings = CertificatesSettings()
