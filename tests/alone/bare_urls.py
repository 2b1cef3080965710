"""The addresses of the bare site: whatever the named apps offer, and Wagtail."""

import importlib

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

OURS = ("courses", "quizzes", "certificates", "people")

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    *[
        path("quan-ly/" if app == "people" else "", include(f"{app}.urls"))
        for app in settings.INSTALLED_APPS
        if app in OURS and importlib.util.find_spec(f"{app}.urls")
    ],
    path("", include(wagtail_urls)),
]
