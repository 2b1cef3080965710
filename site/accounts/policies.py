"""Who may change the groups, which hold everybody's rights."""

from django.contrib.auth import get_user_model
from wagtail.permission_policies import BasePermissionPolicy

__all__ = ["SuperuserPolicy"]


class SuperuserPolicy(BasePermissionPolicy):
    """Only superusers: whoever edits a group could give it every right."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True, is_superuser=True)
