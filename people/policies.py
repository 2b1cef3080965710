"""Who may see whose records: their own, and those of the units one manages."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from wagtail.permissions import policy_registry, register_permission_policy

from courses.learners import learner_key
from courses.policies import LearnerRecordPolicy

from .models import Membership, Person
from .scope import Scope

__all__ = ["PersonPolicy", "UnitRecordPolicy", "register_policies"]


class UnitRecordPolicy(LearnerRecordPolicy):
    """Learners see their own rows, managers those of people in their units.

    A row belongs to a unit through the person's open, confirmed post: records move
    with the person. Holders of a model permission and administrators see all. One
    query at most is asked beside the one for the rows.
    """

    def visible_in(self, scope: Scope) -> Q:
        """Return the condition of the rows that the units make visible."""
        people = Person.objects.in_units(scope.unit_ids(), scope.day)
        return Q(learner_key__in=people.values("learner_key"))

    def instances_user_has_any_permission_for(self, user, actions):
        rows = self.model._default_manager.all()
        if not user.is_authenticated or not user.is_active:
            return rows.none()
        if user.is_superuser:
            return rows
        scope = Scope.of(user, model=self.model, actions=actions)
        if scope.everything:
            return rows
        if "view" not in actions:
            return rows.none()
        condition = self.visible_rows(user)
        if scope.root_ids:
            condition |= self.visible_in(scope)
        return rows.filter(condition)


class PersonPolicy(UnitRecordPolicy):
    """People: oneself, and those with a post in the units one manages."""

    def visible_in(self, scope):
        posts = Membership.objects.confirmed().on(scope.day)
        return Exists(posts.filter(person=OuterRef("pk"), unit_id__in=scope.unit_ids()))

    def user_has_permission(self, user, action):
        """Open the admin's lists to holders of the model permission only.

        People come with their accounts and stay when those go.
        """
        if action in ("add", "delete"):
            return False
        return user.is_authenticated and self.holds_model_permission(user, action)


class MembershipPolicy(PersonPolicy):
    """Posts: one's own, those in one's units, and all of the people in them."""

    def user_has_permission(self, user, action):
        return user.is_authenticated and self.holds_model_permission(user, action)

    def visible_rows(self, user):
        return Q(person__learner_key=learner_key(user))

    def visible_in(self, scope):
        people = Person.objects.in_units(scope.unit_ids(), scope.day)
        return Q(unit_id__in=scope.unit_ids()) | Q(person__in=people)


def register_policies() -> None:
    """Guard our own models and every app's ``learner_records``.

    Called in ``ready()``. Models are asked of the registry, for the other apps'
    ``ready()`` has not run yet; they leave alone what is registered here.
    """
    register_permission_policy(Person, PersonPolicy(Person))
    register_permission_policy(Membership, MembershipPolicy(Membership))
    for config in apps.get_app_configs():
        for name in getattr(config, "learner_records", []):
            model = apps.get_model(config.label, name)
            if policy_registry.get_by_type(model, fallback=False) is None:
                register_permission_policy(model, UnitRecordPolicy(model))
