"""Entitlement, issue, refusal, revocation, verification."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates import services
from certificates.models import Certificate, Entitlement, SerialCounter
from certificates.render import RenderError

from .factories import (
    COMPLETED_AT,
    REVIEW,
    AwardFactory,
    IssuingBodyFactory,
    certificate_for,
    entitlement_for,
)

pytestmark = pytest.mark.django_db


def test_being_entitled_twice_is_being_entitled_once(learner):
    award = AwardFactory()
    assert entitlement_for(learner, award) == entitlement_for(learner, award)
    assert Entitlement.objects.count() == 1


def test_without_a_completion_there_is_no_entitlement(learner):
    with pytest.raises(services.CannotIssue):
        entitlement_for(learner, completed_at=None)
    assert not Entitlement.objects.exists()


def test_issuing_freezes_the_words_and_takes_the_first_number(learner, at):
    at(2026, 2, 27, 1)
    certificate = certificate_for(
        learner, learner={"birth_text": "05/03/1985", "unit_name": "Trường Vân Canh"}
    )
    assert (certificate.year, certificate.number, certificate.issue_no) == (2026, 1, 1)
    assert certificate.serial == "01/2026/GCN-SYT"
    assert certificate.issued_on == date(2026, 2, 27)
    assert certificate.learner_label == "Nguyễn Thị Ánh Tuyết"
    assert certificate.snapshot["place_date"] == "Gia Lai, ngày 27 tháng 02 năm 2026"
    assert certificate.entitlement.state == Entitlement.State.ISSUED
    assert len(certificate.token) == 26


def test_issuing_twice_returns_the_same_certificate(learner):
    entitlement = entitlement_for(learner)
    first = services.issue(entitlement=entitlement)
    assert services.issue(entitlement=entitlement) == first
    assert Certificate.objects.count() == 1


def test_issuing_costs_few_queries(learner):
    award = AwardFactory()
    certificate_for(None, award)
    entitlement = entitlement_for(learner, award)
    with CaptureQueriesContext(connection) as queries:
        services.issue(entitlement=entitlement)
    work = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(work) <= 8


def test_a_revoked_certificate_is_not_issued_again_by_asking(learner, admin):
    entitlement = entitlement_for(learner)
    certificate = services.issue(entitlement=entitlement)
    services.revoke(certificate=certificate, reason="Cấp nhầm", by=admin)
    assert services.issue(entitlement=entitlement) == certificate
    assert list(services.issue_owed()) == []
    assert Certificate.objects.count() == 1


def test_an_unreviewed_course_issues_nothing_where_review_is_required(
    learner, settings
):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    entitlement = entitlement_for(learner, legal_reviewed_on="")
    with pytest.raises(services.CannotIssue):
        services.issue(entitlement=entitlement)
    entitlement.refresh_from_db()
    assert entitlement.state == Entitlement.State.AWAITING
    assert services.obstacle(entitlement)
    assert not SerialCounter.objects.exists()


def test_not_even_a_person_approves_an_unreviewed_course(learner, admin, settings):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    with pytest.raises(services.CannotIssue):
        services.issue(
            entitlement=entitlement_for(learner, professional_reviewer=""), by=admin
        )


def test_review_is_required_unless_the_settings_say_otherwise(learner, settings):
    del settings.LEARN_CERTIFICATES_REQUIRE_REVIEW
    assert services.obstacle(entitlement_for(learner, legal_reviewer=""))


def test_a_review_that_came_later_lets_the_same_edition_through(learner, settings):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    entitlement = entitlement_for(learner, legal_reviewer="")
    services.record_review(entitlement=entitlement, review=REVIEW)
    assert services.issue(entitlement=entitlement).snapshot["trial"] == ""


def test_an_unreviewed_course_prints_a_trial_where_review_is_not_required(
    learner, settings
):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = False
    certificate = certificate_for(learner, legal_reviewer="")
    assert certificate.snapshot["trial"].startswith("BẢN THỬ")
    assert certificate_for().snapshot["trial"] == ""


def test_without_a_public_address_nothing_is_issued(learner, settings):
    settings.LEARN_PUBLIC_URL = ""
    with pytest.raises(services.CannotIssue):
        certificate_for(learner)


def test_an_award_out_of_use_issues_nothing(learner):
    with pytest.raises(services.CannotIssue):
        certificate_for(learner, AwardFactory(active=False))


def test_letters_that_cannot_be_printed_stop_the_issue_and_use_no_number(learner):
    learner.full_name = "Trần 李"
    learner.save()
    entitlement = entitlement_for(learner)
    with pytest.raises(services.CannotIssue, match="李"):
        services.issue(entitlement=entitlement)
    assert not SerialCounter.objects.exists()
    entitlement.refresh_from_db()
    assert entitlement.state == Entitlement.State.AWAITING


def test_the_name_of_the_day_of_issue_is_printed(learner):
    entitlement = entitlement_for(learner)
    learner.full_name = "Nguyễn Thị Ánh Tuyền"
    learner.save()
    assert services.issue(entitlement=entitlement).snapshot["name"] == (
        "Nguyễn Thị Ánh Tuyền"
    )


def test_words_that_nobody_knows_today_are_those_of_the_completion(learner):
    certificate = certificate_for(learner, learner={"unit_name": "Trường Vân Canh"})
    assert certificate.snapshot["person"] == [[["Đơn vị", "Trường Vân Canh"]]]


def test_a_deleted_account_still_gets_what_it_earned(learner):
    entitlement = entitlement_for(learner, learner={"unit_name": "Trường Vân Canh"})
    learner.delete()
    certificate = services.issue(entitlement=entitlement)
    assert certificate.learner is None
    assert certificate.snapshot["name"] == "Nguyễn Thị Ánh Tuyết"
    assert certificate.snapshot["person"] == [[["Đơn vị", "Trường Vân Canh"]]]


def test_deleting_an_account_keeps_its_certificate(learner):
    certificate = certificate_for(learner)
    key = learner.learner_key
    learner.delete()
    certificate.refresh_from_db()
    assert certificate.learner is None
    assert certificate.learner_key == key
    assert services.verify(certificate.token).name == "Nguyễn Thị Ánh Tuyết"


@pytest.mark.parametrize(
    ("months", "facts", "until"),
    [
        (None, {}, None),
        (24, {}, date(2028, 2, 20)),
        (24, {"valid_until": "2027-01-01"}, date(2027, 1, 1)),
        (24, {"validity_months": 12}, date(2027, 2, 20)),
        (None, {"valid_until": "2027-02-20"}, date(2027, 2, 20)),
        (None, {"validity_months": 12}, date(2027, 2, 20)),
    ],
)
def test_validity_comes_from_the_completion_else_from_the_award(months, facts, until):
    certificate = certificate_for(None, AwardFactory(validity_months=months), **facts)
    assert certificate.valid_until == until


def test_each_round_has_a_certificate_of_its_own(learner):
    award = AwardFactory()
    first = certificate_for(learner, award)
    second = certificate_for(learner, award, round=2)
    assert (first.number, second.number) == (1, 2)
    assert first.token != second.token


def test_numbers_count_by_body(learner):
    one, two = IssuingBodyFactory(), IssuingBodyFactory()
    for body in (one, two, one):
        certificate_for(None, AwardFactory(body=body))
    assert list(
        Certificate.objects.order_by("pk").values_list("body_id", "number")
    ) == [(one.pk, 1), (two.pk, 1), (one.pk, 2)]


def test_the_year_of_the_serial_turns_at_midnight_in_viet_nam(at):
    award = AwardFactory()
    at(2026, 12, 31, 16, 30)
    evening = certificate_for(None, award)
    at(2026, 12, 31, 17, 30)
    night = certificate_for(None, award)
    assert (evening.serial, evening.issued_on) == (
        "01/2026/GCN-SYT",
        date(2026, 12, 31),
    )
    assert (night.serial, night.issued_on) == ("01/2027/GCN-SYT", date(2027, 1, 1))


def test_declining_needs_a_reason_and_stops_the_repair(learner, admin):
    entitlement = entitlement_for(learner)
    with pytest.raises(services.CannotIssue):
        services.decline(entitlement=entitlement, reason="  ", by=admin)
    services.decline(entitlement=entitlement, reason="Trùng hồ sơ", by=admin)
    assert list(services.issue_owed()) == []
    with pytest.raises(services.CannotIssue):
        services.issue(entitlement=entitlement)


def test_a_person_may_take_a_refusal_back(learner, admin):
    entitlement = entitlement_for(learner)
    services.decline(entitlement=entitlement, reason="Trùng hồ sơ", by=admin)
    certificate = services.issue(entitlement=entitlement, by=admin)
    entitlement.refresh_from_db()
    assert certificate.entitlement == entitlement
    assert (entitlement.decided_by, entitlement.reason) == (admin, "")


def test_what_was_issued_is_revoked_and_not_declined(learner, admin):
    entitlement = entitlement_for(learner)
    services.issue(entitlement=entitlement)
    with pytest.raises(services.CannotIssue):
        services.decline(entitlement=entitlement, reason="Nhầm", by=admin)


def test_revoking_needs_a_reason_and_keeps_the_first(learner, admin):
    certificate = certificate_for(learner)
    with pytest.raises(services.CannotIssue):
        services.revoke(certificate=certificate, reason=" ", by=admin)
    revoked = services.revoke(certificate=certificate, reason="Cấp nhầm", by=admin)
    again = services.revoke(certificate=certificate, reason="Khác", by=admin)
    assert again.revoked_reason == "Cấp nhầm"
    assert again.revoked_at == revoked.revoked_at


def test_the_number_of_a_revoked_certificate_stays_used(learner, admin):
    award = AwardFactory()
    services.revoke(certificate=certificate_for(learner, award), reason="x", by=admin)
    assert certificate_for(None, award).number == 2


def test_verifying_shows_what_was_printed(learner):
    certificate = certificate_for(learner, knowledge_only=True)
    seen = services.verify(certificate.token.lower())
    assert seen.status == "valid"
    assert (seen.name, seen.scope) == ("Nguyễn Thị Ánh Tuyết", "(phần kiến thức)")
    assert seen.duration == "08 giờ (11 tiết)"
    assert seen.completed_on == date(2026, 2, 20)
    assert not hasattr(seen, "birth_text")


def test_a_certificate_counts_to_the_end_of_its_last_day(learner, at):
    certificate = certificate_for(learner, valid_until="2027-02-20")
    at(2027, 2, 20, 16, 59)
    assert services.verify(certificate.token).status == "valid"
    at(2027, 2, 20, 17, 0)
    assert services.verify(certificate.token).status == "expired"


@pytest.mark.parametrize("code", ["", "x", "A" * 26, "A" * 25, "Ẫ" * 26, "'; --"])
def test_an_unknown_code_verifies_nothing(learner, code):
    certificate_for(learner)
    assert services.verify(code) is None


def test_codes_have_no_pattern(learner):
    award = AwardFactory()
    tokens = [certificate_for(None, award).token for _number in range(50)]
    assert len(set(tokens)) == 50
    assert tokens != sorted(tokens)
    # No two share a beginning that chance would not give.
    assert len({token[:8] for token in tokens}) == 50


def test_a_new_secret_key_leaves_printed_codes_alone(learner, settings):
    certificate = certificate_for(learner)
    before = services.pdf(certificate)
    settings.SECRET_KEY = "rotated"
    assert services.verify(certificate.token) is not None
    assert services.pdf(certificate) == before


def test_renaming_everything_leaves_an_issued_paper_alone(learner):
    award = AwardFactory()
    certificate = certificate_for(learner, award)
    before = services.pdf(certificate)
    learner.full_name = "Tên Khác"
    learner.save()
    award.subject_title = "Khóa khác"
    award.signer_name = "Trần Văn C"
    award.signer_title = "PHÓ GIÁM ĐỐC"
    award.save()
    award.body.name = "Sở khác"
    award.body.save()
    certificate = Certificate.objects.get()
    assert services.pdf(certificate) == before
    assert services.verify(certificate.token).name == "Nguyễn Thị Ánh Tuyết"
    later = certificate_for(None, award)
    assert later.snapshot["signer_name"] == "Trần Văn C"
    assert later.snapshot["body"] == "SỞ KHÁC"


def test_words_changed_in_the_database_are_not_printed(learner):
    certificate = certificate_for(learner)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE learn_certificates_certificate SET snapshot = %s",
            ['{"layout": "standard-1"}'],
        )
    certificate = Certificate.objects.get()
    with pytest.raises(RenderError):
        services.pdf(certificate)


def test_the_repair_issues_what_waits_and_only_once(learner, other):
    award = AwardFactory()
    entitlement_for(learner, award)
    entitlement_for(other, award)
    entitlement_for(None, AwardFactory(automatic=False))
    rehearsal = list(services.issue_owed(dry_run=True))
    assert len(rehearsal) == 2
    assert not Certificate.objects.exists()
    assert len(list(services.issue_owed())) == 2
    assert list(services.issue_owed()) == []
    assert Certificate.objects.count() == 2
    assert {owed.completed_on for owed in rehearsal} == {COMPLETED_AT.date()}
