"""Pages: check a certificate, my certificates, the PDF."""

import logging
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from . import limits, services
from .forms import CodeForm
from .learners import learner_key
from .models import Certificate, Entitlement
from .policies import visible
from .render import RenderError

logger = logging.getLogger(__name__)


@require_safe
def verify(request, token):
    """Show what the paper with this code truly says, or that there is none."""
    certificate = services.verify(token)
    if certificate is None:
        return _private(_unknown_code(request))
    return _private(
        render(request, "learn_certificates/verify.html", {"certificate": certificate})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def verify_form(request):
    """Ask for the code of a certificate."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("learn_certificates:verify", form.cleaned_data["code"])
    return render(request, "learn_certificates/verify_form.html", {"form": form})


@login_required
@require_safe
def mine(request):
    """List the learner's own certificates, and those that are still awaited."""
    key = learner_key(request.user)
    waiting = Entitlement.objects.filter(learner_key=key).exclude(
        state=Entitlement.State.ISSUED
    )
    waiting = [
        {
            "entitlement": entitlement,
            "obstacle": services.obstacle(entitlement),
            "declined": entitlement.state == Entitlement.State.DECLINED,
        }
        for entitlement in waiting.select_related("award")
    ]
    certificates = Certificate.objects.filter(learner_key=key).order_by("-issued_at")
    return _private(
        render(
            request,
            "learn_certificates/mine.html",
            {"certificates": certificates, "waiting": waiting},
        )
    )


@login_required
@require_safe
def pdf(request, key):
    """Hand out the paper to its holder and to those who may see the holder's record."""
    certificate = visible(Certificate, request.user).filter(key=key).first()
    if certificate is None:
        raise Http404
    if not certificate.is_standing:
        return _private(
            render(
                request,
                "learn_certificates/withdrawn.html",
                {"certificate": certificate},
                status=410,
            )
        )
    try:
        paper = services.pdf(certificate)
    except RenderError:
        logger.exception("Certificate %s cannot be printed", certificate.key)
        return _private(
            render(request, "learn_certificates/unprintable.html", status=503)
        )
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = _attachment(certificate)
    response["X-Content-Type-Options"] = "nosniff"
    return _private(response)


def _unknown_code(request):
    """Say that there is no such paper; to whom asks too often, to wait."""
    if limits.is_over_limit(request):
        response = render(request, "learn_certificates/too_many.html", status=429)
        response["Retry-After"] = str(limits.WINDOW)
        return response
    limits.count_unknown_code(request)
    return render(
        request, "learn_certificates/unknown.html", {"form": CodeForm()}, status=404
    )


def _private(response):
    """Keep a page that names a person out of caches and search engines."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _attachment(certificate: Certificate) -> str:
    """Return the header with a plain name and, beside it, the Vietnamese one."""
    plain = slugify(certificate.serial.replace("/", "-")) or "giay-chung-nhan"
    serial = certificate.serial.replace("/", "-")
    full = f"Giấy chứng nhận {serial} {certificate.snapshot['name']}.pdf"
    return (
        f'attachment; filename="giay-chung-nhan-{plain}.pdf"; '
        f"filename*=UTF-8''{quote(full, safe='')}"
    )
