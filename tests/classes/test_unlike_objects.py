"""Classes of which the next object is another one: each object of a document is read alone, so they are refused."""

import pytest

from builder.classes.text_class import construct
from builder.document.blocks import Definition
from builder.errors import DocumentError

CLASS = """
{before}
class Net(nn.Module):
    {own}

    def __init__(self{more}):
        super().__init__()
        {body}

    def forward(self, x):
        return self.a(x) if x.sum() < 1e9 else x
"""


def definition(body, own="pass", more="", before=""):
    """Return the definition of a class with this `__init__`."""
    return Definition("Net", source=CLASS.format(body=body, own=own, more=more, before=before))


@pytest.mark.parametrize(
    "made",
    [
        definition("Net.count += 1; self.a = nn.Linear(2, Net.count)", "count = 0"),
        definition("sizes.append(2); self.a = nn.Linear(2, len(sizes))", more=", sizes=[]"),
        definition("seen.append(0); self.a = nn.Linear(2, len(seen))", before="seen = []"),
        definition("self.a = nn.Linear(2, sizes.pop())", before="sizes = [3]"),
        definition("kept.append(nn.Linear(2, 2)); self.a, self.b = kept[0], kept[-1]", before="kept = []"),
    ],
)
def test_a_class_that_counts_its_objects_is_refused(made):
    """What the first leaves decides the parts of the second."""
    with pytest.raises(DocumentError, match="Two objects of Net that are given the same have different parts"):
        construct(made, {})


@pytest.mark.parametrize(
    "made",
    [
        definition("Net.count += 1; self.number = Net.count; self.a = nn.Linear(2, 3)", "count = 0"),
        definition(
            "self.a = nn.Linear(2, next(sizes))",
            before="def endless():\n    while True:\n        yield 3\nsizes = endless()",
        ),
    ],
)
def test_what_changes_no_part_is_no_matter(made):
    """A number that an object has of its own."""
    assert [node.name for node in construct(made, {}).nodes] == ["a"]
