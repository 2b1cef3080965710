"""The addresses of the reference site; those printed in QR codes never change."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from home import views as home

from .uploads import FOLDERS, picture

handler404 = "home.views.page_not_found"
handler500 = "home.views.server_error"
handler403 = "home.views.permission_denied"
handler400 = "home.views.bad_request"

urlpatterns = [
    path("healthz", home.healthz),
    path("sitemap.xml", sitemap),
    path("robots.txt", home.robots),
    # One way to sign in for everybody, with its limits and its shared-device box.
    path(
        "admin/login/",
        RedirectView.as_view(pattern_name="accounts:sign_in", query_string=True),
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("ngon-ngu/", set_language, name="set_language"),
    re_path(rf"^uploads/(?P<folder>{'|'.join(FOLDERS)})/(?P<path>.+)$", picture),
    *i18n_patterns(
        path("", include("home.urls")),
        path("", include("accounts.urls")),
        path("", include("courses.urls")),
        path("", include("quizzes.urls")),
        path("", include("certificates.urls")),
        path("quan-ly/", include("people.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
