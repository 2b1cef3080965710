"""Who may see a learner's certificates; asked wherever they are read."""

from django.apps import AppConfig
from django.contrib.auth import get_permission_codename, get_user_model
from django.db.models import Q
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from .learners import learner_key

__all__ = ["OwnRecordPolicy", "may", "register_learner_policies", "visible"]


class OwnRecordPolicy(BasePermissionPolicy):
    """Learners see their own rows; holders of a model permission see all.

    For sites where no other app registers a policy of its own.
    """

    def user_has_permission(self, user, action):
        return user.is_authenticated and (
            action == "view" or self._holds_model_permission(user, action)
        )

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True, is_superuser=True)

    def instances_user_has_any_permission_for(self, user, actions):
        rows = self.model._default_manager.all()
        if not user.is_authenticated or not user.is_active:
            return rows.none()
        if any(self._holds_model_permission(user, action) for action in actions):
            return rows
        if "view" in actions:
            return rows.filter(Q(learner_key=learner_key(user)))
        return rows.none()

    def user_has_permission_for_instance(self, user, action, instance):
        rows = self.instances_user_has_any_permission_for(user, [action])
        return rows.filter(pk=instance.pk).exists()

    def _holds_model_permission(self, user, action) -> bool:
        return may(user, get_permission_codename(action, self.model._meta))


def may(user, codename: str) -> bool:
    """Say whether the user holds a permission of this app, such as to revoke."""
    return user.is_active and user.has_perm(f"learn_certificates.{codename}")


def visible(model, user):
    """Return the rows of the model that the site lets this user see."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, {"view"})


def register_learner_policies(config: AppConfig) -> None:
    """Guard the app's ``learner_records``, unless a host app does so already."""
    for name in config.learner_records:
        model = config.get_model(name)
        if policy_registry.get_by_type(model, fallback=False) is None:
            register_permission_policy(model, OwnRecordPolicy(model))
