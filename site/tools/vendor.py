"""Fetch third-party browser files with npm, and make the web font from them.

Without npm's registry the site still starts: it shows the fonts of the device,
and a system check says what is missing.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
VENDOR = PROJECT / "site" / "var" / "vendor"
STAMP = VENDOR / ".made-from"
FONTS = PROJECT / "node_modules" / "@expo-google-fonts" / "noto-sans"
WEIGHTS = {
    400: FONTS / "400Regular" / "NotoSans_400Regular.ttf",
    700: FONTS / "700Bold" / "NotoSans_700Bold.ttf",
}
#: Linked only where set-up made the fonts; relative to them.
FONT_STYLES = Path(__file__).with_name("fonts.css")
#: Latin with all of Vietnamese, ƀ Ƀ ɨ, combining marks, punctuation, arrows, ✓.
UNICODES = (
    "U+0020-007E,U+00A0-017F,U+0180,U+01A0-01B0,U+0243,U+0253,U+0268,U+02BC,"
    "U+0300-0304,U+0306,U+0307,U+0309,U+030C,U+031B,U+0323,U+0331,U+1E00-1EFF,"
    "U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2039,U+203A,"
    "U+20AB,U+2190-2193,U+2212,U+2713"
)


def main() -> None:
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    if not fetch():
        print(  # noqa: T201
            "npm's registry could not be reached: the site runs without its web font. "
            "Run `make setup` again when there is a network.",
            file=sys.stderr,
        )
        return
    make_fonts()
    STAMP.write_text(wanted)


def fingerprint() -> str:
    sources = [PROJECT / "package-lock.json", Path(__file__), FONT_STYLES]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def fetch() -> bool:
    # Without a Node.js of its own, the machine has the one of a Python package.
    npm = shutil.which("npm") or str(Path(sys.executable).with_name("npm"))
    arguments = ["ci", "--no-progress", "--loglevel=error"]
    patience = ["--fetch-retries=0", "--fetch-timeout=20000"]
    result = subprocess.run(  # noqa: S603
        [npm, *arguments, *patience], cwd=PROJECT, capture_output=True, check=False
    )
    return result.returncode == 0 and all(path.is_file() for path in WEIGHTS.values())


def make_fonts() -> None:
    from fontTools.subset import main as subset

    folder = VENDOR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for weight, source in WEIGHTS.items():
        subset(
            [
                str(source),
                f"--unicodes={UNICODES}",
                "--layout-features=ccmp,locl,mark,mkmk,kern,liga",
                "--flavor=woff2",
                "--no-hinting",
                "--desubroutinize",
                f"--output-file={folder / f'noto-sans-{weight}.woff2'}",
            ]
        )
    shutil.copy(FONTS / "LICENSE_FONT", folder / "OFL.txt")
    shutil.copy(FONT_STYLES, folder / FONT_STYLES.name)


if __name__ == "__main__":
    main()
