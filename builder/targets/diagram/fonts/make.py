"""Makes the font of this folder anew from three files of Debian's packages fonts-noto-core and fonts-noto-cjk.

    python make.py NotoSans-Regular.ttf NotoSansMath-Regular.ttf NotoSansCJK-Regular.ttc

It holds what diagrams write: Latin, Greek, Cyrillic, arrows and mathematics, and of Chinese the 6,763 characters of
GB 2312, which hold the common 3,500, with their punctuation and full-width forms. All else is drawn as a box. It has no
kerning and no ligatures, so the width of a line is the sum of its letters' widths in every viewer.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "NNBlocks Sans"
FILE = Path(__file__).with_name("NNBlocksSans-Regular.ttf")
LETTERS = {*range(0x20, 0x7F), *range(0xA0, 0x530), *range(0x1E00, 0x2070), *range(0x2070, 0x20C0)}
SIGNS = {*range(0x2100, 0x2300), *range(0x25A0, 0x2600), 0x27E8, 0x27E9}
CHINESE_SIGNS = {*range(0x2460, 0x2474), *range(0x3000, 0x3018), *range(0xFF01, 0xFF5F), 0xFFE5}
SMALLEST_ERROR = 2.0
"""Thousandths of an em by which a curve may depart from the original when it becomes quadratic."""


def hanzi() -> set[int]:
    """Return the Chinese characters of GB 2312: rows 16 to 87, some cells of which are empty."""
    cells = [bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 88) for cell in range(1, 95)]
    return {ord(character) for cell in cells for character in cell.decode("gb2312", "ignore")}


def subset(font: TTFont, wanted: set[int]) -> TTFont:
    """Leave in a font what is wanted, without hints and layout rules."""
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[], glyph_names=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "MATH", "DSIG"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    return font


def add(font: TTFont, other: TTFont, wanted: set[int]) -> None:
    """Draw what the font lacks as another has it."""
    have = font.getBestCmap()
    theirs: dict[int, str] = other.getBestCmap()
    glyphs: Any = other.getGlyphSet()
    for code in sorted(wanted & theirs.keys() - have.keys()):
        pen = TTGlyphPen(None)
        glyphs[theirs[code]].draw(Cu2QuPen(pen, SMALLEST_ERROR, reverse_direction="CFF " in other))
        name = f"uni{code:04X}"
        glyph = pen.glyph()
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (other["hmtx"][theirs[code]][0], getattr(glyph, "xMin", 0))
        for table in font["cmap"].tables:
            table.cmap[code] = name


def set_names(font: TTFont, sources: list[TTFont]) -> None:
    """Name the font after this program, since it is none of those it comes from, and keep their notices."""
    notices = dict.fromkeys(str(source["name"].getDebugName(0)) for source in sources)
    licence = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    names = {0: " ".join(notices), 1: FAMILY, 2: "Regular", 3: f"{FAMILY} 1", 4: FAMILY, 5: "Version 1.000"}
    names |= {6: "NNBlocksSans-Regular", 13: licence, 14: "https://openfontlicense.org"}
    font["name"].names = []
    for id, text in names.items():
        font["name"].setName(text, id, 3, 1, 0x409)


def main(latin: str, signs: str, chinese: str) -> None:
    """Write the font."""
    sources = [TTFont(latin), TTFont(signs), TTFont(chinese, fontNumber=2)]  # the third of the collection is Chinese
    font = subset(TTFont(latin), LETTERS | SIGNS)
    font.ensureDecompiled()
    add(font, sources[1], SIGNS)
    add(font, sources[2], hanzi() | CHINESE_SIGNS | SIGNS)
    set_names(font, sources)
    font["post"].formatType = 3.0
    font.save(FILE)


if __name__ == "__main__":
    main(*sys.argv[1:])
