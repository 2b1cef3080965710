"""The pages of one's own account."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import View

from .. import services
from ..addresses import client_address
from ..devices import SHARED, remember_account
from ..forms import ChangeSecretForm
from .base import AccountFormView, AccountPage


class AccountView(LoginRequiredMixin, AccountFormView):
    """My name, how I sign in, my PIN, and what is kept about me."""

    template_name = "accounts/account.html"
    form_class = ChangeSecretForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(changed="changed" in self.request.GET, **kwargs)

    def carry_out(self, form):
        user = services.change_secret(
            user=self.request.user,
            current=form.cleaned_data["current"],
            secret=form.cleaned_data["secret"],
            address=client_address(self.request),
        )
        update_session_auth_hash(self.request, user)
        response = redirect(reverse("accounts:account") + "?changed=1")
        if not self.request.session.get(SHARED, False):
            remember_account(self.request, response, user)
        return response


class AccountDownloadView(LoginRequiredMixin, AccountPage, View):
    """Download what this app keeps about the person who is signed in."""

    def get(self, request):
        return JsonResponse(
            services.stored_data(user=request.user),
            json_dumps_params={"ensure_ascii": False, "indent": 2},
            headers={"Content-Disposition": 'attachment; filename="tai-khoan.json"'},
        )
