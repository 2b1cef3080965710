"""The words of a paper."""

import unicodedata
from datetime import UTC, date, datetime

import pytest

from certificates import wording

from .papers import TOKEN, paper


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 5), "Gia Lai, ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 27), "Gia Lai, ngày 27 tháng 02 năm 2026"),
        (date(2026, 3, 9), "Gia Lai, ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 25), "Gia Lai, ngày 25 tháng 11 năm 2026"),
    ],
)
def test_dates_are_written_as_decree_30_does(day, text):
    assert wording.place_and_date("Gia Lai", day) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(7, "07/2026/GCN-SYT"), (10, "10/2026/GCN-SYT"), (1234, "1234/2026/GCN-SYT")],
)
def test_numbers_below_ten_get_a_zero(number, text):
    assert wording.serial_text(number, 2026, "SYT") == text


@pytest.mark.parametrize(
    ("minutes", "periods", "text"),
    [
        (480, "11", "08 giờ (11 tiết)"),
        (480, "1E+1", "08 giờ (10 tiết)"),
        (150, "3.5", "02 giờ 30 phút (3,5 tiết)"),
        (45, "1.0", "45 phút (01 tiết)"),
        (60, None, "01 giờ"),
        (None, "4", "04 tiết"),
        (None, None, ""),
    ],
)
def test_duration_names_hours_and_periods(minutes, periods, text):
    assert paper(minutes=minutes, periods=periods)["duration"] == text


def test_a_label_without_words_is_left_out():
    words = paper(birth_text="", unit_name="", mode="", minutes=None, periods=None)
    assert words["person"] == []
    assert [pair[0] for row in words["facts"] for pair in row] == [
        "Thời gian",
        "Kết quả",
    ]


def test_a_course_of_knowledge_only_says_so():
    assert paper(knowledge_only=True)["scope"] == "(phần kiến thức)"
    assert paper()["scope"] == ""


def test_a_trial_says_so():
    assert paper(trial=True)["trial"] == "BẢN THỬ – khóa học chưa thẩm định"


def test_a_reissue_counts_from_the_second_paper():
    assert paper()["reissue"] == ""
    assert paper(issue_no=2)["reissue"] == "Cấp lại lần 1"


def test_decomposed_names_print_as_composed_ones():
    name = "Nguyễn Thị Ánh Tuyết"
    decomposed = paper(name=unicodedata.normalize("NFD", name))
    assert decomposed == paper(name=name)


def test_invisible_characters_and_line_breaks_do_not_print():
    words = paper(name="Lý\u202e A\n\u200bBa\x00 \t C")
    assert words["name"] == "Lý A Ba C"


def test_the_word_is_never_chung_chi():
    text = str(paper(trial=True, knowledge_only=True)).lower()
    assert "chứng chỉ" not in text
    assert "văn bằng" not in text


def test_the_qr_code_carries_the_public_address_in_capitals():
    words = paper()
    assert words["qr_url"] == f"HTTPS://HOC.EXAMPLE.VN/V/{TOKEN}"
    assert words["verify_url"] == f"https://hoc.example.vn/v/{TOKEN}/"


def test_a_path_in_the_public_address_keeps_its_case():
    words = paper(public_url="https://example.vn/Hoc")
    assert words["qr_url"] == f"HTTPS://EXAMPLE.VN/Hoc/V/{TOKEN}"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 2, 20), 12, date(2027, 2, 20)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, later):
    assert wording.months_later(day, months) == later


def test_a_day_begins_at_midnight_in_viet_nam():
    assert wording.local_date(datetime(2025, 12, 31, 16, 59, tzinfo=UTC)) == date(
        2025, 12, 31
    )
    assert wording.local_date(datetime(2025, 12, 31, 17, 0, tzinfo=UTC)) == date(
        2026, 1, 1
    )
