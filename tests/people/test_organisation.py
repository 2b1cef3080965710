"""The three files of the organisation, loaded as they are meant."""

import shutil
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from people.models import Succession, Unit, UnitVersion
from people.services import load_organisation

from .factories import ORGANISATION, make_unit

pytestmark = pytest.mark.django_db

COMMUNES = ["xa", "phuong", "thi-tran"]


@pytest.fixture
def organisation():
    return load_organisation(ORGANISATION)


def number(kinds, day, **where):
    return UnitVersion.objects.on(day).filter(kind__in=kinds, **where).count()


def unit(key):
    return Unit.objects.get(source_key=key)


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2021, 6, 1), (116, 32, 11)),
        (date(2024, 11, 30), (116, 32, 11)),
        (date(2024, 12, 1), (115, 28, 12)),
        (date(2025, 6, 30), (115, 28, 12)),
        (date(2025, 7, 1), (110, 25, 0)),
        (date(2026, 11, 25), (110, 25, 0)),
    ],
)
def test_communes_are_counted_as_of_a_day(organisation, day, counts):
    assert tuple(number([kind], day) for kind in COMMUNES) == counts


def test_provinces_and_districts_are_counted(organisation):
    districts = ["huyen", "thi-xa", "thanh-pho"]
    assert number(["tinh"], date(2025, 6, 30)) == 2
    assert number(["tinh"], date(2025, 7, 1)) == 1
    assert number(districts, date(2025, 6, 30)) == 11
    assert number(districts, date(2025, 7, 1)) == 0


def test_58_communes_lie_in_the_former_binh_dinh(organisation):
    former = {"note": "former Bình Định"}
    assert number(COMMUNES, date(2025, 7, 1), **former) == 58
    assert number(["xa"], date(2025, 7, 1), **former) == 41


def test_a_code_means_another_ward_at_another_time(organisation):
    def names(day):
        versions = UnitVersion.objects.on(day).filter(code="21583")
        return list(versions.values_list("name", flat=True))

    assert names(date(2023, 1, 1)) == ["Phường Lê Lợi"]
    assert names(date(2025, 1, 1)) == ["Phường Thị Nại"]
    assert names(date(2026, 1, 1)) == ["Phường Quy Nhơn"]


def test_a_unit_keeps_its_key_when_its_code_changes(organisation):
    ward = unit("bd.tp-quy-nhon.p-thi-nai")
    versions = UnitVersion.objects.filter(unit=ward).order_by("valid_to")
    assert [version.code for version in versions] == ["21568", "21583"]
    assert versions[0].valid_to == versions[1].valid_from == date(2024, 12, 1)


def test_mergers_form_a_chain(organisation):
    first = unit("bd.tp-quy-nhon.p-le-hong-phong").successions_out.get()
    second = first.to_unit.successions_out.get()
    assert (first.kind, second.kind) == ("merge_into", "merge")
    assert second.to_unit == unit("gl.p-quy-nhon")


@pytest.mark.parametrize(
    ("key", "heirs"),
    [
        ("bd.h-an-lao.x-an-nghia", {"gl.x-an-toan", "gl.x-an-hoa"}),
        ("bd.h-van-canh.x-canh-lien", {"gl.x-canh-lien", "gl.x-canh-vinh"}),
        ("bd.h-van-canh.x-canh-hiep", {"gl.x-van-canh", "gl.x-canh-vinh"}),
    ],
)
def test_a_split_commune_has_two_heirs(organisation, key, heirs):
    successions = unit(key).successions_out.all()
    assert {each.to_unit.source_key for each in successions} == heirs
    assert {each.kind for each in successions} == {"split_part"}


def test_confidence_and_unknown_beginnings_are_kept(organisation):
    version = unit("bd.tp-quy-nhon.p-le-loi").versions.get()
    assert version.confidence == "V (date U)"
    assert version.valid_from is None
    assert unit("bd.tp-quy-nhon.p-le-loi").name == "Phường Lê Lợi"


def test_rows_for_many_units_are_written_out(organisation):
    assert organisation.templates == {
        "bd.ubnd-huyen": 11,
        "gl.ca-xa": 135,
        "gl.xa.ubnd": 135,
        "gl.xa.vhxh": 135,
        "gl.xa.tram-y-te": 0,
        "gl.xa.truong": 0,
    }
    office = unit("gl.x-vinh-son.vhxh").versions.get()
    assert office.name == "Phòng Văn hóa - Xã hội xã Vĩnh Sơn"
    assert office.parent == unit("gl.x-vinh-son.ubnd")
    assert office.parent.versions.get().parent == unit("gl.x-vinh-son")
    assert unit("gl.x-vinh-son.ca-xa").versions.get().parent == unit("gl.ca-tinh")
    assert not Unit.objects.filter(source_key="gl.xa.truong").exists()


def test_agencies_pass_their_duties_on(organisation):
    passed = unit("bd.so-ldtbxh").successions_out.get()
    assert passed.to_unit == unit("gl.so-y-te")
    assert passed.effective_on == date(2025, 3, 1)


def test_loading_twice_changes_nothing(organisation, django_assert_max_num_queries):
    before = list(UnitVersion.objects.order_by("pk").values())
    with django_assert_max_num_queries(6):
        again = load_organisation(ORGANISATION)
    assert again.changed == 0
    assert list(UnitVersion.objects.order_by("pk").values()) == before
    assert Succession.objects.count() == organisation.successions_made == 196


def test_a_correction_survives_a_reload_unless_forced(organisation):
    version = unit("gl.so-y-te").versions.get()
    version.name = "Sở Y tế"
    version.save()
    load_organisation(ORGANISATION)
    version.refresh_from_db()
    assert version.name == "Sở Y tế"
    load_organisation(ORGANISATION, force=True)
    version.refresh_from_db()
    assert version.name == "Sở Y tế tỉnh Gia Lai"


def test_faults_are_named_with_file_and_line(tmp_path):
    for file in ORGANISATION.glob("*.csv"):
        shutil.copy(file, tmp_path)
    units = tmp_path / "org_units.csv"
    with units.open("a") as lines:
        lines.write("gl.x,Xã Thử,xa,2,gl.nowhere,,2025-13-01,,V,,\n")
        lines.write("gl.y,Xã Thử,xa,2,gl.nowhere,,,,V,,\n")
    with pytest.raises(ValidationError) as error:
        load_organisation(tmp_path)
    assert "org_units.csv:311" in error.value.messages[0]
    assert "gl.y: unknown parent gl.nowhere" in error.value.messages
    assert not Unit.objects.exists()


def test_a_missing_file_stops_the_command(tmp_path):
    with pytest.raises(CommandError, match=r"org_units\.csv"):
        call_command("load_organisation", tmp_path)


def test_the_command_says_what_it_did(capsys):
    call_command("load_organisation", ORGANISATION, verbosity=2)
    said = capsys.readouterr().out
    assert "Units made: 770" in said
    assert "gl.ca-xa: written out as 135 units" in said


def test_a_unit_has_one_open_version():
    unit = make_unit()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitVersion.objects.create(unit=unit, name="X", kind="xa")


def test_a_version_cannot_end_before_it_begins():
    unit = make_unit()
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.versions.update(valid_to=date(2019, 1, 1))


def test_the_first_and_the_last_day_count():
    unit = make_unit(since=date(2025, 7, 1))
    unit.versions.update(valid_to=date(2026, 7, 1))
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [Unit.objects.on(day).exists() for day in days] == [False, True, True, False]


def test_units_are_found_without_diacritics(organisation):
    found = Unit.objects.matching("so y te").named()
    assert {unit.name for unit in found} >= {"Sở Y tế", "Sở Y tế tỉnh Gia Lai"}
