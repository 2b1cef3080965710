"""What may be done to many accounts at once, by the rules for one."""

from django.core.exceptions import PermissionDenied
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from . import services
from .models import User

__all__ = ["ActivateAccounts", "AssignRole", "DeleteAccounts"]

#: More digits than a primary key has.
KEY_LENGTH = 18


class AccountBulkAction:
    """Reach only accounts that one may manage, found as the list finds them."""

    def check_perm(self, obj):
        return super().check_perm(obj) and services.may_manage(
            by=self.request.user, user=obj
        )

    @classmethod
    def get_queryset(cls, model, object_ids):
        keys = [
            key
            for key in map(str, object_ids)
            if key.isdecimal() and len(key) <= KEY_LENGTH
        ]
        return super().get_queryset(model, keys)

    def get_all_objects_in_listing_query(self, parent_id):
        found = User.objects.search(self.request.GET.get("q", ""))
        return found.values_list("pk", flat=True)


class AssignRole(AccountBulkAction, AssignRoleBulkAction):
    """A role holds rights, so only superusers give one, as on the single form."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ActivateAccounts(AccountBulkAction, SetActiveStateBulkAction):
    """Close and open accounts; closing withdraws their slips too."""

    @classmethod
    def execute_action(cls, objects, *, mark_as_active, user, **kwargs):
        change = (
            services.reactivate_account
            if mark_as_active
            else services.deactivate_account
        )
        for account in objects:
            change(user=account, by=user)
        return len(objects), 0


class DeleteAccounts(AccountBulkAction, DeleteBulkAction):
    """Delete only accounts that one may manage."""
