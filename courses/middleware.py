"""Remember which page an address leads to, as long as no content changes."""

import copy
from functools import partial

from .versions import content_version

#: Beyond this many addresses memory is freed; nobody's site has so many lessons.
LIMIT = 5000


class RouteCacheMiddleware:
    """Spare a page the queries by which Wagtail finds it in its tree.

    The way to the page and the restrictions on it are remembered, per host and
    path, until content or restrictions change; whether this person meets them
    is asked anew for every request, and the page is served by Wagtail's own
    view. Optional; put it after the authentication middleware.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.version = -1
        self.routes = {}

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        version = content_version()
        if version != self.version or len(self.routes) > LIMIT:
            self.routes, self.version = {}, version
        key = (request.get_host(), request.path_info)
        known = self.routes.get(key)
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
            self.routes[key] = (site, copy.copy(page), restrictions, args, kwargs)
        return response
