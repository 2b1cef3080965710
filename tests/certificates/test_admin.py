"""Wagtail's screens: who may open them, and what they do."""

import html

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from certificates.models import Certificate, Entitlement, IssuingBody
from tests.accounts.factories import UserFactory

from .factories import AwardFactory, certificate_for, entitlement_for

pytestmark = pytest.mark.django_db

ENTITLEMENTS = "learn_certificates_entitlement"
CERTIFICATES = "learn_certificates_certificate"


def staff(*codenames):
    """Return somebody who may enter the admin and holds these permissions."""
    user = UserFactory(full_name="Phạm Văn Duyệt", is_staff=True)
    group = Group.objects.create(name="Cấp giấy")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", *codenames])
    )
    user.groups.add(group)
    return user


@pytest.fixture
def approver(db):
    return staff("view_entitlement", "decide_entitlement")


@pytest.fixture
def registrar(db):
    return staff("view_certificate", "revoke_certificate")


def test_the_list_shows_who_waits_and_what_stands_against_it(
    client, approver, learner, settings
):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    entitlement_for(learner, AwardFactory(automatic=False))
    entitlement_for(None, AwardFactory(automatic=False), legal_reviewer="")
    client.force_login(approver)
    text = client.get(reverse(f"{ENTITLEMENTS}:index")).content.decode()
    assert "Nguyễn Thị Ánh Tuyết" in text
    assert "Khóa học chưa được thẩm định" in text
    assert text.count("/approve/") == 1


def test_approving_issues_the_certificate(client, approver, learner):
    entitlement = entitlement_for(learner, AwardFactory(automatic=False))
    client.force_login(approver)
    url = reverse(f"{ENTITLEMENTS}:approve", args=[entitlement.pk])
    assert client.get(url).status_code == 200
    assert not Certificate.objects.exists()
    assert client.post(url).status_code == 302
    entitlement.refresh_from_db()
    assert entitlement.decided_by == approver
    assert Certificate.objects.get().learner == learner


def test_approving_twice_issues_once(client, approver, learner):
    entitlement = entitlement_for(learner, AwardFactory(automatic=False))
    client.force_login(approver)
    url = reverse(f"{ENTITLEMENTS}:approve", args=[entitlement.pk])
    client.post(url)
    client.post(url)
    assert Certificate.objects.count() == 1


def test_a_refused_approval_says_why(client, approver, learner, settings):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    entitlement = entitlement_for(learner, legal_reviewer="")
    client.force_login(approver)
    url = reverse(f"{ENTITLEMENTS}:approve", args=[entitlement.pk])
    response = client.post(url)
    assert response.status_code == 200
    assert "Khóa học chưa được thẩm định" in response.content.decode()
    assert not Certificate.objects.exists()


def test_declining_asks_for_the_reason(client, approver, learner):
    entitlement = entitlement_for(learner, AwardFactory(automatic=False))
    client.force_login(approver)
    url = reverse(f"{ENTITLEMENTS}:decline", args=[entitlement.pk])
    assert client.post(url, {"reason": " "}).status_code == 200
    assert client.post(url, {"reason": "Trùng hồ sơ"}).status_code == 302
    entitlement.refresh_from_db()
    assert entitlement.state == Entitlement.State.DECLINED
    assert entitlement.reason == "Trùng hồ sơ"


def test_revoking_asks_for_the_reason(client, registrar, learner):
    certificate = certificate_for(learner)
    client.force_login(registrar)
    url = reverse(f"{CERTIFICATES}:revoke", args=[certificate.pk])
    assert client.post(url, {"reason": ""}).status_code == 200
    assert client.post(url, {"reason": "Cấp nhầm"}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.revoked_by == registrar


def test_the_register_is_in_order_and_can_be_exported(client, registrar):
    award = AwardFactory()
    for _number in range(3):
        certificate_for(None, award)
    client.force_login(registrar)
    url = reverse(f"{CERTIFICATES}:index")
    rows = client.get(url).context["object_list"]
    assert [row.number for row in rows] == [3, 2, 1]
    assert client.get(url, {"export": "xlsx"}).status_code == 200


def test_the_register_never_calls_a_trial_valid(client, registrar, learner):
    certificate_for(learner, legal_reviewer="")
    client.force_login(registrar)
    text = client.get(reverse(f"{CERTIFICATES}:index")).content.decode()
    assert "BẢN THỬ" in text
    assert "Hợp lệ" not in text


def test_a_record_can_be_inspected(client, registrar, learner):
    certificate = certificate_for(learner)
    client.force_login(registrar)
    url = reverse(f"{CERTIFICATES}:inspect", args=[certificate.pk])
    assert certificate.serial in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("name", "with_pk"),
    [
        (f"{ENTITLEMENTS}:index", False),
        (f"{ENTITLEMENTS}:approve", True),
        (f"{ENTITLEMENTS}:decline", True),
        (f"{CERTIFICATES}:index", False),
        (f"{CERTIFICATES}:inspect", True),
        (f"{CERTIFICATES}:revoke", True),
    ],
)
def test_an_editor_without_the_permission_stays_outside(client, learner, name, with_pk):
    certificate = certificate_for(learner)
    pk = certificate.entitlement_id if name.startswith(ENTITLEMENTS) else certificate.pk
    client.force_login(staff())
    url = reverse(name, args=[pk] if with_pk else [])
    for response in (client.get(url), client.post(url, {"reason": "x"})):
        assert response.status_code in (302, 404)
        if response.status_code == 302:
            assert response["Location"] == reverse("wagtailadmin_home")
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_the_menu_hides_what_one_may_not_open(client):
    client.force_login(staff())
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(f"{CERTIFICATES}:index") not in text


def test_nobody_adds_edits_or_deletes_a_record_by_hand(client, admin):
    client.force_login(admin)
    index = reverse(f"{CERTIFICATES}:index")
    for path in ("new/", "edit/1/", "delete/1/"):
        assert client.get(index + path).status_code == 404


def test_an_administrator_makes_a_body(client, admin):
    client.force_login(admin)
    answers = {"name": "Sở Y tế", "abbreviation": "SYT", "place": "Gia Lai"}
    response = client.post(reverse("learn_certificates_body:add"), answers)
    assert response.status_code == 302
    assert IssuingBody.objects.get().place == "Gia Lai"
    text = client.get(reverse("learn_certificates_body:index")).content.decode()
    assert "Sở Y tế" in text


def test_what_a_paper_names_is_not_deleted_and_the_editor_reads_why(
    client, admin, learner
):
    certificate = certificate_for(learner)
    award = certificate.entitlement.award
    client.force_login(admin)
    for name, stays in (("body", award.body), ("award", award)):
        url = reverse(f"learn_certificates_{name}:delete", args=[stays.pk])
        assert client.get(url).status_code == 200
        response = client.post(url, follow=True)
        assert response.status_code == 200
        assert f"Không thể xóa “{stays}”" in html.unescape(response.content.decode())
        stays.refresh_from_db()


def test_what_nothing_names_can_be_deleted(client, admin):
    award = AwardFactory()
    client.force_login(admin)
    for name, gone in (("award", award), ("body", award.body)):
        url = reverse(f"learn_certificates_{name}:delete", args=[gone.pk])
        assert client.post(url).status_code == 302
        assert not type(gone).objects.exists()


@pytest.mark.parametrize("model", ["issuingbody", "award", "certificate"])
def test_nothing_here_is_deleted_by_the_dozen(client, admin, model):
    client.force_login(admin)
    url = reverse("wagtail_bulk_action", args=["learn_certificates", model, "delete"])
    assert client.get(url, {"id": "1"}).status_code == 404


def test_an_editor_reads_in_vietnamese_what_an_award_must_be(client, admin):
    award = AwardFactory()
    client.force_login(admin)
    url = reverse("learn_certificates_award:edit", args=[award.pk])
    form = client.get(url).context["form"]
    answers = {name: form[name].value() or "" for name in form.fields}
    page = client.post(url, answers | {"validity_months": "0"}).content.decode()
    assert "Hãy ghi từ một tháng trở lên" in page
    assert "Constraint" not in page
    award.refresh_from_db()
    assert award.validity_months is None
