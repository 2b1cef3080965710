"""Who may see a learner's records; asked wherever they are read."""

from django.apps import AppConfig
from django.contrib.auth import get_permission_codename, get_user_model
from django.db.models import Q
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from .learners import learner_key

__all__ = ["LearnerRecordPolicy", "register_learner_policies", "visible"]


class LearnerRecordPolicy(BasePermissionPolicy):
    """Learners see their own rows; holders of a model permission see all.

    For models with ``learner_key``. Nobody changes a record by this policy: the
    services are the only door.
    """

    def holds_model_permission(self, user, action) -> bool:
        codename = get_permission_codename(action, self.model._meta)
        return user.is_active and user.has_perm(
            f"{self.model._meta.app_label}.{codename}"
        )

    def visible_rows(self, user) -> Q:
        """Return the condition of the rows that a signed-in user may see."""
        return Q(learner_key=learner_key(user))

    def user_has_permission(self, user, action):
        return user.is_authenticated and (
            action == "view" or self.holds_model_permission(user, action)
        )

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True, is_superuser=True)

    def instances_user_has_any_permission_for(self, user, actions):
        rows = self.model._default_manager.all()
        if not user.is_authenticated or not user.is_active:
            return rows.none()
        if any(self.holds_model_permission(user, action) for action in actions):
            return rows
        return (
            rows.filter(self.visible_rows(user)) if "view" in actions else rows.none()
        )

    def user_has_permission_for_instance(self, user, action, instance):
        return (
            self.instances_user_has_any_permission_for(user, [action])
            .filter(pk=instance.pk)
            .exists()
        )


def register_learner_policies(config: AppConfig) -> None:
    """Guard the app's ``learner_records``, unless a host app does so already."""
    for name in config.learner_records:
        model = config.get_model(name)
        if policy_registry.get_by_type(model, fallback=False) is None:
            register_permission_policy(model, LearnerRecordPolicy(model))


def visible(model, user):
    """Return the rows of the model that the user may see."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, {"view"})
