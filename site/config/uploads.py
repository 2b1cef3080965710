"""Hand out pictures; a web server in front may do it instead."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

#: Documents are not among them: Wagtail's own view asks who may read those.
FOLDERS = ("images", "original_images")


def picture(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """Serve a picture of MEDIA_ROOT; what an SVG holds can do nothing."""
    response = serve(request, f"{folder}/{path}", document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=604800"
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
