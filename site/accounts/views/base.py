"""What the pages of accounts share."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from ..addresses import destination, forget_next, safe_next, wanted_page
from ..devices import is_known_as_shared, mark_machine, start_session
from ..models import User
from ..services import TooManyTries


@method_decorator(
    [never_cache, sensitive_post_parameters("secret", "secret_again", "current")],
    name="dispatch",
)
class AccountPage:
    """What the pages share: never stored by a browser, not for search engines."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response


class AccountFormView(AccountPage, FormView):
    """A form whose rules are services; what they refuse is said at its field."""

    #: The field that a refusal without a field's name belongs to.
    error_field: str | None = None

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "letters": "letters" in self.request.GET,
            "shared_machine": is_known_as_shared(self.request),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            next=safe_next(self.request),
            next_query=next_query(self.request),
            letters="letters" in self.request.GET,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            return self.carry_out(form)
        except TooManyTries as error:
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        except ValidationError as error:
            _add_service_error(form, error, self.error_field)
            return self.form_invalid(form)

    def carry_out(self, form):
        """Call the service and return the response."""
        raise NotImplementedError

    def welcome(self, user: User, *, shared: bool, url: str = ""):
        """Sign the person in and send them to the page that they wanted."""
        url = url or destination(self.request)
        start_session(self.request, user, shared=shared)
        response = redirect(url)
        mark_machine(self.request, response, user, shared=shared)
        forget_next(response)
        return response


def next_query(request) -> str:
    """Return the query that hands the wanted page on to the next link."""
    wanted = wanted_page(request)
    return f"?{urlencode({'next': wanted})}" if wanted else ""


def _add_service_error(form, error: ValidationError, field: str | None) -> None:
    """Put a service's refusal where the person can mend it."""
    fields = getattr(error, "error_dict", None)
    form.add_error(None if fields else field, error)
