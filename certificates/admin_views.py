"""Wagtail's screens for deciding on entitlements and revoking certificates."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from . import services
from .forms import DecisionForm, ReasonForm
from .models import Certificate, Entitlement
from .policies import may, visible

__all__ = [
    "ApproveView",
    "CertificateIndexView",
    "CertificateInspectView",
    "DeclineView",
    "EntitlementIndexView",
    "ObstacleColumn",
    "ProtectedDeleteView",
    "RevokeView",
    "StandingColumn",
]


class ProtectedDeleteView(DeleteView):
    """Delete what no record names; else say why it stays."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _(
                    "“%(name)s” cannot be deleted, because awards, learners who "
                    "earned one, or certificates refer to it."
                )
                % {"name": self.object},
            )
            return redirect(self.index_url_name)


class VisibleRowsMixin:
    """Show what the site's policy lets this person see, to those with a task here."""

    #: Any of these permissions of the app opens the screen.
    codenames: tuple[str, ...] = ()
    any_permission_required = None

    def dispatch(self, request, *args, **kwargs):
        if not any(may(request.user, codename) for codename in self.codenames):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class EntitlementIndexView(VisibleRowsMixin, IndexView):
    codenames = ("view_entitlement", "decide_entitlement")

    def get_base_queryset(self):
        return visible(Entitlement, self.request.user).select_related("award")

    def get_list_more_buttons(self, instance):
        if instance.state == Entitlement.State.ISSUED or not may(
            self.request.user, "decide_entitlement"
        ):
            return []
        buttons = []
        if not services.obstacle(instance):
            buttons.append(
                Button(
                    _("Approve"),
                    url=reverse(
                        "learn_certificates_entitlement:approve", args=[instance.pk]
                    ),
                    icon_name="check",
                    priority=10,
                )
            )
        if instance.state == Entitlement.State.AWAITING:
            buttons.append(
                Button(
                    _("Decline"),
                    url=reverse(
                        "learn_certificates_entitlement:decline", args=[instance.pk]
                    ),
                    icon_name="cross",
                    priority=20,
                )
            )
        return buttons


class CertificateIndexView(VisibleRowsMixin, IndexView):
    codenames = ("view_certificate", "revoke_certificate")

    def get_base_queryset(self):
        return visible(Certificate, self.request.user).select_related("body").register()

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if not instance.is_standing:
            return buttons
        buttons.append(
            Button(
                _("Download PDF"),
                url=reverse("learn_certificates:pdf", args=[instance.key]),
                icon_name="download",
                priority=10,
            )
        )
        if may(self.request.user, "revoke_certificate"):
            buttons.append(
                Button(
                    _("Revoke"),
                    url=reverse(
                        "learn_certificates_certificate:revoke", args=[instance.pk]
                    ),
                    icon_name="cross",
                    priority=90,
                )
            )
        return buttons


class CertificateInspectView(VisibleRowsMixin, InspectView):
    codenames = ("view_certificate", "revoke_certificate")

    def get_object(self, queryset=None):
        instance = super().get_object(queryset)
        if not visible(Certificate, self.request.user).filter(pk=instance.pk).exists():
            raise Http404
        return instance


class ObstacleColumn(Column):
    """Why a certificate cannot be issued now."""

    def get_value(self, instance):
        if instance.state != Entitlement.State.AWAITING:
            return instance.reason
        return services.obstacle(instance)


class StandingColumn(Column):
    """What the certificate is worth today."""

    def get_value(self, instance):
        return instance.snapshot.get("trial") or instance.get_status_display()


class DecisionView(WagtailAdminTemplateMixin, FormView):
    """Ask once more, take the reason, and let the service decide."""

    model = None
    codename = ""
    index_url_name = ""
    template_name = "learn_certificates/admin/decision.html"
    header_icon = "clipboard-list"
    button_label = ""
    is_serious = False

    def dispatch(self, request, *args, **kwargs):
        if not may(request.user, self.codename):
            raise PermissionDenied
        self.object = visible(self.model, request.user).filter(pk=kwargs["pk"]).first()
        if self.object is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            message = self.decide(**form.cleaned_data)
        except services.CannotIssue as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, message)
        return redirect(self.index_url_name)

    def decide(self, **answers) -> str:
        raise NotImplementedError

    def get_page_subtitle(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse(self.index_url_name),
                "label": self.model._meta.verbose_name_plural,
            },
            {"url": "", "label": self.page_title, "sublabel": str(self.object)},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            object=self.object,
            back_url=reverse(self.index_url_name),
            button_label=self.button_label,
            is_serious=self.is_serious,
            explanation=self.explanation,
            **kwargs,
        )


class ApproveView(DecisionView):
    model = Entitlement
    codename = "decide_entitlement"
    index_url_name = "learn_certificates_entitlement:index"
    form_class = DecisionForm
    page_title = gettext_lazy("Approve")
    button_label = gettext_lazy("Approve and issue")
    explanation = gettext_lazy(
        "The certificate gets its number and is issued at once; what is printed on it "
        "cannot be changed afterwards."
    )

    def decide(self):
        certificate = services.issue(entitlement=self.object, by=self.request.user)
        return _("Certificate %(serial)s has been issued.") % {
            "serial": certificate.serial
        }


class DeclineView(DecisionView):
    model = Entitlement
    codename = "decide_entitlement"
    index_url_name = "learn_certificates_entitlement:index"
    form_class = ReasonForm
    page_title = gettext_lazy("Decline")
    button_label = gettext_lazy("Decline")
    is_serious = True
    explanation = gettext_lazy(
        "The learner reads the reason on the page of certificates."
    )

    def decide(self, reason):
        services.decline(entitlement=self.object, reason=reason, by=self.request.user)
        return _("The certificate has been declined.")


class RevokeView(DecisionView):
    model = Certificate
    codename = "revoke_certificate"
    index_url_name = "learn_certificates_certificate:index"
    form_class = ReasonForm
    page_title = gettext_lazy("Revoke")
    button_label = gettext_lazy("Revoke for good")
    is_serious = True
    explanation = gettext_lazy(
        "From now on the check page says that this certificate was revoked, and when. "
        "The holder reads the reason. This cannot be undone; the number stays used."
    )

    def decide(self, reason):
        certificate = services.revoke(
            certificate=self.object, reason=reason, by=self.request.user
        )
        return _("Certificate %(serial)s has been revoked.") % {
            "serial": certificate.serial
        }
