"""Who may see attempts, where no other app knows better."""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from .learners import learner_key


class OwnAttemptPolicy(ModelPermissionPolicy):
    """Learners see their own attempts; holders of the model permission see all."""

    def instances_user_has_any_permission_for(self, user, actions):
        if not user.is_authenticated or not user.is_active:
            return self.model._default_manager.none()
        if self.user_has_any_permission(user, actions):
            return self.model._default_manager.all()
        own = learner_key(user) if "view" in actions else None
        return self.model._default_manager.filter(learner_key=own)

    def user_has_permission_for_instance(self, user, action, instance):
        rows = self.instances_user_has_any_permission_for(user, [action])
        return rows.filter(pk=instance.pk).exists()


class GivenOncePolicy(ModelPermissionPolicy):
    """For what is given to somebody and not changed afterwards."""

    def user_has_permission(self, user, action):
        return action != "change" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - {"change"})


def register_learner_policies(config) -> None:
    """Guard the app's ``learner_records``, unless a host app does so already."""
    for name in config.learner_records:
        model = config.get_model(name)
        if policy_registry.get_by_type(model, fallback=False) is None:
            register_permission_policy(model, OwnAttemptPolicy(model))
