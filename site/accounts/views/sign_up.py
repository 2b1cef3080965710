"""The pages of people who make an account themselves."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import NoReverseMatch, reverse
from django.views.generic import TemplateView

from .. import services
from ..addresses import client_address, destination
from ..forms import SignUpForm
from ..models import SignUpSettings
from .base import AccountFormView, AccountPage, next_query


class SignUpView(AccountFormView):
    template_name = "accounts/sign_up.html"
    form_class = SignUpForm
    error_field = "secret"

    def dispatch(self, request, *args, **kwargs):
        if not SignUpSettings.is_open(request):
            return self.response_class(
                request=request,
                template="accounts/sign_up_closed.html",
                context={"next_query": next_query(request)},
                status=403,
            )
        return super().dispatch(request, *args, **kwargs)

    def carry_out(self, form):
        user = services.sign_up(
            full_name=form.cleaned_data["full_name"],
            phone=form.cleaned_data["phone"],
            secret=form.cleaned_data["secret"],
            address=client_address(self.request),
        )
        return self.welcome(
            user,
            shared=form.cleaned_data["shared_device"],
            url=reverse("accounts:signed_up") + next_query(self.request),
        )


class SignedUpView(LoginRequiredMixin, AccountPage, TemplateView):
    """Show the issued code, then go on to the choice of a unit."""

    template_name = "accounts/signed_up.html"

    def get_context_data(self, **kwargs):
        try:
            onward = reverse("learn_people:join") + next_query(self.request)
        except NoReverseMatch:
            onward = destination(self.request)
        return super().get_context_data(onward=onward, **kwargs)
