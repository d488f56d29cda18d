from hypothesis import given

from builder.document.blocks import Definition, Document, Input, Instance, Layer, Sequential
from builder.document.tree import walk
from builder.expansion.instances import expanded
from builder.module.local import run_here
from builder.targets.source import emit
from tests.strategies import documents


@given(documents())
def test_every_block_is_shown_on_some_line(document):
    """Also one whose class or function it shares with others."""
    assert emit(document, run_here).lines.keys() == {block.id for block in walk(expanded(document).root)}


@given(documents())
def test_the_lines_are_in_the_file(document):
    """Counted from 1, the first not after the last."""
    source = emit(document, run_here)
    last_line = source.text.count("\n")
    assert all(1 <= first <= last <= last_line for shown in source.lines.values() for first, last in shown)


def test_a_layer_is_shown_where_it_is_built():
    """On its line in a Sequential that is broken over lines."""
    kids = tuple(Layer(id=f"l{i}", kind="Linear", args={"in_features": 4, "out_features": 4}) for i in range(9))
    source = emit(Document(inputs=(Input("X", ("N", 4)),), root=Sequential(id="root", children=kids)), run_here)
    ((first, last),) = source.lines["l8"]
    assert first == last
    assert source.text.splitlines()[first - 1] == "        nn.Linear(4, 4),"
    assert source.lines["root"] == [(first - 9, first + 1)]


GATED = """
class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x):
        return self.linear(x) if x.sum() > 0 else x
"""


def test_a_layer_in_a_written_class_is_shown_in_its_text():
    """At the lines of the class, for that is where it is made, also where the class is used once."""
    root = Sequential(id="root", children=(Instance(id="gate", definition="Gated"),))
    definitions = (Definition(class_name="Gated", root=None, source=GATED),)
    source = emit(Document(inputs=(Input("X", ("N", 4)),), root=root, definitions=definitions), run_here)
    ((first, last),) = source.lines["gate/linear"]
    assert "\n".join(source.text.splitlines()[first - 1 : last]) == GATED.strip()


OWN = """
class Own(nn.Module):
    def __init__(self, width, height, depth=2, *, bias=True):
        super().__init__()
        self.linear = nn.Linear(width, height, bias=bias)

    def forward(self, x):
        return self.linear(x) if x.sum() > 0 else x
"""


def test_an_object_of_a_written_class_is_given_in_place_what_it_needs():
    """And by name what has a default."""
    uses = tuple(
        Instance(id=f"u{i}", definition="Own", args={"width": 4, "height": 4, **more})
        for i, more in enumerate([{}, {"depth": 3}, {"bias": False}])
    )
    document = Document(
        inputs=(Input("X", ("N", 4)),),
        root=Sequential(id="root", children=uses),
        definitions=(Definition(class_name="Own", root=None, source=OWN),),
    )
    made = [line.strip() for line in emit(document, run_here).text.splitlines() if line.strip().startswith("Own(")]
    assert made == ["Own(4, 4),", "Own(4, 4, depth=3),", "Own(4, 4, bias=False),"]
