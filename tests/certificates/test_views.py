"""The public check, the learner's list, the PDF, and who may see what."""

import re
import uuid
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from certificates import limits, services
from certificates.models import Certificate

from .factories import AwardFactory, certificate_for, entitlement_for

pytestmark = pytest.mark.django_db


def verify_url(certificate):
    return f"/v/{certificate.token}/"


def pdf_url(certificate):
    return reverse("learn_certificates:pdf", args=[certificate.key])


@pytest.mark.parametrize("valid_until", [None, "2099-02-20", "2026-02-21"])
@pytest.mark.parametrize("birth_text", ["", "05/03/1985"])
@pytest.mark.parametrize("unit_name", ["", "Trường Tiểu học Vân Canh"])
@pytest.mark.parametrize("minutes", [None, 480])
def test_every_kind_of_certificate_verifies(
    client, valid_until, birth_text, unit_name, minutes
):
    certificate = certificate_for(
        None,
        learner={"birth_text": birth_text, "unit_name": unit_name},
        valid_until=valid_until,
        minutes=minutes,
    )
    response = client.get(verify_url(certificate))
    assert response.status_code == 200
    text = response.content.decode()
    assert "Nguyễn Thị Ánh Tuyết" in text
    assert certificate.serial in text
    assert "05/03/1985" not in text
    assert "Trường Tiểu học Vân Canh" not in text


def test_a_revoked_certificate_says_so_with_the_day_but_not_the_reason(
    client, learner, admin
):
    certificate = certificate_for(learner)
    services.revoke(certificate=certificate, reason="Gian lận thi cử", by=admin)
    text = client.get(verify_url(certificate)).content.decode()
    assert "Đã thu hồi" in text
    assert f"{timezone.localdate():%d/%m/%Y}" in text
    assert "Gian lận" not in text


def test_a_replaced_certificate_says_so(client, learner):
    certificate = certificate_for(learner)
    certificate.superseded_at = timezone.now()
    certificate.save()
    response = client.get(verify_url(certificate))
    assert response.status_code == 200
    assert "Đã được thay thế" in response.content.decode()


def test_an_expired_certificate_says_so(client, learner):
    certificate = certificate_for(learner, valid_until="2026-02-21")
    assert "Hết hạn" in client.get(verify_url(certificate)).content.decode()


def test_a_trial_is_not_taken_for_a_certificate(client, learner, settings):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = False
    certificate = certificate_for(learner, legal_reviewer="")
    text = client.get(verify_url(certificate)).content.decode()
    assert "Bản thử, không phải giấy chứng nhận" in text
    assert "Hợp lệ" not in text


@pytest.mark.parametrize("form", ["/V/{}", "/v/{}", "/V/{}/", "/v/{}/"])
@pytest.mark.parametrize("spelling", [str.upper, str.lower])
def test_the_address_works_in_capitals_and_without_the_last_stroke(
    client, learner, form, spelling
):
    certificate = certificate_for(learner)
    url = form.format(spelling(certificate.token))
    assert client.get(url).status_code == 200


def test_the_address_in_the_qr_code_opens_the_page(client, learner):
    words = certificate_for(learner).snapshot
    path = words["qr_url"].removeprefix("HTTPS://HOC.EXAMPLE.VN")
    assert client.get(path).status_code == 200


def test_the_check_is_never_cached_nor_indexed(client, learner):
    for url in (verify_url(certificate_for(learner)), "/v/KHONG-CO/"):
        response = client.get(url)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex, nofollow">' in (
            response.content.decode()
        )


def test_the_check_costs_few_queries(client, learner, django_assert_max_num_queries):
    certificate = certificate_for(learner)
    with django_assert_max_num_queries(3):
        client.get(verify_url(certificate))


def test_unknown_codes_all_get_the_same_page(client, learner):
    certificate = certificate_for(learner)
    near = certificate.token[:-1] + ("A" if certificate.token[-1] != "A" else "B")
    pages = set()
    for code in ("KHONG-CO", "A" * 26, near, "KHONG", "<script>"):
        response = client.get(f"/v/{code}/")
        assert response.status_code == 404
        pages.add(_without(response.content.decode(), code))
    assert len(pages) == 1
    assert "Không có giấy chứng nhận" in pages.pop()


def _without(page, code):
    """Return the page without what differs by nature.

    That is the token against forged requests, and the address of the page itself,
    which the switch of languages carries.
    """
    page = page.replace(quote(code), "").replace(escape(code), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_unknown_codes_are_limited_and_a_real_one_never_is(client, learner, settings):
    settings.LEARN_CERTIFICATES_UNKNOWN_CODES = 5
    certificate = certificate_for(learner)
    guesser = {"REMOTE_ADDR": "203.0.113.9"}
    answers = [
        client.get(f"/v/KHONG-CO-{number}/", **guesser).status_code
        for number in range(7)
    ]
    assert answers == [404] * 5 + [429] * 2
    refused = client.get("/v/KHONG-CO/", **guesser)
    assert refused["Retry-After"] == str(limits.WINDOW)
    assert "no-store" in refused["Cache-Control"]
    assert client.get(verify_url(certificate), **guesser).status_code == 200
    for _number in range(20):
        assert client.get(verify_url(certificate)).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, "198.51.100.7", "203.0.113.9"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.66, 198.51.100.7", "198.51.100.7"),
        (2, "192.0.2.66, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (3, "192.0.2.66, 198.51.100.7", "198.51.100.7"),
        (1, "198.51.100.7, ", "198.51.100.7"),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::/64"),
        (1, "", "203.0.113.9"),
        (1, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_the_limit_counts_the_visitor_and_not_the_proxy(
    rf, settings, proxies, forwarded, network
):
    settings.LEARN_CERTIFICATES_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert limits._network(request) == network


@pytest.mark.parametrize("change", [str.lower, lambda code: f"  {code} "])
def test_a_typed_code_leads_to_the_page(client, learner, change):
    certificate = certificate_for(learner)
    response = client.post("/v/", {"code": change(certificate.snapshot["code"])})
    assert response.status_code == 302
    assert response["Location"] == verify_url(certificate)


def test_digits_that_no_code_has_are_read_as_letters(client):
    typed = "OIB" + "A" * 23
    response = client.post("/v/", {"code": "018" + "a" * 23})
    assert response["Location"] == f"/v/{typed}/"


@pytest.mark.parametrize("code", ["", "ABC", "A" * 27])
def test_a_code_that_is_not_whole_is_asked_for_again(client, code):
    response = client.post("/v/", {"code": code})
    assert response.status_code == 200
    assert 'id="code-error"' in response.content.decode()


def test_my_certificates_ask_who_i_am(client):
    response = client.get("/chung-nhan/")
    assert response.status_code == 302
    assert "next=/chung-nhan/" in response["Location"]


def test_my_certificates_are_mine_alone(client, learner, other):
    award = AwardFactory()
    own = certificate_for(learner, award)
    foreign = certificate_for(other, award)
    client.force_login(learner)
    text = client.get("/chung-nhan/").content.decode()
    assert own.serial in text
    assert pdf_url(own) in text
    assert foreign.serial not in text


def test_what_is_awaited_says_since_when_and_why(client, learner, settings):
    settings.LEARN_CERTIFICATES_REQUIRE_REVIEW = True
    entitlement_for(learner, legal_reviewer="")
    client.force_login(learner)
    text = client.get("/chung-nhan/").content.decode()
    assert "Đã hoàn thành ngày 20/02/2026, chờ cấp" in text
    assert "chưa được thẩm định" in text


def test_the_holder_of_a_revoked_certificate_reads_the_reason(client, learner, admin):
    certificate = certificate_for(learner)
    services.revoke(certificate=certificate, reason="Cấp nhầm người", by=admin)
    client.force_login(learner)
    text = client.get("/chung-nhan/").content.decode()
    assert "Cấp nhầm người" in text
    assert pdf_url(certificate) not in text


def test_my_certificates_cost_the_same_however_many(client, learner):
    certificate_for(learner)
    client.force_login(learner)
    few = queries_of(client, "/chung-nhan/")
    assert few == 2
    for _number in range(5):
        certificate_for(learner)
        entitlement_for(learner)
    assert queries_of(client, "/chung-nhan/") == few


def queries_of(client, url):
    """Count what this app asks; the site around it has habits of its own."""
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len([query for query in queries if "learn_certificates" in query["sql"]])


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("learner", 200), ("other", 404), ("admin", 200), (None, 302)],
)
def test_a_paper_is_handed_to_its_holder_and_to_whoever_may_see_the_record(
    client, request, learner, visitor, status
):
    certificate = certificate_for(learner)
    if visitor:
        client.force_login(request.getfixturevalue(visitor))
    assert client.get(pdf_url(certificate)).status_code == status


def test_the_pdf_comes_with_safe_headers_and_two_names(client, learner):
    certificate = certificate_for(learner)
    client.force_login(learner)
    response = client.get(pdf_url(certificate))
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    disposition = response["Content-Disposition"]
    year = certificate.year
    assert disposition.startswith(
        f'attachment; filename="giay-chung-nhan-01-{year}-gcn-syt.pdf"; '
    )
    assert "filename*=UTF-8''Gi%E1%BA%A5y%20ch%E1%BB%A9ng%20nh%E1%BA%ADn" in disposition
    assert response.content == services.pdf(Certificate.objects.get())


def test_a_revoked_paper_is_handed_out_no_more(client, learner, admin):
    certificate = certificate_for(learner)
    services.revoke(certificate=certificate, reason="Cấp nhầm", by=admin)
    client.force_login(learner)
    assert client.get(pdf_url(certificate)).status_code == 410


def test_a_paper_that_cannot_be_made_ends_in_a_sentence(client, learner):
    certificate = certificate_for(learner)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE learn_certificates_certificate SET snapshot = '{}'")
    client.force_login(learner)
    response = client.get(pdf_url(certificate))
    assert response.status_code == 503
    assert "vẫn có giá trị" in response.content.decode()


def test_an_unknown_paper_is_not_found(client, learner):
    client.force_login(learner)
    unknown = reverse("learn_certificates:pdf", args=[uuid.uuid4()])
    assert client.get(unknown).status_code == 404
