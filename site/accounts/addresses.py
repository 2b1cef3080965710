"""Where a request came from, and where it may be sent to."""

import ipaddress
import re

from django.conf import settings as django_settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .conf import settings

__all__ = [
    "client_address",
    "destination",
    "forget_next",
    "keep_next",
    "safe_next",
    "wanted_page",
]

#: A slip is often scanned after the lesson's link was opened; the cookie keeps
#: the page that was wanted. It holds a path of this site and nothing else.
NEXT_COOKIE = "accounts_next"
NEXT_COOKIE_SECONDS = 3600
NEXT_MAX_LENGTH = 1000
#: Some proxies write the port too: 203.0.113.5:4711, [2001:db8::1]:4711.
WITH_PORT = re.compile(r"(\[[^\]]*\]|[^:]*):\d+")


def client_address(request) -> str:
    """Return the address that tries are counted by; of IPv6 the network.

    Each proxy appends whom it heard from, so with N of our own the Nth entry
    from the right is the client, and what stands further left is the client's
    own claim. Fewer entries mean that a proxy was passed by: then only the last
    one is certain.
    """
    if request is None:
        return ""
    text = request.META.get("REMOTE_ADDR", "")
    if count := settings.trusted_proxies:
        header = request.META.get("HTTP_X_FORWARDED_FOR", "")
        forwarded = [entry.strip() for entry in header.split(",") if entry.strip()]
        if forwarded:
            text = forwarded[-count if count <= len(forwarded) else -1]
    if match := WITH_PORT.fullmatch(text):
        text = match[1]
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return text
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def safe_next(request, url: str | None = None) -> str:
    """Return where the person wanted to go if it is a page of ours, else ""."""
    if url is None:
        url = request.POST.get("next") or request.GET.get("next") or ""
    own = len(url) <= NEXT_MAX_LENGTH and url_has_allowed_host_and_scheme(
        url,
        allowed_hosts={request.get_host()},
        require_https=request.is_secure(),
    )
    if not own or url.split("?")[0] == reverse("accounts:sign_out"):
        return ""
    return url


def wanted_page(request) -> str:
    """Return the page that this request or one of the last hour asked for."""
    kept = request.COOKIES.get(NEXT_COOKIE, "")
    return safe_next(request) or safe_next(request, kept)


def destination(request) -> str:
    """Return the page after a sign-in: the one that was wanted, or my learning."""
    return wanted_page(request) or resolve_url(django_settings.LOGIN_REDIRECT_URL)


def keep_next(request, response) -> None:
    """Keep the wanted page for the slip that is scanned next."""
    if wanted := safe_next(request):
        _keep(wanted, request, response)


def keep_this_page(request, response) -> None:
    """Keep the page itself: whoever sees its gate may scan a slip at once."""
    _keep(request.get_full_path(), request, response)


def _keep(address: str, request, response) -> None:
    response.set_cookie(
        NEXT_COOKIE,
        address,
        max_age=NEXT_COOKIE_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget_next(response) -> None:
    response.delete_cookie(NEXT_COOKIE, samesite="Lax")
