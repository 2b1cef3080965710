"""Register the screens of certificates in Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from . import admin_views
from .forms import AwardForm
from .models import Award, Certificate, Entitlement, IssuingBody
from .policies import may


class IssuingBodyViewSet(ModelViewSet):
    model = IssuingBody
    name = "learn_certificates_body"
    icon = "home"
    add_to_reference_index = False
    delete_view_class = admin_views.ProtectedDeleteView
    copy_view_enabled = False
    list_display = ["name", "parent_name", "abbreviation", "place"]
    search_fields = ["name", "abbreviation"]
    search_backend_name = None
    panels = [
        FieldPanel("parent_name"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("place")]),
    ]


class AwardViewSet(ModelViewSet):
    model = Award
    name = "learn_certificates_award"
    icon = "form"
    add_to_reference_index = False
    delete_view_class = admin_views.ProtectedDeleteView
    copy_view_enabled = False
    list_display = ["__str__", "body", "automatic", "active"]
    list_filter = ["body", "automatic", "active"]
    panels = [
        FieldPanel("subject_key"),
        FieldPanel("subject_title"),
        FieldRowPanel([FieldPanel("automatic"), FieldPanel("active")]),
        MultiFieldPanel(
            [
                FieldPanel("body"),
                FieldRowPanel([FieldPanel("title"), FieldPanel("subtitle")]),
                FieldPanel("opening"),
                FieldPanel("completed_text"),
                FieldRowPanel(
                    [FieldPanel("result_text"), FieldPanel("validity_months")]
                ),
            ],
            heading=_("Words on the certificate"),
        ),
        MultiFieldPanel(
            [FieldPanel("signer_title"), FieldPanel("signer_name")],
            heading=_("Signature"),
        ),
    ]

    def get_form_class(self, for_update=False):
        return self._edit_handler.get_form_class()

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        handler.base_form_class = AwardForm
        return handler


class RecordViewSet(ModelViewSet):
    """A list of records: nothing is added, edited or deleted by hand."""

    add_to_reference_index = False
    copy_view_enabled = False
    search_backend_name = None

    @cached_property
    def menu_item_class(self):
        codenames = self.index_view_class.codenames

        class RecordMenuItem(MenuItem):
            def is_shown(self, request):
                return any(may(request.user, codename) for codename in codenames)

        return RecordMenuItem

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{
                "add_url_name": None,
                "edit_url_name": None,
                "delete_url_name": None,
                "history_url_name": None,
                "usage_url_name": None,
                **kwargs,
            }
        )

    def register_admin_url_finder(self):
        """There is no page to edit a record, so there is nothing to find."""

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


class EntitlementViewSet(RecordViewSet):
    model = Entitlement
    name = "learn_certificates_entitlement"
    icon = "clipboard-list"
    menu_label = _("To be approved")
    index_view_class = admin_views.EntitlementIndexView
    list_display = [
        "learner_label",
        "subject_title",
        Column("completed_on", label=_("Completed on"), sort_key="completed_at"),
        "state",
        admin_views.ObstacleColumn("obstacle", label=_("Reason")),
    ]
    list_filter = ["state", "award"]
    search_fields = ["learner_label", "subject_title"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path(
                "<int:pk>/approve/", admin_views.ApproveView.as_view(), name="approve"
            ),
            path(
                "<int:pk>/decline/", admin_views.DeclineView.as_view(), name="decline"
            ),
        ]


class CertificateViewSet(RecordViewSet):
    model = Certificate
    name = "learn_certificates_certificate"
    icon = "doc-full-inverse"
    menu_label = _("Register of certificates")
    index_view_class = admin_views.CertificateIndexView
    inspect_view_class = admin_views.CertificateInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "serial",
        "learner_label",
        "subject_title",
        "body",
        "issued_on",
        "valid_until",
        "revoked_at",
        "revoked_reason",
        "revoked_by",
        "superseded_at",
    ]
    list_display = [
        "serial",
        "learner_label",
        "subject_title",
        "body",
        "issued_on",
        "valid_until",
        admin_views.StandingColumn("standing", label=_("State")),
    ]
    list_filter = ["body", "year"]
    list_export = [
        "serial",
        "learner_label",
        "subject_title",
        "body",
        "issued_on",
        "valid_until",
        "revoked_at",
        "revoked_reason",
    ]
    export_filename = "so-cap-giay-chung-nhan"
    search_fields = ["serial", "learner_label", "subject_title"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/revoke/", admin_views.RevokeView.as_view(), name="revoke"),
        ]


class CertificateViewSetGroup(ModelViewSetGroup):
    menu_label = _("Certificates")
    menu_icon = "doc-full-inverse"
    menu_name = "learn_certificates"
    menu_order = 320
    items = (EntitlementViewSet, CertificateViewSet, AwardViewSet, IssuingBodyViewSet)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return CertificateViewSetGroup()


@hooks.register("register_permissions")
def register_permissions():
    """Offer, on the form of a group, what a person may do with records."""
    return Permission.objects.filter(
        content_type__app_label="learn_certificates",
        codename__in=[
            "view_entitlement",
            "decide_entitlement",
            "view_certificate",
            "revoke_certificate",
        ],
    )
