"""What an issued certificate says, what it is worth, and taking it back."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import render
from ..models import Certificate
from ..tokens import normalise
from .errors import CannotIssue

__all__ = ["VerifiedCertificate", "digest", "pdf", "revoke", "verify"]


@dataclass(frozen=True)
class VerifiedCertificate:
    """What a stranger with the code may see: the printed words and the standing."""

    status: str
    status_label: str
    status_on: date | None
    name: str
    subject: str
    scope: str
    duration: str
    body: str
    serial: str
    reissue: str
    completed_on: date
    issued_on: date
    valid_until: date | None
    trial: str


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by) -> Certificate:
    """Take back a certificate for good; its number stays used.

    Revoking twice keeps the first reason and date.

    :raises CannotIssue: no reason is given.
    """
    reason = reason.strip()
    if not reason:
        raise CannotIssue(_("Give the reason."))
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.revoked_at is None:
        certificate.revoked_at = timezone.now()
        certificate.revoked_reason = reason
        certificate.revoked_by = by
        certificate.save(update_fields=["revoked_at", "revoked_reason", "revoked_by"])
    return certificate


def verify(token: str) -> VerifiedCertificate | None:
    """Return what the paper with this code truly says; None for an unknown code."""
    code = normalise(token)
    certificate = Certificate.objects.filter(token=code).first() if code else None
    if certificate is None:
        return None
    words = certificate.snapshot
    return VerifiedCertificate(
        status=certificate.status,
        status_label=certificate.get_status_display(),
        status_on=certificate.withdrawn_on,
        name=words["name"],
        subject=words["subject"],
        scope=words["scope"],
        duration=words["duration"],
        body=words["body"],
        serial=certificate.serial,
        reissue=words["reissue"],
        completed_on=date.fromisoformat(words["completed_on"]),
        issued_on=certificate.issued_on,
        valid_until=certificate.valid_until,
        trial=words["trial"],
    )


def pdf(certificate: Certificate) -> bytes:
    """Return the certificate as PDF: the same bytes for the same certificate.

    :raises render.RenderError: it cannot be printed, or its words were tampered
        with in the database.
    """
    if digest(certificate.snapshot) != certificate.snapshot_sha256:
        raise render.RenderError(
            f"The words of {certificate.serial} are not those that were issued."
        )
    return render.render_pdf(certificate.snapshot, made_at=certificate.issued_at)


def digest(snapshot: dict) -> str:
    """Return the SHA-256 of the words in one canonical spelling."""
    text = json.dumps(
        snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
