"""From a completed course to an issued certificate."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import render, wording
from ..conf import settings
from ..learners import learner_words
from ..models import (
    REVIEW_FIELDS,
    Award,
    Certificate,
    Entitlement,
    SerialCounter,
)
from ..tokens import new_token
from .errors import CannotIssue
from .papers import digest

__all__ = ["decline", "entitle", "issue", "obstacle", "record_review"]


def entitle(
    *,
    award: Award,
    learner,
    learner_key: uuid.UUID,
    learner_label: str,
    round: int,
    completed_at: datetime,
    facts: dict,
) -> Entitlement:
    """Record that a learner has earned the award; asking twice changes nothing.

    ``facts`` holds the course as frozen at the completion, ``learner`` (the words
    about the holder) and ``evidence``. No completion, no entitlement.
    """
    if completed_at is None:
        raise CannotIssue(_("The course is not completed."))
    title = facts.get("title") or award.subject_title
    entitlement, _created = Entitlement.objects.get_or_create(
        learner_key=learner_key,
        subject_key=award.subject_key,
        round=round,
        defaults={
            "award": award,
            "learner": learner,
            "learner_label": learner_label,
            "subject_title": title,
            "completed_at": completed_at,
            "facts": facts,
            "review": {name: facts.get(name) or "" for name in REVIEW_FIELDS},
        },
    )
    return entitlement


def obstacle(entitlement: Entitlement) -> str:
    """Return why no certificate can be issued now; empty if one can."""
    if settings.require_review and not entitlement.is_reviewed:
        return _(
            "The course has not been reviewed yet, so no certificate is issued for it."
        )
    if not settings.public_url:
        return _("The site has no public address yet that a QR code could carry.")
    if not entitlement.award.active:
        return _("This award is no longer in use.")
    return ""


@transaction.atomic
def issue(*, entitlement: Entitlement, by=None) -> Certificate:
    """Issue the certificate: number, words and code, all or nothing.

    Asking twice returns the same certificate, also one that was revoked since.
    ``by`` is the person who approved it; only a person takes back a refusal.

    :raises CannotIssue: the rule, asked at this moment, forbids it.
    """
    entitlement = (
        Entitlement.objects.select_for_update(of=("self",))
        .select_related("award__body", "learner")
        .get(pk=entitlement.pk)
    )
    if entitlement.state == Entitlement.State.ISSUED:
        return entitlement.certificates.order_by("-issue_no")[0]
    if entitlement.state == Entitlement.State.DECLINED and by is None:
        raise CannotIssue(_("The certificate was declined."))
    if reason := obstacle(entitlement):
        raise CannotIssue(reason)
    now = timezone.now()
    issued_on = wording.local_date(now)
    award, body = entitlement.award, entitlement.award.body
    learner = _words_about(entitlement)
    number = _next_number(body=body, year=issued_on.year)
    serial = wording.serial_text(number, issued_on.year, body.abbreviation)
    token = new_token()
    valid_until = _valid_until(entitlement)
    facts = entitlement.facts
    snapshot = wording.compose(
        award=award,
        facts=facts,
        learner=learner,
        serial=serial,
        issue_no=1,
        started_on=_date(facts.get("started_on")),
        completed_on=wording.local_date(entitlement.completed_at),
        issued_on=issued_on,
        valid_until=valid_until,
        token=token,
        public_url=settings.public_url,
        trial=not entitlement.is_reviewed,
    )
    if missing := render.missing_letters(snapshot):
        raise CannotIssue(
            _("These letters cannot be printed: %(letters)s.")
            % {"letters": " ".join(missing)}
        )
    certificate = Certificate.objects.create(
        token=token,
        entitlement=entitlement,
        body=body,
        year=issued_on.year,
        number=number,
        serial=serial,
        learner=entitlement.learner,
        learner_key=entitlement.learner_key,
        learner_label=snapshot["name"],
        subject_key=entitlement.subject_key,
        subject_title=snapshot["subject"],
        round=entitlement.round,
        snapshot=snapshot,
        snapshot_sha256=digest(snapshot),
        issued_at=now,
        issued_on=issued_on,
        valid_until=valid_until,
    )
    _decide(entitlement, Entitlement.State.ISSUED, at=now, by=by)
    return certificate


@transaction.atomic
def decline(*, entitlement: Entitlement, reason: str, by) -> Entitlement:
    """Refuse a certificate that awaits approval, with the reason.

    :raises CannotIssue: it was issued already, or no reason is given.
    """
    reason = reason.strip()
    if not reason:
        raise CannotIssue(_("Give the reason."))
    entitlement = Entitlement.objects.select_for_update().get(pk=entitlement.pk)
    if entitlement.state == Entitlement.State.ISSUED:
        raise CannotIssue(_("The certificate was issued already; revoke it instead."))
    _decide(
        entitlement,
        Entitlement.State.DECLINED,
        at=timezone.now(),
        by=by,
        reason=reason,
    )
    return entitlement


@transaction.atomic
def record_review(*, entitlement: Entitlement, review: dict) -> Entitlement:
    """Note that the very edition which was completed has been reviewed since."""
    entitlement = Entitlement.objects.select_for_update().get(pk=entitlement.pk)
    if not entitlement.is_reviewed:
        entitlement.review = {name: review.get(name) or "" for name in REVIEW_FIELDS}
        entitlement.save(update_fields=["review"])
    return entitlement


def _words_about(entitlement: Entitlement) -> dict:
    """Return the holder's words of today; of the completion where none are known."""
    then = entitlement.facts.get("learner") or {"full_name": entitlement.learner_label}
    if entitlement.learner is None:
        return then
    now = learner_words(entitlement.learner)
    return then | {name: words for name, words in now.items() if words}


def _next_number(*, body, year: int) -> int:
    """Return the next number of the register.

    The update locks the row to the end of the transaction, so that numbers have
    no gap and no double: whoever fails gives the number back.
    """
    counter = SerialCounter.objects.filter(body=body, year=year)
    if not counter.update(last=F("last") + 1):
        SerialCounter.objects.get_or_create(body=body, year=year)
        counter.update(last=F("last") + 1)
    return counter.values_list("last", flat=True).get()


def _valid_until(entitlement: Entitlement) -> date | None:
    """Return the last day on which the certificate counts, if there is one.

    It is the day of the completion's own record, so that the paper and whoever
    asks that record agree. The award's months are for subjects that set no end.
    """
    facts = entitlement.facts
    if until := _date(facts.get("valid_until")):
        return until
    if months := facts.get("validity_months") or entitlement.award.validity_months:
        completed_on = wording.local_date(entitlement.completed_at)
        return wording.months_later(completed_on, int(months))
    return None


def _decide(entitlement: Entitlement, state, *, at, by, reason: str = "") -> None:
    entitlement.state = state
    entitlement.decided_at = at
    entitlement.decided_by = by
    entitlement.reason = reason
    entitlement.save(update_fields=["state", "decided_at", "decided_by", "reason"])


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
