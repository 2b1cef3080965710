"""Remember which page an address leads to, as long as no content changes."""

import copy
from functools import partial

from .versions import content_version

#: Beyond this many addresses memory is freed.
LIMIT = 1000


class RouteCacheMiddleware:
    """Spare a page the queries by which Wagtail finds it in its tree.

    The way to the page and the restrictions on it are remembered, per host and
    path, until content or restrictions change; whether this person meets them
    is asked anew for every request, and the page is served by Wagtail's own
    view. ``request.content_version`` is the version from before the page was
    read. Optional; without it lessons are found and rendered anew each time. Put
    it after the authentication middleware.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        #: A content version with its routes; replaced as a whole, for threads.
        self.state = (-1, {})

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        version = request.content_version = content_version()
        state = self.state
        if state[0] != version or len(state[1]) > LIMIT:
            state = self.state = (version, {})
        routes = state[1]
        key = (request.get_host().lower(), request.path_info)
        known = routes.get(key)
        if known is not None:
            site, page, restrictions, args, kwargs = known
            page = copy.copy(page)
            page.get_view_restrictions = partial(list, restrictions)
            request._wagtail_site = site
            request._wagtail_route_for_request = (page, args, kwargs)
            return self.get_response(request)
        response = self.get_response(request)
        route = getattr(request, "_wagtail_route_for_request", None)
        site = getattr(request, "_wagtail_site", None)
        if route and site and response.status_code == 200:
            page, args, kwargs = route
            restrictions = list(page.get_view_restrictions())
            routes[key] = (site, copy.copy(page), restrictions, args, kwargs)
        return response
