"""Choose a unit or a person in the admin; only for those who may see them all."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permissions import policy_registry

from .models import Person, Unit

ANY = {"add", "change", "delete", "view"}


class NameSearchForm(SearchFilterMixin, BaseFilterForm):
    """Search as everywhere else: each word, with or without diacritics."""

    def filter(self, objects):
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return objects.matching(self.search_query) if self.is_searching else objects


class GuardedMixin:
    """Ask the policy: a chooser lists as much as a page does."""

    filter_form_class = NameSearchForm

    def dispatch(self, request, *args, **kwargs):
        policy = policy_registry.get_by_type(self.model_class)
        if not policy.user_has_any_permission(request.user, ANY):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class GuardedChooseView(GuardedMixin, chooser.ChooseView):
    pass


class GuardedChooseResultsView(GuardedMixin, chooser.ChooseResultsView):
    pass


class GuardedChosenView(GuardedMixin, chooser.ChosenView):
    pass


class GuardedChosenMultipleView(GuardedMixin, chooser.ChosenMultipleView):
    pass


class GuardedChooserViewSet(ChooserViewSet):
    choose_view_class = GuardedChooseView
    choose_results_view_class = GuardedChooseResultsView
    chosen_view_class = GuardedChosenView
    chosen_multiple_view_class = GuardedChosenMultipleView
    per_page = 20


class UnitChooserViewSet(GuardedChooserViewSet):
    model = Unit
    icon = "site"
    choose_one_text = _("Choose a unit")
    choose_another_text = _("Choose another unit")

    def get_object_list(self):
        return Unit.objects.named().order_by("name_shown", "pk")


class PersonChooserViewSet(GuardedChooserViewSet):
    model = Person
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")


unit_chooser = UnitChooserViewSet("learn_people_unit_chooser")
person_chooser = PersonChooserViewSet("learn_people_person_chooser")
