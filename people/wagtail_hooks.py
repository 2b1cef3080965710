"""What administrators see of the organisation in Wagtail."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from courses.models import Audience

from . import admin_views as views
from .admin_forms import GrantEndForm, UnitForm
from .choosers import person_chooser, unit_chooser
from .models import Grant, Membership, Person, Succession, Unit


class OrganisationViewSet(ModelViewSet):
    """What all of them share: nothing is copied, nor deleted while in use."""

    add_to_admin_menu = False
    copy_view_enabled = False
    delete_view_class = views.UnusedDeleteView


class UnitViewSet(OrganisationViewSet):
    model = Unit
    icon = "site"
    menu_label = _("Units")
    index_view_class = views.UnitIndexView
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


class SuccessionViewSet(OrganisationViewSet):
    model = Succession
    icon = "redirect"
    menu_label = _("Successions")
    index_view_class = views.SuccessionIndexView
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


class PersonViewSet(OrganisationViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    index_view_class = views.NameSearchIndexView
    list_display = ["full_name", "birth_text", "created_at"]
    search_fields = ["search_key"]
    panels = [
        FieldPanel("full_name", read_only=True),
        FieldRowPanel([FieldPanel("birth_on"), FieldPanel("birth_precision")]),
        FieldPanel("sex"),
    ]


class MembershipViewSet(OrganisationViewSet):
    model = Membership
    icon = "group"
    menu_label = _("Memberships")
    index_view_class = views.MembershipIndexView
    list_display = ["person", "unit_name", "position", "valid_from", "valid_to"]
    list_filter = ["audience", "requested_by_self"]
    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("position"), FieldPanel("audience")]),
        FieldPanel("primary"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("confirmed_at"), FieldPanel("end_reason")]),
    ]


class GrantViewSet(OrganisationViewSet):
    model = Grant
    icon = "key"
    menu_label = _("Roles")
    index_view_class = views.GrantIndexView
    add_view_class = views.GrantCreateView
    edit_view_class = views.GrantEditView
    delete_view_class = views.GrantDeleteView
    list_display = ["person", "role", "unit", "valid_from", "valid_to"]
    list_filter = ["role"]
    panels = [
        FieldPanel("person"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("reason"),
    ]
    #: A role that was given is ended; another one is given anew.
    edit_panels = [
        FieldPanel("person", read_only=True),
        FieldPanel("role", read_only=True),
        FieldPanel("unit", read_only=True),
        FieldPanel("valid_from", read_only=True),
        FieldPanel("valid_to"),
        FieldPanel("reason", read_only=True),
    ]

    def get_edit_view_kwargs(self, **kwargs):
        handler = ObjectList(self.edit_panels, base_form_class=GrantEndForm)
        panel = handler.bind_to_model(self.model)
        return super().get_edit_view_kwargs(
            panel=panel, form_class=panel.get_form_class(), **kwargs
        )


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


@hooks.register("before_delete_snippet")
def keep_audiences_in_use(request, instances):
    """Say that people hold posts with an audience, instead of failing to delete it.

    Asked before one is deleted and before many are.
    """
    pks = [each.pk for each in instances if isinstance(each, Audience)]
    posts = Membership.objects.filter(audience__in=pks)
    used = Audience.objects.filter(pk__in=posts.values("audience"))
    if not pks or not used:
        return None
    numbers = {Membership._meta.verbose_name_plural: posts.count()}
    messages.error(request, views.in_use_sentence(used, numbers))
    return redirect(Audience.snippet_viewset.get_url_name("list"))


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
