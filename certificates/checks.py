"""What a host project must have set, said before anything is printed."""

from urllib.parse import urlsplit

from django.core.checks import Error, Tags, Warning, register

from .conf import settings

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104


@register(Tags.urls)
def check_public_url(app_configs, **kwargs):
    """A wrong address in a QR code cannot be called back from paper."""
    if not settings.public_url:
        return [
            Warning(
                "LEARN_PUBLIC_URL is not set, so no certificate can be issued.",
                hint="Set it to the address people open, such as "
                "https://hoc.example.vn; the QR code of every certificate carries it.",
                id="learn_certificates.W001",
            )
        ]
    parts = urlsplit(settings.public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return [
            Error(
                f"LEARN_PUBLIC_URL is not an address: {settings.public_url!r}.",
                hint="Write scheme and host, such as https://hoc.example.vn.",
                id="learn_certificates.E002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_public_url_is_public(app_configs, **kwargs):
    """On a server that others reach, the printed address must be one too."""
    host = urlsplit(settings.public_url).hostname or ""
    if host in LOCAL_HOSTS or host.endswith(".localhost"):
        return [
            Error(
                f"LEARN_PUBLIC_URL names this machine: {settings.public_url!r}.",
                hint="A certificate that is printed now could never be checked.",
                id="learn_certificates.E003",
            )
        ]
    return []
