"""The pages of signing in and out."""

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from .. import services
from ..addresses import client_address, destination, forget_next, keep_next
from ..devices import marks_on
from ..forms import SignInForm
from ..models import SignUpSettings
from .base import AccountFormView, AccountPage


class SignInView(AccountFormView):
    template_name = "accounts/sign_in.html"
    form_class = SignInForm

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        keep_next(request, response)
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            destination=destination(self.request),
            sign_up_is_open=SignUpSettings.is_open(self.request),
            **kwargs,
        )

    def carry_out(self, form):
        user = services.authenticate(
            identifier=form.cleaned_data["identifier"],
            secret=form.cleaned_data["secret"],
            address=client_address(self.request),
            marks=marks_on(self.request),
        )
        if user is None:
            raise ValidationError(
                _(
                    "This does not match. Check the number, e-mail or code and the "
                    "PIN. If several people use one phone number, sign in with the "
                    "code that was issued to you; it stands on your slip."
                ),
                code="sign_in_wrong",
            )
        return self.welcome(user, shared=form.cleaned_data["shared_device"])


class SignOutView(AccountPage, TemplateView):
    """Sign out by POST, and have the browser forget what it kept."""

    template_name = "accounts/sign_out.html"

    def post(self, request, *args, **kwargs):
        logout(request)
        response = redirect("accounts:sign_in")
        response["Clear-Site-Data"] = '"cache", "storage"'
        forget_next(response)
        return response
