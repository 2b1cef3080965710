"""The site's own addresses, and two to compare with."""

from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as site_urlpatterns

from .views import bare_json, stock

urlpatterns = [
    path("bench/json/", bare_json),
    path("bench/stock/<path:path>", stock),
    *site_urlpatterns,
]
