"""Draw ground.svg, the ground of the certificate, from ground.typ."""

from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent


def drawn() -> bytes:
    """Return the drawing as SVG."""
    return typst.compile(HERE / "ground.typ", root=HERE, format="svg")


if __name__ == "__main__":
    (HERE / "ground.svg").write_bytes(drawn())
