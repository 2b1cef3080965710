"""Slow down whoever tries codes by the hundred.

A code has 128 random bits, so this protects the server more than the papers. The
count lives in the site's cache: no address is stored, nothing has to be cleaned up,
and looking up a real code costs no query. With the default in-memory cache each
process counts for itself. Only unknown codes count, so that a class of five hundred
behind one address may check its own papers.
"""

import hashlib
import ipaddress
import time

from django.core.cache import cache

from .conf import settings

__all__ = ["WINDOW", "count_unknown_code", "is_over_limit"]

#: Seconds over which unknown codes are counted.
WINDOW = 600


def is_over_limit(request) -> bool:
    """Say whether this address asked for too many unknown codes lately."""
    return cache.get(_key(request), 0) >= settings.unknown_codes_allowed


def count_unknown_code(request) -> None:
    """Note that this address asked for a code that does not exist."""
    key = _key(request)
    if not cache.add(key, 1, timeout=WINDOW):
        try:
            cache.incr(key)
        except ValueError:
            # It ran out between the two calls.
            cache.set(key, 1, timeout=WINDOW)


def _key(request) -> str:
    window = int(time.time()) // WINDOW
    digest = hashlib.sha256(_network(request).encode()).hexdigest()[:32]
    return f"learn_certificates:unknown:{digest}:{window}"


def _network(request) -> str:
    """Return the address of the visitor; of IPv6 the network that one line gets."""
    text = request.META.get("REMOTE_ADDR", "")
    if proxies := settings.trusted_proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        text = forwarded[-min(proxies, len(forwarded))].strip() or text
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
