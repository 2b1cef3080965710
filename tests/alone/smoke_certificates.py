"""Certificates by themselves: issue, print, verify, revoke."""

import sys
import uuid

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from visits import make_user, must_show, signed_in  # noqa: E402

from certificates import services  # noqa: E402
from certificates.learners import learner_key  # noqa: E402
from certificates.models import Award, IssuingBody  # noqa: E402
from tests.certificates.factories import COMPLETED_AT, FACTS  # noqa: E402


def main() -> None:
    user = make_user()
    entitlement = services.entitle(
        award=make_award(),
        learner=user,
        learner_key=learner_key(user),
        learner_label=user.get_full_name(),
        round=1,
        completed_at=COMPLETED_AT,
        facts=FACTS,
    )
    certificate = services.issue(entitlement=entitlement)

    stranger, holder = Client(), signed_in(user)
    address = reverse("learn_certificates:verify", args=[certificate.token])
    must_show(stranger, address, "Nguyễn Thị An", certificate.serial)
    must_show(stranger, reverse("learn_certificates:verify_form"), "<form")
    must_show(holder, reverse("learn_certificates:mine"), certificate.serial)
    paper = holder.get(reverse("learn_certificates:pdf", args=[certificate.key]))
    assert paper.content.startswith(b"%PDF"), "the paper is no PDF"

    services.revoke(certificate=certificate, reason="Thử", by=None)
    must_show(stranger, address, "Nguyễn Thị An")
    assert services.verify(certificate.token).status == "revoked"

    editor = signed_in(make_user(is_superuser=True))
    must_show(editor, reverse("learn_certificates_certificate:index"), "Nguyễn Thị An")
    if not apps.is_installed("courses"):
        assert "courses" not in sys.modules, "certificates imported courses"


def make_award() -> Award:
    body = IssuingBody.objects.create(name="Sở Mẫu", abbreviation="SM", place="Gia Lai")
    return Award.objects.create(
        subject_key=uuid.uuid4(),
        subject_title="Khóa mẫu",
        body=body,
        signer_title="GIÁM ĐỐC",
    )


main()
