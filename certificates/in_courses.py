"""Where certificates meet courses: completing a course earns its award."""

import logging
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from courses.learners import learner_label, learner_profile
from courses.models import Enrolment, Outline, Result
from courses.signals import course_completed

from . import services, wording
from .learners import learner_words
from .models import REVIEW_FIELDS, Award, Entitlement
from .services.owed import in_chunks

__all__ = [
    "connect",
    "course_choices",
    "entitle_owed",
    "on_course_completed",
    "profile_of",
    "reviews_since",
]

logger = logging.getLogger(__name__)

#: The facts of a course that a certificate or a later question may need.
FACTS = (
    "code",
    "title",
    "minutes",
    "periods",
    "mode",
    "plan_clause",
    "content_group",
    "organiser",
    "edition",
    "knowledge_only",
    "validity_months",
    *REVIEW_FIELDS,
)


def connect() -> None:
    """Listen to completions."""
    course_completed.connect(
        on_course_completed, dispatch_uid="learn_certificates.on_course_completed"
    )


def on_course_completed(sender, enrolment, **kwargs) -> None:
    """Entitle the learner, and issue at once where the award says so.

    May arrive twice. A course without an award gives nothing; whatever the rule
    forbids now stays on the list of those who wait.
    """
    award = Award.objects.filter(subject_key=enrolment.course_key, active=True).first()
    if award is None:
        return
    entitlement = _entitle(enrolment, award)
    if not award.automatic:
        return
    try:
        services.issue(entitlement=entitlement)
    except services.CannotIssue as refusal:
        logger.info("Entitlement %s waits: %s", entitlement.pk, refusal)


def profile_of(user):
    """Return what courses know of the learner."""
    return learner_profile(user)


def course_choices() -> list[tuple[str, str]]:
    """Return key and title of every course, by code."""
    courses = [
        (str(outline.course_key), outline.data["course"])
        for outline in Outline.objects.only("course_key", "data")
    ]
    return [
        (key, f"{facts['code']} – {facts['title']}")
        for key, facts in sorted(courses, key=lambda course: course[1]["code"])
    ]


def course_title(course_key: str) -> str:
    """Return the present title of the course."""
    outline = Outline.objects.filter(course_key=course_key).first()
    return outline.data["course"]["title"] if outline else ""


def entitle_owed(*, dry_run: bool) -> Iterator[services.Owed]:
    """Entitle those who completed a course before its award, or were missed."""
    for award in Award.objects.filter(active=True):
        for enrolment in in_chunks(_completed_without_entitlement(award)):
            if not dry_run:
                _entitle(enrolment, award)
                if award.automatic:
                    # The caller issues it next and reports it.
                    continue
                outcome = _("awaits approval")
            else:
                outcome = _would_become(enrolment, award)
            yield services.Owed(
                learner_label=enrolment.learner_label,
                subject_title=enrolment.course_title,
                completed_on=wording.local_date(enrolment.completed_at),
                outcome=outcome,
            )


def reviews_since() -> dict[int, dict]:
    """Return the review of each waiting entitlement whose edition got one since."""
    waiting = [
        entitlement
        for entitlement in in_chunks(Entitlement.objects.awaiting())
        if not entitlement.is_reviewed
    ]
    present = {
        outline.course_key: outline.data["course"]
        for outline in Outline.objects.filter(
            course_key__in={entitlement.subject_key for entitlement in waiting}
        )
    }
    return {
        entitlement.pk: _review(present[entitlement.subject_key])
        for entitlement in waiting
        if _reviews_the_same_edition(
            present.get(entitlement.subject_key), entitlement.facts
        )
    }


def _entitle(enrolment: Enrolment, award: Award) -> Entitlement:
    return services.entitle(
        award=award,
        learner=enrolment.learner,
        learner_key=enrolment.learner_key,
        learner_label=enrolment.learner_label,
        round=enrolment.round,
        completed_at=enrolment.completed_at,
        facts=_facts(enrolment),
    )


def _facts(enrolment: Enrolment) -> dict:
    """Return what was completed, by whom, and the evidence for it."""
    started_at = enrolment.started_at or enrolment.enrolled_at
    return {
        **{name: enrolment.facts.get(name) for name in FACTS},
        "title": enrolment.facts.get("title") or enrolment.course_title,
        "edition": enrolment.edition,
        "started_on": wording.local_date(started_at).isoformat(),
        "valid_until": (
            enrolment.valid_until.isoformat() if enrolment.valid_until else None
        ),
        "learner": _words(enrolment),
        "evidence": _evidence(enrolment),
    }


def _words(enrolment: Enrolment) -> dict:
    if enrolment.learner is None:
        return {"full_name": enrolment.learner_label}
    words = learner_words(enrolment.learner)
    return words | {"full_name": words["full_name"] or learner_label(enrolment.learner)}


def _evidence(enrolment: Enrolment) -> dict:
    """Return the first passed result of each activity, and the count of lessons."""
    passed: dict[str, dict] = {}
    results = Result.objects.filter(
        enrolment=enrolment, passed=True, activity_key__isnull=False
    ).order_by("recorded_at", "pk")
    for result in results:
        passed.setdefault(
            str(result.activity_key),
            {
                "result": result.pk,
                "lesson": result.lesson_title,
                "score": str(result.score) if result.score is not None else None,
                "at": result.recorded_at.isoformat(),
            },
        )
    return {
        "enrolment": str(enrolment.key),
        "completed_at": enrolment.completed_at.isoformat(),
        "done": enrolment.done,
        "total": enrolment.total,
        "passed": passed,
    }


def _completed_without_entitlement(award: Award):
    entitled = Entitlement.objects.filter(
        learner_key=OuterRef("learner_key"),
        subject_key=award.subject_key,
        round=OuterRef("round"),
    )
    return (
        Enrolment.objects.completed()
        .filter(~Exists(entitled), course_key=award.subject_key)
        .select_related("learner")
    )


def _would_become(enrolment: Enrolment, award: Award) -> str:
    facts = enrolment.facts | {"edition": enrolment.edition}
    outline = Outline.objects.filter(course_key=enrolment.course_key).first()
    present = outline.data["course"] if outline else None
    reviewed = present if _reviews_the_same_edition(present, facts) else facts
    entitlement = Entitlement(award=award, review=_review(reviewed))
    return services.obstacle(entitlement) or (
        _("would be issued") if award.automatic else _("would await approval")
    )


def _reviews_the_same_edition(present: dict | None, facts: dict) -> bool:
    return (
        present is not None
        and present.get("edition") == facts.get("edition")
        and all(present.get(name) for name in REVIEW_FIELDS)
    )


def _review(facts: dict) -> dict:
    return {name: facts.get(name) or "" for name in REVIEW_FIELDS}
