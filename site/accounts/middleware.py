"""End the sign-in of a shared machine that nobody uses, renew that of a phone."""

import time

from django.conf import settings as django_settings
from django.contrib.auth import SESSION_KEY, logout
from django.utils.cache import patch_cache_control

from .addresses import keep_this_page
from .conf import settings
from .devices import SEEN, SHARED

#: A session is written at most this often, so that reading pages writes nothing.
SHARED_REFRESH_SECONDS = 60
OWN_REFRESH_SECONDS = 24 * 3600


class SharedDeviceMiddleware:
    """Slide the session, and keep a person's pages out of foreign hands.

    What somebody saw on a shared machine is not stored by its browser; on an
    own phone it is stored, but shown again only after asking the server.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        has_cookie = django_settings.SESSION_COOKIE_NAME in request.COOKIES
        was_signed_in = has_cookie and SESSION_KEY in request.session
        was_shared = was_signed_in and request.session.get(SHARED, False)
        if was_signed_in:
            self._slide(request, shared=was_shared)
        response = self.get_response(request)
        if getattr(request, "lesson_is_gated", False) and not was_signed_in:
            keep_this_page(request, response)
        if was_shared or (
            request.session.accessed and request.session.get(SHARED, False)
        ):
            response["Cache-Control"] = "no-store"
        elif was_signed_in and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def _slide(self, request, *, shared: bool) -> None:
        now = int(time.time())
        idle = now - request.session.get(SEEN, 0)
        if shared and idle > settings.shared_session_seconds:
            logout(request)
        elif idle > (SHARED_REFRESH_SECONDS if shared else OWN_REFRESH_SECONDS):
            request.session[SEEN] = now
