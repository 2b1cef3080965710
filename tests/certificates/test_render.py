"""The PDF: right on paper, right on copy, archival, accessible, always the same."""

import shutil
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader

from certificates import render, wording
from certificates.layouts import build_ground

from .papers import MADE_AT, paper, read_with_poppler, read_with_pypdf, squeezed

EXTRACTORS = [
    pytest.param(read_with_pypdf, id="pypdf"),
    pytest.param(
        read_with_poppler,
        id="pdftotext",
        marks=pytest.mark.skipif(
            shutil.which("pdftotext") is None,
            reason="pdftotext (poppler-utils) is not installed",
        ),
    ),
]
NAMES = [
    "Nguyễn Thị Ánh Tuyết",
    unicodedata.normalize("NFD", "Nguyễn Thị Ánh Tuyết"),
    "Y Bŭk Êban",
    "H'Ê\u0306ban Ksơr",
    "Siu Bơ\u0306l",
    "Rơ Châm Ư\u0306ng",
    "Ɓlê Ƀar",
    "K’Brêu Ô\u0306 Niê Kđăm",
    "Công Tằng Tôn Nữ Thị Ngọc Phương Thảo Quỳnh Anh",
    "Lý A",
    "Đặng Đức Đông ằẵẳặ ợỡ ỷỹ ữự",
    "Nguyễn " * 12 + "An",
]
HOSTILE = [
    '#read("/etc/passwd")',
    "#{while true {}}",
    "$ x^2 $ *đậm* _nghiêng_ `mã`",
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }} {% now 'Y' %}",
    "$(rm -rf /) ; `id` | & \\n \\u{0}",
    '"}] , "name": "Người khác',
    "= Tiêu đề // ghi chú /* */ @ref #import",
]
LONG_TITLE = (
    "Bồi dưỡng kỹ năng nhận biết, phòng ngừa và can thiệp các hành vi xâm hại, bạo "
    "lực đối với trẻ em trong môi trường giáo dục và gia đình dành cho giáo viên "
    "tiểu học vùng đồng bào dân tộc"
)


def pdf(**changes):
    return render.render_pdf(paper(**changes), made_at=MADE_AT)


@pytest.mark.parametrize("read", EXTRACTORS)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_reads_back_as_it_was_given(read, name):
    assert squeezed(wording.printable(name)) in squeezed(read(pdf(name=name)))


@pytest.mark.parametrize("read", EXTRACTORS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_print_literally(read, text):
    assert squeezed(text) in squeezed(read(pdf(name=text, unit_name=text, title=text)))


@pytest.mark.parametrize("read", EXTRACTORS)
def test_every_word_of_the_paper_reads_back(read):
    words = paper(trial=True, knowledge_only=True)
    text = squeezed(read(render.render_pdf(words, made_at=MADE_AT)))
    single = [word for word in words.values() if isinstance(word, str)]
    hidden = ("layout", "language", "document_title", "completed_on", "duration")
    hidden += ("verify_url", "qr_url", "qr_alt")
    printed = [word for word in single if word not in {words[name] for name in hidden}]
    for rows in (words["person"], words["facts"]):
        printed += [word for row in rows for pair in row for word in pair]
    assert [word for word in printed if squeezed(word) not in text] == []


@pytest.mark.parametrize("title", [LONG_TITLE, "X" * 180, "Ẫ" * 180])
def test_the_longest_words_still_fit_on_one_page(title):
    document = pdf(
        name="Nguyễn" * 20,
        title=title,
        unit_name="Trường Phổ thông dân tộc bán trú " * 4,
        trial=True,
        knowledge_only=True,
        award={"signer_title": "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"},
    )
    assert len(PdfReader(BytesIO(document)).pages) == 1
    assert squeezed(title) in squeezed(read_with_pypdf(document))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"trial": True, "knowledge_only": True, "issue_no": 2},
        {"valid_until": None, "birth_text": "", "unit_name": ""},
        {"name": "H'Ê\u0306ban Ksơr", "title": LONG_TITLE},
    ],
)
@pytest.mark.parametrize(
    "profile", [ValidationProfile.PDF_A_2A, ValidationProfile.PDF_UA_1]
)
def test_the_paper_is_archival_and_accessible(changes, profile):
    report = validate_pdf_bytes(pdf(**changes), profile=profile)
    assert report.is_compliant, report.failures


def test_the_same_words_give_the_same_bytes():
    assert pdf() == pdf()


def test_composed_and_decomposed_names_give_the_same_bytes():
    assert pdf(name=NAMES[0]) == pdf(name=NAMES[1])


@pytest.mark.parametrize("letter", ["李", "😀", "Ж"])
def test_a_letter_that_no_font_has_is_an_error_and_never_a_box(letter):
    with pytest.raises(render.RenderError, match=letter):
        pdf(name=f"Trần {letter}")


def test_every_accented_vietnamese_letter_has_a_glyph():
    vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"]
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    letters = "đ" + "".join(
        unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones
    )
    assert render.missing_letters({"all": letters + letters.upper()}) == []


def test_only_our_own_fonts_are_used():
    families = {font.family for font in render._fonts().fonts()}
    assert families == {"HVNL Serif"}


def test_the_fonts_are_embedded_and_the_file_is_small():
    document = pdf()
    assert len(document) < 90_000
    fonts = PdfReader(BytesIO(document)).pages[0]["/Resources"]["/Font"]
    names = {font.get_object()["/BaseFont"] for font in fonts.values()}
    # A tag of six letters says that the font is embedded as a subset.
    assert all(name[7:8] == "+" and "HVNLSerif" in name for name in names)


def test_the_title_and_the_language_are_told_to_screen_readers():
    reader = PdfReader(BytesIO(pdf()))
    assert reader.metadata.title == "Giấy chứng nhận số 07/2026/GCN-SYT"
    assert reader.trailer["/Root"]["/Lang"].startswith("vi")


def test_a_layout_that_does_not_exist_is_named():
    with pytest.raises(render.RenderError, match="không-có"):
        render.render_pdf({**paper(), "layout": "không-có"}, made_at=MADE_AT)


def test_the_picture_of_the_ground_is_the_drawn_one():
    stored = (render.LAYOUTS / "ground.svg").read_bytes()
    assert stored == build_ground.drawn()


def test_threads_render_side_by_side():
    names = [f"Nguyễn Văn {letter}" for letter in "ABCDEFGH"]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda name: pdf(name=name), names))
    assert made == [pdf(name=name) for name in names]
