"""What is printed on a slip: the address behind the code, and its picture."""

import segno
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils.translation import override

__all__ = ["slip_picture", "slip_url"]


def slip_url(code: str) -> str:
    """Return the public address that opens the slip, in the default language."""
    with override(django_settings.LANGUAGE_CODE):
        path = reverse("accounts:slip", kwargs={"code": code})
    return f"{django_settings.LEARN_PUBLIC_URL}{path}"


def slip_picture(code: str) -> str:
    """Return the QR code of the address as a data URI for an ``img`` element."""
    return segno.make(slip_url(code), error="m").svg_data_uri(scale=5, border=4)
