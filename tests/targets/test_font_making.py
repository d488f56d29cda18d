"""The script that makes the font of diagrams, on two fonts of a few letters made by hand."""

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from builder.targets.diagram.font import FILE
from builder.targets.diagram.fonts import make


def box(size):
    """Return a glyph that is a square."""
    pen = TTGlyphPen(None)
    pen.moveTo((10, 0))
    for point in ((10, size), (10 + size, size), (10 + size, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def font(letters, size, notice):
    """Return a font of some letters, each a square in a cell of twice its size."""
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", *(f"letter{letter}" for letter in letters)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"letter{letter}" for letter in letters})
    builder.setupGlyf({name: box(size) for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (2 * size, 10)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"copyright": notice, "familyName": "Theirs"})
    builder.setupOS2()
    builder.setupPost()
    return builder.font


def advances(made):
    """Return how wide each letter of a font is."""
    return {chr(code): made["hmtx"][name][0] for code, name in made.getBestCmap().items()}


def test_a_font_is_cut_to_what_is_wanted():
    """Nothing else is left in it."""
    assert advances(make.subset(font("abc", 100, "A"), {ord("a"), ord("c"), ord("z")})) == {"a": 200, "c": 200}


def test_what_a_font_lacks_is_drawn_as_another_has_it():
    """What it has stays its own, and what is not wanted stays out."""
    made = font("ab", 100, "A")
    make.add(made, font("bcde", 300, "B"), {ord(letter) for letter in "abcdz"})
    assert advances(made) == {"a": 200, "b": 200, "c": 600, "d": 600}
    glyph = made["glyf"]["uni0063"]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax, made["hmtx"]["uni0063"]) == (10, 0, 310, 300, (600, 10))


def test_a_font_has_its_own_name_and_the_notices_of_all():
    """Each notice once."""
    made = font("a", 100, "A")
    make.set_names(made, [font("a", 100, "A"), font("b", 100, "B"), font("c", 100, "A")])
    found = {name.nameID: (str(name), name.platformID, name.platEncID, name.langID) for name in made["name"].names}
    assert sorted(found) == [0, 1, 2, 3, 4, 5, 6, 13, 14]
    assert (found[0], found[1]) == (("A B", 3, 1, 0x409), ("NNBlocks Sans", 3, 1, 0x409))


def test_chinese_is_that_of_gb_2312():
    """Its first and last characters, and nothing beside them."""
    hanzi = make.hanzi()
    assert len(hanzi) == 6763
    assert {ord(letter) for letter in "啊一网络齄"} <= hanzi
    assert min(hanzi) >= 0x4E00


@pytest.mark.parametrize("name", ["LETTERS", "SIGNS", "CHINESE_SIGNS"])
def test_the_font_that_is_shipped_has_what_the_script_asks_for(name):
    """As far as any of the three sources does."""
    have = TTFont(FILE).getBestCmap().keys()
    wanted = getattr(make, name)
    assert len(wanted & have) > 0.8 * len(wanted)


def test_the_font_that_is_shipped_has_nothing_else():
    """But what the script asks for."""
    assert TTFont(FILE).getBestCmap().keys() <= make.LETTERS | make.SIGNS | make.CHINESE_SIGNS | make.hanzi()
