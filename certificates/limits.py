"""Slow down whoever tries codes by the hundred.

A code has 128 random bits, so nobody finds one by trying; this keeps the noise down.
The count lives in the site's cache: no address is stored and nothing has to be cleaned
up. With the default in-memory cache each process counts for itself. Only unknown codes
count, and only they are refused: whoever holds a paper may check it, however many
others behind the same address mistyped theirs.
"""

import hashlib
import ipaddress
import re
import time

from django.core.cache import cache

from .conf import settings

__all__ = ["WINDOW", "count_unknown_code", "is_over_limit"]

#: Seconds over which unknown codes are counted.
WINDOW = 600
#: Some proxies write the port too: 203.0.113.5:4711, [2001:db8::1]:4711.
WITH_PORT = re.compile(r"(\[[^\]]*\]|[^:]*):\d+")


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
    """Return the address of the visitor; of IPv6 the network that one line gets.

    With N proxies of our own it is the Nth entry from the right, for each appends
    whom it heard from. Fewer entries mean that a proxy was passed by: then only the
    last one is certain.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if proxies := settings.trusted_proxies:
        header = request.META.get("HTTP_X_FORWARDED_FOR", "")
        forwarded = [entry.strip() for entry in header.split(",") if entry.strip()]
        if forwarded:
            text = forwarded[-proxies if proxies <= len(forwarded) else -1]
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
