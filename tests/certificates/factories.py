"""Bodies, awards, entitlements and certificates for tests."""

import uuid
from datetime import UTC, datetime

import factory

from certificates import services
from certificates.models import Award, IssuingBody

REVIEW = {
    "professional_reviewer": "Trần Thị Bình",
    "professional_reviewed_on": "2026-01-10",
    "legal_reviewer": "Lê Văn Cường",
    "legal_reviewed_on": "2026-01-12",
}
FACTS = {
    "code": "GV-01",
    "title": "Nhận biết, ứng phó và thông báo khi nghi ngờ trẻ em bị xâm hại",
    "minutes": 480,
    "periods": "11",
    "mode": "online",
    "edition": 1,
    "knowledge_only": False,
    "validity_months": None,
    "started_on": "2026-02-02",
    "valid_until": None,
    **REVIEW,
}
COMPLETED_AT = datetime(2026, 2, 20, 3, 0, tzinfo=UTC)


class IssuingBodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IssuingBody

    name = factory.Sequence(lambda n: "Sở Y tế" if n == 0 else f"Sở Y tế {n}")
    parent_name = "Ủy ban nhân dân tỉnh Gia Lai"
    abbreviation = "SYT"
    place = "Gia Lai"


class AwardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Award

    subject_key = factory.LazyFunction(uuid.uuid4)
    subject_title = FACTS["title"]
    body = factory.SubFactory(IssuingBodyFactory)
    automatic = True
    signer_title = "GIÁM ĐỐC"
    signer_name = "Lê Văn B"


def entitlement_for(user=None, award=None, *, learner=None, **changes):
    """Return what a completion leaves behind; ``changes`` go into the facts."""
    round_number = changes.pop("round", 1)
    completed_at = changes.pop("completed_at", COMPLETED_AT)
    name = user.get_full_name() if user else "Nguyễn Thị Ánh Tuyết"
    return services.entitle(
        award=award or AwardFactory(),
        learner=user,
        learner_key=user.learner_key if user else uuid.uuid4(),
        learner_label=name,
        round=round_number,
        completed_at=completed_at,
        facts={**FACTS, "learner": {"full_name": name, **(learner or {})}, **changes},
    )


def certificate_for(user=None, award=None, **changes):
    """Return an issued certificate."""
    return services.issue(entitlement=entitlement_for(user, award, **changes))
