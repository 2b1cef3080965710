import unicodedata

import pytest
from django.core.exceptions import ValidationError

from courses.vietnamese import clean_person_name, fold, slugify_vi, sort_key


def test_folding_forgets_marks_case_and_the_stroke_of_d():
    assert fold("ĐẶNG  Đức") == "dang duc"
    assert fold("đáng") == fold("Dang") == "dang"


def test_folding_is_the_same_for_both_normal_forms():
    for word in ("bệnh", "Hiếu", "Ê̆ban", "ƀ"):
        assert fold(unicodedata.normalize("NFD", word)) == fold(
            unicodedata.normalize("NFC", word)
        )


def test_names_sort_by_given_name_in_the_vietnamese_alphabet():
    names = ["Bùi Em", "Dương Đạt", "Đỗ Dung", "Phạm Ánh", "Lê Ân", "Trần An"]
    assert sorted(names, key=sort_key) == [
        "Trần An",
        "Phạm Ánh",
        "Lê Ân",
        "Đỗ Dung",
        "Dương Đạt",
        "Bùi Em",
    ]


def test_letters_count_before_tones_and_family_names_after_given_names():
    names = ["Vũ Thị Hoa", "Lê Thị Hòa", "An Thị Hoa", "Lê Thị Hoàn", "Trần Hóa"]
    assert sorted(names, key=sort_key) == [
        "An Thị Hoa",
        "Vũ Thị Hoa",
        "Lê Thị Hòa",
        "Trần Hóa",
        "Lê Thị Hoàn",
    ]


def test_sort_keys_hold_only_digits_and_small_latin_letters():
    for name in ("Y Bŭk Êban", "H'Lim Niê", "Nguyễn Đức ợỡ", "R’chom ƀ"):
        assert sort_key(name).isalnum()
        assert sort_key(name).isascii()
        assert sort_key(name) == sort_key(name).lower()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường dây nóng", "duong-day-nong"),
        ("ĐIỀU 5", "dieu-5"),
        ("Đây là một bài", "day-la-mot-bai"),
        ("???", ""),
    ],
)
def test_slugs_keep_every_word(title, slug):
    assert slugify_vi(title) == slug


@pytest.mark.parametrize("name", ["Y Bŭk Êban", "H'Lim Niê", "R’chom", "Kpă", "Lý A"])
def test_names_of_all_peoples_of_the_province_are_names(name):
    assert clean_person_name(name) == unicodedata.normalize("NFC", name)


def test_a_decomposed_name_is_stored_composed_with_single_spaces():
    decomposed = unicodedata.normalize("NFD", "  Nguyễn   Thị Ánh Tuyết ")
    assert clean_person_name(decomposed) == "Nguyễn Thị Ánh Tuyết"


@pytest.mark.parametrize(
    "name", ["", "  ", "An 2", "An\u202eB", "An\u200b", "<b>An</b>", "A" * 121, "''"]
)
def test_what_is_no_name_is_refused_with_a_sentence(name):
    with pytest.raises(ValidationError) as refused:
        clean_person_name(name)
    assert refused.value.messages[0]
