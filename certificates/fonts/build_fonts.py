"""Derive the certificate typeface "HVNL Serif" from Noto Serif.

Run by hand, never by the product; the three TTF files and letters.txt that it
writes are committed, so that certificates print from a wheel:

    npm pack @expo-google-fonts/noto-serif@0.4.2 && tar xzf expo-google-fonts-*.tgz
    python certificates/fonts/build_fonts.py package

Noto Serif 2.015 is under the SIL Open Font License 1.1 (OFL.txt) and declares no
Reserved Font Name; the derived fonts carry a name of their own all the same.

Why derive at all: letters of the Central Highlands such as "Ê̆" have no code point
of their own. A font draws them as a letter and a mark that is put in place, and the
PDF writer then records the wrong text for the pair (typst #8767): "Ê̆ban" copied
from the paper reads "Ê̆Ê̆ban". Here every such pair becomes one glyph, so that paper,
copied text and screen reader agree.
"""

import argparse
import unicodedata
from io import BytesIO
from pathlib import Path

import uharfbuzz
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

FAMILY = "HVNL Serif"
HERE = Path(__file__).resolve().parent
#: Our style name, and where the npm package keeps its source.
STYLES = {
    "Regular": "400Regular/NotoSerif_400Regular.ttf",
    "Bold": "700Bold/NotoSerif_700Bold.ttf",
    "Italic": "400Regular_Italic/NotoSerif_400Regular_Italic.ttf",
}

#: Latin in all the blocks that a Vietnamese paper may meet, marks, punctuation.
RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A: ĕ ĭ ŏ ŭ č ñ
    (0x0180, 0x0180),  # ƀ
    (0x01A0, 0x01A1),  # Ơ ơ
    (0x01AF, 0x01B0),  # Ư ư
    (0x01CD, 0x01DC),  # letters with caron
    (0x0243, 0x0243),  # Ƀ
    (0x0253, 0x0253),  # ɓ
    (0x0181, 0x0181),  # Ɓ
    (0x02BC, 0x02BC),  # ʼ as in names of the highlands
    (0x0300, 0x030C),  # combining marks above
    (0x031B, 0x031B),  # horn
    (0x0323, 0x0328),  # marks below
    (0x0331, 0x0331),  # macron below
    (0x1E00, 0x1EFF),  # Latin Extended Additional: ạ … ỹ
    (0x2010, 0x2026),  # dashes, quotation marks, ellipsis
    (0x2030, 0x203A),  # per mille, primes, angle quotation marks
    (0x20AB, 0x20AC),  # ₫ €
    (0x2116, 0x2116),  # №
    (0x2122, 0x2122),  # ™
    (0x2212, 0x2212),  # −
    (0x25CC, 0x25CC),  # dotted circle
]
#: Letters that peoples of the highlands write with a further mark, and the marks.
BASES = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzĂăÂâÊêÔôƠơƯưĐđƀɃɓƁÑñČčĔĕĬĭŎŏŬŭ"
)
MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030c\u0323"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def main() -> None:
    """Build every style and the list of letters that all of them have."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    parser.add_argument("--output", type=Path, default=HERE)
    arguments = parser.parse_args()
    covered = None
    for style, source in STYLES.items():
        font = build(arguments.package / source, style)
        path = arguments.output / f"HVNLSerif-{style}.ttf"
        font.save(path)
        letters = set(font.getBestCmap())
        covered = letters if covered is None else covered & letters
        print(f"{path.name}: {path.stat().st_size // 1024} KB")  # noqa: T201
    (arguments.output / "letters.txt").write_text(
        "".join(chr(code) for code in sorted(covered)), encoding="utf-8"
    )


def build(source: Path, style: str) -> TTFont:
    """Return the subset of ``source`` with one glyph for each pair, renamed."""
    font = subset(TTFont(source))
    add_pairs(font, pairs())
    rename(font, style)
    return font


def subset(font: TTFont) -> TTFont:
    """Keep the letters above and the features that place marks."""
    options = Options()
    options.layout_features = ["ccmp", "locl", "mark", "mkmk", "kern", "liga"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = True
    options.hinting = False
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(
        unicodes=[code for first, last in RANGES for code in range(first, last + 1)]
    )
    subsetter.subset(font)
    return font


def pairs() -> list[str]:
    """Return the letters in NFC that have no code point of their own."""
    written = {
        unicodedata.normalize("NFC", base + mark) for base in BASES for mark in MARKS
    }
    # A vowel with its tone and the breve of Ê-đê and Ba Na: "ế̆", "ộ̆".
    written |= {
        unicodedata.normalize("NFC", base + tone + "\u0306")
        for base in "ÊêÔôƠơƯưÂâ"
        for tone in TONES
    }
    written |= {
        unicodedata.normalize("NFC", base + "\u0306" + tone)
        for base in "ÊêÔôƠơƯưÂâ"
        for tone in TONES
    }
    return sorted(text for text in written if len(text) > 1)


def add_pairs(font: TTFont, texts: list[str]) -> None:
    """Draw each text as one composite glyph and let ``ccmp`` choose it."""
    shape = shaper(font)
    glyf, hmtx = font["glyf"], font["hmtx"]
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    order = font.getGlyphOrder()
    ligatures: dict[str, list[otTables.Ligature]] = {}
    for text in texts:
        parts = shape(text)
        names = [name for name, _position in parts]
        if len(parts) < 2 or ".notdef" in names:
            continue
        merged = "_".join(names)
        if merged in glyf.glyphs:
            continue
        glyph, advance = composite(parts)
        order.append(merged)
        font.setGlyphOrder(order)
        glyf.glyphs[merged] = glyph
        glyf.glyphOrder = order
        glyph.recalcBounds(glyf)
        hmtx[merged] = (advance, glyph.xMin)
        classes[merged] = 1
        ligature = otTables.Ligature()
        ligature.Component = names[1:]
        ligature.CompCount = len(names)
        ligature.LigGlyph = merged
        ligatures.setdefault(names[0], []).append(ligature)
    for group in ligatures.values():
        # The longest first, else "Ê̆" would win over "Ê̆́".
        group.sort(key=lambda ligature: -ligature.CompCount)
    add_ligatures(font, ligatures)


def shaper(font: TTFont):
    """Return a function from a text to its glyphs and their positions."""
    stored = BytesIO()
    font.save(stored)
    face = uharfbuzz.Face(uharfbuzz.Blob(stored.getvalue()))
    shaped = uharfbuzz.Font(face)
    order = list(font.getGlyphOrder())

    def shape(text: str):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = "vi"
        uharfbuzz.shape(shaped, buffer)
        return [
            (order[info.codepoint], position)
            for info, position in zip(
                buffer.glyph_infos, buffer.glyph_positions, strict=True
            )
        ]

    return shape


def composite(parts) -> tuple[Glyph, int]:
    """Return one glyph made of the shaped parts, and its advance."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    pen = 0
    for index, (name, position) in enumerate(parts):
        component = GlyphComponent()
        component.glyphName = name
        component.x = pen + position.x_offset
        component.y = position.y_offset
        # ROUND_XY_TO_GRID, and the letter itself gives the metrics.
        component.flags = 0x4 | (0x200 if index == 0 else 0)
        glyph.components.append(component)
        pen += position.x_advance
    return glyph, pen


def add_ligatures(font: TTFont, ligatures: dict) -> None:
    """Append one ligature lookup and run it in every ``ccmp`` feature."""
    substitution = otTables.LigatureSubst()
    substitution.ligatures = ligatures
    lookup = otTables.Lookup()
    lookup.LookupType = 4
    lookup.LookupFlag = 0
    lookup.SubTable = [substitution]
    lookup.SubTableCount = 1
    table = font["GSUB"].table
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    index = table.LookupList.LookupCount - 1
    records = [
        record
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "ccmp"
    ]
    if not records:
        raise SystemExit("The source font has no ccmp feature to extend.")
    for feature in {id(record.Feature): record.Feature for record in records}.values():
        feature.LookupListIndex.append(index)
        feature.LookupCount = len(feature.LookupListIndex)


def rename(font: TTFont, style: str) -> None:
    """Give the font its own name and keep the notices of the licence."""
    names = font["name"]
    texts = {
        1: FAMILY,
        2: style,
        3: f"2.015;{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
        10: "Derived from Noto Serif by certificates/fonts/build_fonts.py of La Chan.",
    }
    for record in list(names.names):
        if record.nameID in (7, 16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]


if __name__ == "__main__":
    main()
