"""The QR code leads to the right page."""

from io import BytesIO

import segno
from PIL import Image

from certificates import render

from .papers import paper


def test_the_code_is_small_and_alphanumeric():
    code = segno.make(paper()["qr_url"], error="m", mask=3, boost_error=False)
    assert code.mode == "alphanumeric"
    assert (code.version, code.error, code.mask) == (3, "M", 3)


def test_the_printed_picture_holds_exactly_the_modules_of_the_address():
    """Read the picture of the whole paper back, module by module."""
    words = paper()
    ppi = 254
    png = render._compile(words, format="png", ppi=ppi)
    picture = Image.open(BytesIO(png)).convert("L")
    expected = [
        [bool(module) for module in row]
        for row in segno.make(
            words["qr_url"], error="m", mask=3, boost_error=False
        ).matrix
    ]
    size = len(expected)
    pixels_a_mm = ppi / 25.4
    # The quiet zone is four modules wide on each side of a square of 32 mm.
    module = 32 * pixels_a_mm / (size + 8)
    left, top = _corner_of_the_code(picture)
    read = [
        [
            picture.getpixel(
                (int(left + (x + 0.5) * module), int(top + (y + 0.5) * module))
            )
            < 128
            for x in range(size)
        ]
        for y in range(size)
    ]
    assert read == expected


def _corner_of_the_code(picture):
    """Return the first black corner in the lower left part of the paper."""
    width, height = picture.size
    box = (int(width * 0.07), int(height * 0.7), int(width * 0.25), int(height * 0.95))
    part = picture.crop(box).point(lambda value: 255 if value < 60 else 0)
    found = part.getbbox()
    return box[0] + found[0], box[1] + found[1]
