"""Accounts in the administration: find, create with a slip, deactivate."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import (
    BooleanColumn,
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    TitleColumn,
)
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.widgets.button import Button
from wagtail.contrib.settings.registry import register_setting
from wagtail.permissions import policy_registry
from wagtail.users.views.users import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    UserViewSet,
)

from . import services
from .admin_forms import AccountCreationForm, AccountEditForm, OwnNameForm
from .bulk_actions import ActivateAccounts, AssignRole, DeleteAccounts
from .models import SignUpSettings, User
from .slips import slip_picture, slip_url

register_setting(SignUpSettings, icon="user")

# Wagtail's own form asks for first and last name, which this model does not have.
NameEmailSettingsPanel.form_class = OwnNameForm

# After Wagtail's own actions, whose place they take.
for action in (AssignRole, ActivateAccounts, DeleteAccounts):
    hooks.register("register_bulk_action", action, order=1)


class AccountIndexView(IndexView):
    page_title = gettext_lazy("Accounts")
    add_item_label = gettext_lazy("Add an account")
    #: Turns the search box on; what it searches is ``User.objects.search``.
    search_fields = ["search_key"]
    default_ordering = "sort_key"

    @cached_property
    def columns(self):
        name_column = self._get_title_column_class(TitleColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            name_column(
                "full_name",
                label=gettext_lazy("Full name"),
                sort_key="sort_key",
                get_url=self.get_edit_url,
            ),
            Column("login_code", label=gettext_lazy("Sign-in code")),
            Column(
                "phone",
                accessor="national_phone",
                label=gettext_lazy("Phone number"),
            ),
            BooleanColumn(
                "is_activated",
                accessor="has_usable_password",
                label=gettext_lazy("PIN set"),
            ),
            BooleanColumn(
                "is_active", label=gettext_lazy("Active"), sort_key="is_active"
            ),
            DateColumn(
                "last_login",
                label=gettext_lazy("Last sign-in"),
                sort_key="last_login",
            ),
        ]

    def search_queryset(self, queryset):
        return queryset.search(self.search_query) if self.is_searching else queryset

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.is_active and services.may_manage(
            by=self.request.user, user=instance
        ):
            buttons.append(
                Button(
                    _("Slip"),
                    url=reverse("wagtailusers_users:slip", args=[instance.pk]),
                    icon_name="key",
                    priority=15,
                )
            )
        return buttons


class ActingFormMixin:
    """Tell the form who acts."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}


class AccountCreateView(ActingFormMixin, CreateView):
    page_title = gettext_lazy("Add an account")
    success_message = gettext_lazy("The account of %(object)s is created.")

    def get_success_url(self):
        return reverse("wagtailusers_users:slip", args=[self.object.pk])


class AccountEditView(ActingFormMixin, EditView):
    def dispatch(self, request, *args, **kwargs):
        if not services.may_manage(by=request.user, user=self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self):
        account = super().save_instance()
        if "is_active" in self.form.changed_data and not account.is_active:
            services.deactivate_account(user=account, by=self.request.user)
        return account


class AccountDeleteView(DeleteView):
    def dispatch(self, request, *args, **kwargs):
        if not services.may_manage(by=request.user, user=self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
class AccountSlipView(View):
    """Print a slip; the code is shown this once and never stored."""

    template_name = "accounts/admin/slip.html"

    def dispatch(self, request, *args, **kwargs):
        policy = policy_registry.get_by_type(User)
        self.account = get_object_or_404(User, pk=kwargs["pk"])
        if not policy.user_has_permission(
            request.user, "change"
        ) or not services.may_manage(by=request.user, user=self.account):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        return self._page(request)

    def post(self, request, pk):
        try:
            code = services.issue_activation_code(user=self.account, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("wagtailusers_users:edit", pk)
        return self._page(request, code=code)

    def _page(self, request, code: str = ""):
        return TemplateResponse(
            request,
            self.template_name,
            {
                "account": self.account,
                "code": code,
                "url": slip_url(code) if code else "",
                "picture": slip_picture(code) if code else "",
                "page_title": _("Slip"),
                "header_icon": "key",
            },
        )


class AccountViewSet(UserViewSet):
    """Wagtail's user administration for people with a name, a phone and a code."""

    ordering = "sort_key"
    menu_label = gettext_lazy("Accounts")
    add_to_settings_menu = False
    add_to_admin_menu = True
    copy_view_enabled = False
    template_prefix = "accounts/admin/"
    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    delete_view_class = AccountDeleteView

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm

    def get_urlpatterns(self):
        slip = path("slip/<int:pk>/", AccountSlipView.as_view(), name="slip")
        return [*super().get_urlpatterns(), slip]
