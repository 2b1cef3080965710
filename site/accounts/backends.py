"""Sign in by phone number, e-mail address or issued code."""

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from . import services
from .addresses import client_address
from .devices import marks_on


class IdentifierBackend(ModelBackend):
    """Check identifier and PIN by the rules of ``services.authenticate``.

    Permissions and the refusal of inactive accounts are Django's own. Forms
    that know nothing of limits, such as Wagtail's, are limited all the same.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        identifier = username if username is not None else kwargs.get("login_code")
        if identifier is None or password is None:
            return None
        try:
            return services.authenticate(
                identifier=identifier,
                secret=password,
                address=client_address(request),
                marks=marks_on(request),
            )
        except services.TooManyTries as error:
            raise PermissionDenied(str(error)) from error
