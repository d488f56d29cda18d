import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import graphviz
import msgspec
import pytest
from hypothesis import given

from builder import templates, to_dot
from builder.document.blocks import (
    Definition,
    Document,
    Function,
    Graph,
    Input,
    Instance,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
)
from builder.errors import BuilderError, LimitError
from builder.targets.diagram import Options, render_pdf, render_png, render_svg
from builder.targets.diagram.subject import MAX_BOXES
from tests.strategies import documents

VIEWS = ("tree", "flow")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    'say "hi"',
    "<b>bold</b>",
    "<",
    "a & b &amp; c &lt;",
    "back\\slash",
    "\\N\\G\\L",
    "trailing\\",
    "{record|field}",
    "]]>",
    "-->",
    "</title><script>alert(1)</script>",
    "naïve × 名前",
    "a:b:n",
    ";}",
]


def linear(id, out=8, **fields):
    """Return a linear layer."""
    return Layer(id=id, kind="Linear", args={"in_features": "auto", "out_features": out}, **fields)


def chain(*children):
    """Return a document of a Sequential."""
    return Document(root=Sequential(id="root", children=children))


def texts(svg):
    """Return all lines of text in an SVG."""
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("view", ["tree", "flow"])
@pytest.mark.parametrize(
    "name", ["mlp", "block_factory", "shared_layer", "inception_cell", "next_token", "siamese", "seq2seq"]
)
def test_dot_is_as_it_was(golden, name, view):
    """The DOT text of a template changes only when someone means it."""
    golden(f"{name}-{view}.dot", to_dot(templates.load(name), view).source)


@pytest.mark.parametrize("view", ["tree", "flow"])
@pytest.mark.parametrize("name", templates.names())
def test_every_template_can_be_drawn(name, view):
    """Graphviz takes what is written, and the result is an SVG."""
    assert ElementTree.fromstring(render_svg(to_dot(templates.load(name), view))).tag == f"{SVG}svg"


@given(documents())
def test_every_document_can_be_drawn(document):
    """Both views of any document are well-formed, and every box stands for another block."""
    for view in ("tree", "flow"):
        svg = render_svg(to_dot(document, view))
        ids = [
            element.get("id") for element in ElementTree.fromstring(svg).iter() if "block" in element.get("class", "")
        ]
        assert len(ids) == len(set(ids))


def test_drawing_is_a_digraph_of_graphviz():
    """A user with a `dot` of their own can go on from here."""
    assert isinstance(to_dot(templates.load("mlp")), graphviz.Digraph)


@pytest.mark.parametrize("view", ["tree", "flow"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_they_are(name, view):
    """A name reaches the screen letter by letter, whatever DOT and XML would read into it."""
    document = Document.from_json(chain(linear("a", name=name), Sequential(id="b", children=(linear("c"),))).to_json())
    assert f"({name}): Linear" in texts(render_svg(to_dot(document, view)))


@pytest.mark.parametrize("id", [*HOSTILE, "<i>"])
def test_hostile_ids_find_their_block(id):
    """The id of a box in the SVG is the block's id."""
    svg = render_svg(to_dot(chain(linear(id))))
    assert id in {element.get("id") for element in ElementTree.fromstring(svg).iter()}


def test_long_words_are_cut():
    """A long name does not make a wide drawing."""
    assert max(map(len, texts(render_svg(to_dot(chain(linear("a", name="x" * 100))))))) < 80


def test_tree_joins_what_is_shared():
    """The tree has one box for a module with two places, and a line from each."""
    source = to_dot(templates.load("shared_layer")).source
    assert source.count('label="(2): Linear') == 1
    assert "n0 -> n3" in source
    assert re.search(r'n0 -> n3 \[label="\(4\)".*dashed', source)


def test_flow_joins_what_is_shared():
    """The dataflow has a box for each use, joined by a line without direction."""
    source = to_dot(templates.load("shared_layer"), "flow").source
    assert source.count("shared\\l") == 2
    assert re.search(r"n2 -> n4 \[.*constraint=false dir=none", source)


def test_repeat_is_drawn_once():
    """A thousand copies take as much room as two."""
    lots = chain(Repeat(id="r", count=1000, child=linear("a")))
    shown = texts(render_svg(to_dot(lots)))
    assert "(0): Repeat × 1000" in shown
    assert len(shown) < 20


def test_shapes_stand_on_the_wires():
    """The dataflow shows what flows, the batch as N."""
    shown = texts(render_svg(to_dot(templates.load("mlp"), "flow")))
    assert [line.strip() for line in shown if "[N" in line] == ["[N, 20]", "[N, 256]", "[N, 256]", "[N, 10]"]


def test_problems_are_drawn():
    """A block that cannot take its input wears the problem."""
    wrong = Layer(id="b", kind="Linear", args={"in_features": 9, "out_features": 1})
    assert any("9" in line and "8" in line for line in texts(render_svg(to_dot(chain(linear("a"), wrong)))))
    assert "#c62828" in to_dot(chain(linear("a"), wrong)).source


def test_depth_folds():
    """What lies deeper is counted, not drawn."""
    shown = texts(render_svg(to_dot(templates.load("vgg11"), "tree", depth=1)))
    assert "21 blocks inside" in shown
    assert not any("Conv2d" in line for line in shown)


def test_depth_zero_is_the_whole():
    """At depth 0 the network is one box."""
    assert texts(render_svg(to_dot(templates.load("mlp"), "flow", depth=0)))[0] == "X float32"
    assert "3 blocks inside" in texts(render_svg(to_dot(templates.load("mlp"), "flow", depth=0)))


def test_shared_block_inside_a_fold_is_joined_to_the_fold():
    """A line to a module that is folded away ends at its container."""
    document = chain(Sequential(id="s", children=(linear("a"),)), Shared(id="again", of="a"))
    assert "n0 -> n1" in to_dot(document, depth=1).source


def test_empty_containers_are_boxes():
    """A Sequential without children is drawn as a block."""
    document = chain(Sequential(id="s"), Parallel(id="p"))
    assert "(0): Sequential" in texts(render_svg(to_dot(document, "flow")))


@pytest.mark.parametrize("view", ["tree", "flow"])
def test_more_boxes_than_fit_leave_a_gap(view):
    """A drawing stays readable by the machine: the middle of a very long list is counted."""
    shown = texts(render_svg(to_dot(chain(*(linear(f"l{i}") for i in range(MAX_BOXES + 50))), view)))
    assert "50 more blocks" in shown


@pytest.mark.parametrize("root", [Parallel(id="p"), Graph(id="g", inputs=("x",))], ids=lambda root: type(root).__name__)
def test_the_last_of_many_are_drawn_too(root):
    """Where the middle is left out."""
    kids = tuple(linear(f"l{i}", name=f"child_{i}") for i in range(MAX_BOXES + 50))
    fields = {"children": kids} if isinstance(root, Parallel) else {"nodes": kids, "outputs": ("child_0",)}
    drawn = to_dot(Document(root=msgspec.structs.replace(root, **fields)), "flow").source
    assert f"child_{MAX_BOXES + 49}" in drawn
    assert re.search(r"50 more (branches|nodes)", drawn)


def test_too_deep_a_choice_is_lowered():
    """A depth that would not fit becomes the deepest that does."""
    many = chain(*(Sequential(id=f"s{i}", children=tuple(linear(f"l{i}_{j}") for j in range(9))) for i in range(500)))
    assert to_dot(many, depth=9).source == to_dot(many, depth=1).source


def test_a_drawing_beyond_graphviz_is_one_sentence():
    """Exhausting the layout is a limit, and the next drawing works."""
    drawing = graphviz.Digraph()
    for i in range(20_000):
        drawing.edge(f"a{i}", f"a{i + 1}")
    with pytest.raises(LimitError, match=r"too large to draw\. Choose a smaller depth"):
        render_svg(drawing)
    assert render_svg(to_dot(templates.load("mlp"))).startswith("<svg")


def test_what_graphviz_refuses_is_told_in_its_words():
    """With what it says."""
    with pytest.raises(BuilderError, match=r"^Graphviz cannot draw this: Failed to parse"):
        render_svg(graphviz.Source("digraph { a -> }"))


def test_threads_can_draw_at_once():
    """Several pages may draw at the same time."""
    expected = render_svg(to_dot(templates.load("mlp")))
    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(lambda _: render_svg(to_dot(templates.load("mlp"))), range(30)))
    assert found == {expected}


def test_png_is_a_picture_of_the_svg():
    """The PNG has two pixels a point."""
    svg = render_svg(to_dot(templates.load("mlp")))
    width = int(re.search(r'width="(\d+)pt"', svg)[1])
    picture = render_png(svg)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 2 * width


def test_png_of_a_huge_drawing_has_bounded_pixels():
    """A wall of boxes becomes a smaller picture, not a gigabyte."""
    picture = render_png(render_svg(to_dot(chain(*(linear(f"l{i}") for i in range(100))))))
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    assert width * height < 10_100_000


def graph(*nodes, **fields):
    """Return a document of a graph on one input."""
    return Document(inputs=(Input("X", ("N", 5, 4)),), root=Graph(id="root", nodes=nodes, **fields))


LSTM = Layer(id="lstm", name="lstm", kind="LSTM", args={"input_size": 4, "hidden_size": 3, "batch_first": True})
JOIN = Function(id="join", name="join", kind="torch.cat", args={"dim": -1})
JOINED = graph(LSTM, JOIN, wires={"lstm": ("x",), "join": ("lstm:0", "x")}, outputs=("join",))


def test_flow_follows_the_wires_of_a_graph():
    """A part of a tuple carries its own shape; a function is a small node of its own."""
    shown = texts(render_svg(to_dot(JOINED, "flow")))
    assert {"(join): cat dim -1", "[N, 5, 3]", "[N, 5, 4]", "[N, 5, 7]"} <= set(map(str.strip, shown))
    assert not any("[1, N, 3]" in words for words in shown)


def test_tree_shows_what_a_graph_owns():
    """Modules and tensors; a function has nothing to show there."""
    token = TensorBlock(id="token", name="token", shape=(1, 4))
    add = Function(id="add", kind="torch.add")
    document = graph(LSTM, token, add, wires={"lstm": ("x",), "node_2": ("x", "token")}, outputs=("node_2",))
    ids = {element.get("id") for element in ElementTree.fromstring(render_svg(to_dot(document))).iter()}
    assert {"root", "lstm", "token"} <= ids
    assert "add" not in ids


def test_a_circle_is_drawn_with_its_problem():
    """What cannot run can still be looked at."""
    relus = (Function(id="a", name="a", kind="F.relu"), Function(id="b", name="b", kind="F.relu"))
    source = to_dot(graph(*relus, wires={"a": ("b",), "b": ("a",)}, outputs=("b",)), "flow").source
    assert re.search(r"n0 -> n1", source)
    assert re.search(r"n1 -> n0", source)


CIRCLES = {
    "two": ({"a": ("b",), "b": ("a",)}, ["a -> b", "b -> a"]),
    "three": ({"a": ("c",), "b": ("a",), "c": ("b",)}, ["a -> b", "b -> c", "c -> a"]),
    "three the other way": ({"a": ("b",), "b": ("c",), "c": ("a",)}, ["a -> c", "b -> a", "c -> b"]),
    "one": ({"a": ("a",), "b": ("x",), "c": ("b",)}, ["X -> b", "a -> a", "b -> c"]),
    "one behind": ({"a": ("x",), "b": ("c",), "c": ("b",)}, ["X -> a", "b -> c", "c -> b"]),
    "with what comes in": (
        {"a": ("x",), "b": ("c", "a"), "c": ("b", "x")},
        ["X -> a", "X -> c", "a -> b", "b -> c", "c -> b"],
    ),
}


@pytest.mark.parametrize("case", CIRCLES)
def test_each_wire_of_a_circle_is_drawn_once(case):
    """Whichever node comes first."""
    wires, drawn = CIRCLES[case]
    nodes = tuple(Function(id=name, name=name, kind="torch.add") for name in "abc")
    lines = to_dot(graph(*nodes, wires=wires, outputs=("c",)), "flow").source.splitlines()
    names = {line.split()[0]: re.search(r" id=(\w)", line)[1] for line in lines if " id=" in line} | {"in_X": "X"}
    pairs = [re.match(r"\s*(\w+) -> (\w+)", line) for line in lines if "->" in line]
    assert sorted(f"{names[pair[1]]} -> {names[pair[2]]}" for pair in pairs if pair[2] != "out") == drawn


def test_blocks_of_an_instance_have_ids_of_their_own():
    """So a click finds each of them, and the frame is called by the definition's class."""
    definition = Definition("Cell", root=Sequential(id="r", children=(linear("a"),)))
    uses = (Instance(id="one", definition="Cell"), Instance(id="two", definition="Cell"))
    document = Document(root=Sequential(id="root", children=uses), definitions=(definition,))
    svg = render_svg(to_dot(document, "flow"))
    ids = {element.get("id") for element in ElementTree.fromstring(svg).iter()}
    assert {"one", "one/a", "two", "two/a"} <= ids
    assert "(0): Cell" in texts(svg)


@pytest.mark.parametrize("view", ["tree", "flow"])
def test_activations_can_be_left_out(view):
    """The wires go past them."""
    shown = texts(render_svg(to_dot(templates.load("mlp"), view, options=Options(activations=False))))
    assert not any("ReLU" in words for words in shown)


def test_shapes_can_be_left_out():
    """On the wires and in the boxes."""
    for view in ("tree", "flow"):
        assert not any(
            "[N" in words for words in texts(render_svg(to_dot(JOINED, view, options=Options(shapes=False))))
        )


@pytest.mark.parametrize("rankdir", ["LR", "TB"])
def test_the_direction_can_be_chosen(rankdir):
    """Of both views."""
    assert all(f"rankdir={rankdir}" in to_dot(JOINED, view, options=Options(rankdir=rankdir)).source for view in VIEWS)


def test_print_wears_no_colours():
    """Black, white and grey alone."""
    colours = re.findall(r"#[0-9a-f]{6}", to_dot(JOINED, "flow", options=Options(look="print")).source)
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


def test_pdf_has_one_page_and_no_warnings():
    """As large as the picture."""
    content = render_pdf(render_svg(to_dot(JOINED, "flow")))
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 1


@pytest.mark.parametrize(
    ("width", "height", "page"),
    [(300, 100, "300 100"), (28_800, 1_440, "14400 720"), (1_440, 28_800, "720 14400"), (14_400, 9, "14400 9")],
)
def test_a_pdf_is_as_large_as_its_picture(width, height, page):
    """Or as a page may be, with the same sides."""
    svg = f'<svg width="{width}pt" height="{height}pt" viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"></svg>'
    media = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", render_pdf(svg))
    assert " ".join(f"{float(side):g}" for side in media.groups()) == page


@pytest.mark.parametrize("holder", ["ModuleList", "ModuleDict"])
def test_nothing_flows_from_one_kept_module_to_the_next(holder):
    """The graph calls them one by one, by shared blocks: none of the wires is one of the holder's."""
    kept = Sequential(id="m", name="m", holder=holder, children=(linear("a", name="a"), linear("b", name="b")))
    calls = Shared(id="c", name="c", of="b"), Shared(id="d", name="d", of="a")
    graph = Graph(
        id="root", inputs=("x",), nodes=(kept, *calls), wires={"m": (), "c": ("x",), "d": ("c",)}, outputs=("d",)
    )
    source = to_dot(Document(inputs=(Input(name="x", shape=("N", 8)),), root=graph), view="flow").source
    solid = [line for line in source.splitlines() if "->" in line and "dashed" not in line]
    assert [re.findall(r"\w+(?= ->|$| \[)", line)[0] for line in solid] == ["in_x", "n3", "n4"]
