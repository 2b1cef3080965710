"""What administrators see of the organisation in Wagtail."""

from datetime import date
from itertools import pairwise

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .choosers import person_chooser, unit_chooser
from .models import Grant, Membership, Person, Succession, Unit
from .services import end_grant, keep_groups_in_step


class NameSearchIndexView(generic.IndexView):
    """Search by name with or without diacritics."""

    def search_queryset(self, queryset):
        if not self.search_query:
            return queryset
        return queryset.matching(self.search_query)


class UnitIndexView(NameSearchIndexView):
    def get_base_queryset(self):
        return Unit.objects.named()


class UnitForm(WagtailAdminModelForm):
    """Refuse two names or places that hold on one day."""

    def is_valid(self):
        if not super().is_valid():
            return False
        spans = sorted(
            (
                form.cleaned_data.get("valid_from") or date.min,
                form.cleaned_data.get("valid_to") or date.max,
            )
            for form in self.formsets["versions"].forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        )
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            self.add_error(None, _("Two names or places hold on the same day."))
            return False
        return True


class UnitViewSet(ModelViewSet):
    model = Unit
    icon = "site"
    menu_label = _("Units")
    add_to_admin_menu = False
    index_view_class = UnitIndexView
    list_display = ["name", "source_key"]
    search_fields = ["source_key"]
    edit_handler = ObjectList(
        [
            InlinePanel(
                "versions",
                heading=_("Names and places through time"),
                min_num=1,
                panels=[
                    FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
                    FieldRowPanel([FieldPanel("parent"), FieldPanel("code")]),
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                    FieldRowPanel([FieldPanel("confidence"), FieldPanel("source")]),
                    FieldPanel("note"),
                ],
            ),
            FieldPanel("source_key", read_only=True),
        ],
        base_form_class=UnitForm,
    )


class SuccessionViewSet(ModelViewSet):
    model = Succession
    icon = "redirect"
    menu_label = _("Successions")
    add_to_admin_menu = False
    list_display = ["from_unit", "to_unit", "effective_on", "kind"]
    list_filter = ["kind", "effective_on"]
    form_fields = [
        "from_unit",
        "to_unit",
        "effective_on",
        "kind",
        "confidence",
        "source",
    ]


class PersonViewSet(ModelViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    add_to_admin_menu = False
    index_view_class = NameSearchIndexView
    list_display = ["full_name", "birth_text", "created_at"]
    search_fields = ["search_key"]
    panels = [
        FieldPanel("full_name", read_only=True),
        FieldRowPanel([FieldPanel("birth_on"), FieldPanel("birth_precision")]),
        FieldPanel("sex"),
    ]


class MembershipViewSet(ModelViewSet):
    model = Membership
    icon = "group"
    menu_label = _("Memberships")
    add_to_admin_menu = False
    list_display = ["person", "unit_name", "position", "valid_from", "valid_to"]
    list_filter = ["audience", "requested_by_self"]
    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("position"), FieldPanel("audience")]),
        FieldPanel("primary"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("confirmed_at"), FieldPanel("end_reason")]),
    ]


class StepMixin:
    """Bring the groups in step when a role is saved here."""

    def save_instance(self):
        self.form.instance.granted_by = (
            self.form.instance.granted_by or self.request.user
        )
        grant = super().save_instance()
        keep_groups_in_step(person=grant.person)
        return grant


class GrantCreateView(StepMixin, generic.CreateView):
    pass


class GrantEditView(StepMixin, generic.EditView):
    pass


class GrantDeleteView(generic.DeleteView):
    def delete_action(self):
        # Ended first, so that the account leaves the group.
        end_grant(by=self.request.user, grant=self.object)
        super().delete_action()


class GrantViewSet(ModelViewSet):
    model = Grant
    icon = "key"
    menu_label = _("Roles")
    add_to_admin_menu = False
    add_view_class = GrantCreateView
    edit_view_class = GrantEditView
    delete_view_class = GrantDeleteView
    list_display = ["person", "role", "unit", "valid_from", "valid_to"]
    list_filter = ["role"]
    panels = [
        FieldPanel("person"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("reason"),
    ]


class OrganisationGroup(ModelViewSetGroup):
    menu_label = _("Organisation")
    menu_icon = "site"
    menu_order = 250
    items = (
        UnitViewSet("learn_people_units"),
        SuccessionViewSet("learn_people_successions"),
        PersonViewSet("learn_people_people"),
        MembershipViewSet("learn_people_memberships"),
        GrantViewSet("learn_people_grants"),
    )


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [unit_chooser, person_chooser, OrganisationGroup()]


@hooks.register("register_log_actions")
def register_actions(actions):
    """Name what the history of a person shows."""
    for action, label, message in (
        ("add", _("Add"), _("Added to a unit")),
        ("confirm", _("Confirm"), _("Confirmed in a unit")),
        ("decline", _("Decline"), _("Request declined")),
        ("move", _("Move"), _("Moved to another unit")),
        ("leave", _("Leave"), _("Post ended")),
        ("grant", _("Give a role"), _("Role given")),
        ("end_grant", _("End a role"), _("Role ended")),
        ("issue_slip", _("Print a slip"), _("Slip printed")),
    ):
        actions.register_action(f"learn_people.{action}", label, message)
