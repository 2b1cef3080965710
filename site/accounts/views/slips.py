"""The pages that a slip of paper opens."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from courses.learners import learner_profile

from .. import services
from ..addresses import client_address, keep_next
from ..codes import read_activation_code
from ..forms import EnterCodeForm, SetSecretForm
from ..models import ActivationCode, FailedTry
from ..services import CodeNotValid, TooManyTries
from .base import AccountFormView, AccountPage, next_query


class EnterCodeView(AccountFormView):
    """Type the code of a slip instead of scanning it."""

    template_name = "accounts/enter_code.html"
    form_class = EnterCodeForm
    error_field = "code"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        keep_next(request, response)
        return response

    def carry_out(self, form):
        code = form.cleaned_data["code"]
        try:
            _open_slip(self.request, code)
        except CodeNotValid as error:
            raise ValidationError(str(error), code="code_not_valid") from error
        url = reverse("accounts:slip", kwargs={"code": read_activation_code(code)})
        return redirect(f"{url}{next_query(self.request)}")


class SlipView(AccountFormView):
    """Show whose slip it is, and let that person set a PIN.

    Looking changes nothing: messengers fetch links before people do.
    """

    template_name = "accounts/slip.html"
    form_class = SetSecretForm
    error_field = "secret"
    slip: ActivationCode

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        # The address holds the code, so no other site may hear of it. With
        # "no-referrer" browsers would post the form with ``Origin: null``,
        # which Django's protection against forged requests refuses.
        response["Referrer-Policy"] = "same-origin"
        return response

    def get(self, request, *args, **kwargs):
        return self._with_slip(super().get, request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self._with_slip(super().post, request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            slip=self.slip,
            profile=learner_profile(self.slip.user),
            is_reset=self.slip.purpose == ActivationCode.Purpose.RESET,
            **kwargs,
        )

    def carry_out(self, form):
        user = services.activate(
            code=self.kwargs["code"], secret=form.cleaned_data["secret"]
        )
        return self.welcome(user, shared=form.cleaned_data["shared_device"])

    def _with_slip(self, answer, request, *args, **kwargs):
        try:
            self.slip = _open_slip(request, self.kwargs["code"])
            return answer(request, *args, **kwargs)
        except CodeNotValid as error:
            return self._refuse(error, status=404)
        except TooManyTries as error:
            return self._refuse(error, status=429)

    def _refuse(self, error, *, status: int):
        return self.response_class(
            request=self.request,
            template="accounts/slip_not_valid.html",
            context={"reason": str(error), "next_query": next_query(self.request)},
            status=status,
        )


class NotMeView(AccountPage, TemplateView):
    """Tell who holds somebody else's slip what to do with it."""

    template_name = "accounts/not_me.html"


def _open_slip(request, code: str) -> ActivationCode:
    """Return the valid slip; a code that is not valid counts as a try."""
    attempt = services.begin_try(
        kind=FailedTry.Kind.CODE, subject=code, address=client_address(request)
    )
    slip = services.find_activation(code=code)
    if slip is None:
        raise CodeNotValid
    attempt.delete()
    return slip
