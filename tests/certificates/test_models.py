"""What the database itself refuses, and what no code may change."""

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from certificates.models import Award, Certificate, Entitlement

from .factories import AwardFactory, certificate_for, entitlement_for

pytestmark = pytest.mark.django_db


def copy_of(certificate, **changes):
    """Return an unsaved second row that differs as told."""
    fields = {
        field.attname: getattr(certificate, field.attname)
        for field in Certificate._meta.concrete_fields
        if not field.primary_key
    }
    fresh = {"key": uuid.uuid4(), "token": uuid.uuid4().hex[:26].upper()}
    return Certificate(**{**fields, **fresh, **changes})


def refused(certificate):
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save()


def test_a_serial_exists_once(learner):
    certificate = certificate_for(learner)
    refused(copy_of(certificate, learner_key=uuid.uuid4()))
    copy_of(certificate, learner_key=uuid.uuid4(), issue_no=2).save()


def test_a_code_exists_once(learner):
    certificate = certificate_for(learner)
    refused(
        copy_of(
            certificate, learner_key=uuid.uuid4(), number=2, token=certificate.token
        )
    )


def test_one_standing_certificate_for_learner_subject_and_round(learner):
    certificate = certificate_for(learner)
    refused(copy_of(certificate, issue_no=2))
    certificate.superseded_at = timezone.now()
    certificate.save()
    copy_of(certificate, issue_no=2, superseded_at=None).save()


@pytest.mark.parametrize(
    "changes",
    [
        {"revoked_at": timezone.now()},
        {"revoked_reason": "Không có ngày"},
        {"number": 0},
        {"issue_no": 0},
        {"year": 26},
        {"token": ""},
        {"snapshot_sha256": ""},
    ],
)
def test_a_row_that_makes_no_sense_is_refused(learner, changes):
    certificate = certificate_for(learner)
    refused(
        copy_of(certificate, **{"learner_key": uuid.uuid4(), "number": 2, **changes})
    )


def test_a_certificate_is_not_replaced_before_it_was_issued(learner):
    certificate = certificate_for(learner)
    certificate.superseded_at = certificate.issued_at - timedelta(days=1)
    refused(certificate)


def test_one_award_in_use_for_a_course():
    award = AwardFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardFactory(subject_key=award.subject_key)
    AwardFactory(subject_key=award.subject_key, active=False)


def test_one_entitlement_for_learner_subject_and_round(learner):
    entitlement = entitlement_for(learner)
    entitlement.pk = None
    entitlement._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        entitlement.save()


def test_declining_without_a_reason_is_refused_by_the_database(learner):
    entitlement = entitlement_for(learner)
    entitlement.state = Entitlement.State.DECLINED
    entitlement.decided_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        entitlement.save()


@pytest.mark.parametrize("name", sorted(Certificate.frozen_fields))
def test_no_frozen_field_of_a_certificate_changes(learner, name):
    certificate = certificate_for(learner)
    stranger = certificate_for()
    field = Certificate._meta.get_field(name)
    setattr(certificate, field.attname, changed_value(field, stranger))
    with pytest.raises(TypeError, match=name):
        certificate.save()
    with pytest.raises(TypeError, match=name):
        Certificate.objects.update(**{name: getattr(stranger, name)})


def changed_value(field, stranger):
    """Return another value for the field, of its own kind."""
    value = getattr(stranger, field.attname)
    if name_is_shared := field.name in ("subject_title", "snapshot_sha256", "serial"):
        return "khác"
    assert not name_is_shared
    if field.name in ("year", "number", "issue_no", "round"):
        return 99
    if field.name in ("issued_on", "valid_until"):
        return timezone.now().date() + timedelta(days=999)
    return value


def test_a_word_changed_inside_the_snapshot_is_noticed(learner):
    certificate = Certificate.objects.get(pk=certificate_for(learner).pk)
    certificate.snapshot["name"] = "Kẻ Gian"
    with pytest.raises(TypeError, match="snapshot"):
        certificate.save()


def test_a_field_that_was_not_loaded_is_frozen_too(learner):
    certificate_for(learner)
    certificate = Certificate.objects.only("learner_label").get()
    certificate.serial = "99/2026/GCN-SYT"
    with pytest.raises(TypeError, match="serial"):
        certificate.save()
    certificate = Certificate.objects.only("learner_label").get()
    assert certificate.serial == "01/2026/GCN-SYT"
    certificate.learner_label = "Đã xóa"
    certificate.save()


def test_nothing_is_ever_deleted(learner):
    certificate = certificate_for(learner)
    for delete in (
        certificate.delete,
        certificate.entitlement.delete,
        Certificate.objects.all().delete,
        Entitlement.objects.all().delete,
    ):
        with pytest.raises(TypeError):
            delete()
    assert Certificate.objects.count() == 1


def test_a_body_and_an_award_with_papers_stay(learner):
    certificate = certificate_for(learner)
    with pytest.raises(ProtectedError):
        certificate.body.delete()
    with pytest.raises(ProtectedError):
        Award.objects.all().delete()


def test_what_the_database_calls_by_name_carries_the_name_of_the_app():
    """Names of constraints and indexes are shared by all apps of a database."""
    for label in ("learn_certificates", "accounts"):
        for model in apps.get_app_config(label).get_models():
            for named in (*model._meta.constraints, *model._meta.indexes):
                assert named.name.startswith(f"{label}_"), named
