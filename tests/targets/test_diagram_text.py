"""Text in diagrams: it fits its boxes, and every picture is drawn with the font that was measured."""

import re
from xml.etree import ElementTree

import graphviz
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given

from builder import templates, to_dot
from builder.document.blocks import Document, Layer, Parallel, Sequential
from builder.targets.diagram import Options, render_pdf, render_png, render_svg
from builder.targets.diagram.font import FILE, assumed_width, pad, width
from builder.targets.diagram.paint import plain
from tests.strategies import documents

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("tree", "flow")
NAMES = [
    "编码器",
    "注意力前馈网络模块",
    "WWWWWMMMMM",
    "iiiiillllltttt",
    "слой_αβγ",
    "x" * 90,
    "网" * 90,
    "𠀀𠀁",
    "한국어",
    "a_?S@J",
]
RARE = "𠀀"
SIGNS = {
    "Latin": "ÄéñßŁőƒ…×·°",
    "Greek": "αβγδεθλμπσφωΔΣΩ",
    "Cyrillic": "абвгдежзийЖЯ",
    "arrows": "←↑→↓↔⇐⇒",
    "mathematics": "≤≥≠≈∞√∑∏∈∇∂±\N{MINUS SIGN}",
    "full-width forms": [*range(0xFF01, 0xFF5F), *range(0x3001, 0x3012)],
}
SLACK = 0.02


def span(text):
    """Return where a line begins and ends, by the font's own widths."""
    wide = width(text.text.strip(), float(text.get("font-size")))
    x = float(text.get("x"))
    return (x, x + wide) if text.get("text-anchor") == "start" else (x - wide / 2, x + wide / 2)


def outline(group):
    """Return the left and the right edge of the shape that a group draws."""
    drawn = [shape.get("points") or shape.get("d") or "" for shape in group]
    xs = [float(x) for shape in drawn for x, _ in re.findall(r"(-?[\d.]+),(-?[\d.]+)", shape)]
    return min(xs), max(xs)


def overruns(svg):
    """Return the lines that leave the box or the frame they stand in, or, on a wire, the picture."""
    root = ElementTree.fromstring(svg)
    moved = float(re.search(r"translate\(([\d.]+)", svg)[1])
    picture = (-moved, float(root.get("width").removesuffix("pt")) - moved)
    found = []
    for group in root.iter(f"{SVG}g"):
        kind = group.get("class", "").split(" ")[0]
        left, right = picture if kind in ("edge", "graph") else outline(group)
        spans = [(*span(text), text.text) for text in group.findall(f"{SVG}text")]
        found += [words for one, other, words in spans if one < left - SLACK or other > right + SLACK]
    return found


@given(documents())
def test_every_line_of_any_document_fits_its_box(document):
    """Graphviz has another font in mind, and no box is smaller than the letters in it."""
    assert [overruns(render_svg(to_dot(document, view))) for view in VIEWS] == [[], []]


@pytest.mark.parametrize(("view", "look"), [("tree", "screen"), ("flow", "slides")])
@pytest.mark.parametrize("name", templates.names())
def test_every_line_of_a_template_fits_its_box(name, view, look):
    """In small letters and in large ones."""
    assert overruns(render_svg(to_dot(templates.load(name), view, options=Options(look=look)))) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", NAMES)
def test_names_fit_in_every_script(name, view):
    """In a box, in a frame, and where the font has a box for a letter."""
    leaf = Layer(id="a", name=name, kind="Linear", args={"in_features": "auto", "out_features": 8})
    frame = Parallel(id="p", name=name, children=(Layer(id="b", kind="ReLU"),))
    document = Document(root=Sequential(id="root", children=(leaf, frame)))
    assert overruns(render_svg(to_dot(document, view))) == []


def test_an_id_is_never_cut():
    """A long one finds its block as well."""
    leaf = Layer(id="a" * 100, kind="ReLU")
    svg = render_svg(to_dot(Document(root=Sequential(id="root", children=(leaf,)))))
    assert "a" * 100 in {element.get("id") for element in ElementTree.fromstring(svg).iter()}


def test_the_letters_of_helvetica_are_as_wide_as_adobe_says():
    """All that can be printed, together."""
    assert assumed_width("".join(map(chr, range(32, 127))), 1000) == 50_058


def test_graphviz_assumes_what_we_think_it_does():
    """Where it keeps less room than a line needs, spaces make up for it: so its own widths have to be known."""
    drawing = graphviz.Digraph(node_attr={"shape": "box", "fontname": "Helvetica", "fontsize": "1000", "width": "0"})
    for code in range(33, 127):
        drawing.node(str(code), plain(chr(code)))
    groups = ElementTree.fromstring(render_svg(drawing)).findall(f".//{SVG}g[@class='node']")
    found = {group.find(f"{SVG}text").text: outline(group)[1] - outline(group)[0] - 16 for group in groups}
    assert found == pytest.approx({chr(code): assumed_width(chr(code), 1000) for code in range(33, 127)}, abs=1)


def named(name):
    """Return the drawing of one layer of that name."""
    leaf = Layer(id="a", name=name, kind="ReLU")
    return render_svg(to_dot(Document(root=Sequential(id="root", children=(leaf,)))))


def test_the_svg_carries_the_letters_it_shows():
    """So a viewer without the font draws those that were measured."""
    assert re.search(r"@font-face\{font-family:\"NNBlocks Sans\";src:url\(data:font/woff;base64,", named("编"))


def test_the_font_has_chinese():
    """All of GB 2312, which holds the common 3,500."""
    cells = [bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 88) for cell in range(1, 95)]
    hanzi = {ord(letter) for cell in cells for letter in cell.decode("gb2312", "ignore")}
    assert len(hanzi) == 6763
    assert hanzi <= TTFont(FILE).getBestCmap().keys()


@pytest.mark.parametrize("block", ["Latin", "Greek", "Cyrillic", "arrows", "mathematics", "full-width forms"])
def test_the_font_has_signs(block):
    """What names, shapes and problems are written with."""
    assert {one if isinstance(one, int) else ord(one) for one in SIGNS[block]} <= TTFont(FILE).getBestCmap().keys()


@pytest.mark.parametrize("one", ["编码器", "encoder"])
def test_a_png_shows_letters_and_not_boxes(one):
    """Whatever fonts the machine has: only the shipped one is used."""
    assert render_png(named(one)) != render_png(named(RARE * len(one)))
    assert render_png(named(one)) != render_png(named(one[::-1]))


def test_a_png_shows_a_box_for_what_the_font_lacks():
    """And does not look for another font, so that it is the same on all machines."""
    assert render_png(named(RARE)) == render_png(named("𠀁"))
    assert render_png(named(RARE)) != render_png(named(" "))


def test_a_pdf_shows_chinese(caplog):
    """The library says so where it has no letter for a character."""
    assert render_pdf(named("编码器")).startswith(b"%PDF-")
    assert caplog.text == ""


def test_a_pdf_shows_a_box_for_what_the_font_lacks():
    """It is written all the same."""
    assert render_pdf(named(RARE)).startswith(b"%PDF-")


def test_spaces_make_up_for_what_graphviz_keeps_too_little():
    """Only as many as are needed, as many on either side."""
    assert pad("JOSE") == "JOSE"
    assert pad("网络层") == " 网络层 "
