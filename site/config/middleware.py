"""Give the editors' pages the content policy that Wagtail's editor needs."""

from django.conf import settings


class ContentPolicyMiddleware:
    """Relax the content security policy below /admin/, and only there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return response
