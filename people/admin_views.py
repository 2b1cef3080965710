"""How the administration lists, saves and deletes what the organisation is made of."""

from collections import Counter

from django.db import transaction
from django.db.models import Prefetch, ProtectedError
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic

from .models import Grant, Membership, Succession, Unit
from .services import end_grant, grant_role

__all__ = [
    "GrantCreateView",
    "GrantDeleteView",
    "GrantEditView",
    "GrantIndexView",
    "MembershipIndexView",
    "NameSearchIndexView",
    "SuccessionIndexView",
    "UnitIndexView",
    "UnusedDeleteView",
    "in_use_sentence",
]


class NameSearchIndexView(generic.IndexView):
    """Search by name with or without diacritics."""

    def search_queryset(self, queryset):
        if not self.search_query:
            return queryset
        return queryset.matching(self.search_query)


class UnitIndexView(NameSearchIndexView):
    def get_base_queryset(self):
        return Unit.objects.named()


class SuccessionIndexView(generic.IndexView):
    def get_base_queryset(self):
        return Succession.objects.prefetch_related(
            _with_name("from_unit"), _with_name("to_unit")
        )


class MembershipIndexView(generic.IndexView):
    def get_base_queryset(self):
        return Membership.objects.select_related("person")


class GrantIndexView(generic.IndexView):
    def get_base_queryset(self):
        return Grant.objects.select_related("person").prefetch_related(
            _with_name("unit")
        )


class UnusedDeleteView(generic.DeleteView):
    """Delete what nothing points to; say what does, instead of failing."""

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError as error:
            holders = error.protected_objects
            numbers = Counter(each._meta.verbose_name_plural for each in holders)
            messages.error(self.request, in_use_sentence([self.object], numbers))
            return redirect(self.get_success_url())


class GrantCreateView(generic.CreateView):
    """Give a role by the service, which notes it and brings groups in step."""

    def save_instance(self):
        return grant_role(by=self.request.user, **self.form.cleaned_data)


class GrantEditView(generic.EditView):
    """End a role by the service; whose and which it is cannot be changed."""

    def save_instance(self):
        end = self.form.cleaned_data["valid_to"]
        if end is None:
            return self.object
        return end_grant(by=self.request.user, grant=self.object, on=end)


class GrantDeleteView(UnusedDeleteView):
    def delete_action(self):
        # Ended first, so that the account leaves the group.
        end_grant(by=self.request.user, grant=self.object)
        super().delete_action()


def in_use_sentence(things, numbers) -> str:
    """Say why these cannot be deleted: how many of what stand on them."""
    return _("%(name)s cannot be deleted, because it is in use. %(uses)s.") % {
        "name": ", ".join(f"“{thing}”" for thing in things),
        "uses": "; ".join(f"{capfirst(noun)}: {n}" for noun, n in numbers.items()),
    }


def _with_name(field: str) -> Prefetch:
    return Prefetch(field, queryset=Unit.objects.named())
