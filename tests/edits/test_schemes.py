"""Schemes of one's own, written and removed: what becomes of the list, and of the rules that use them, by hand."""

import pytest

from builder.document.blocks import InitRule, OwnScheme, Selector
from builder.edits import RemoveScheme, WriteScheme, apply
from builder.errors import EditError
from tests.edits.designs import design, linear
from tests.own_schemes import BETWEEN, DOUBLED, MASK, NOISE

OWN = (MASK, BETWEEN, DOUBLED)
RULES = (
    InitRule(Selector(), "my_init"),
    InitRule(Selector(block="a"), "between", {"low": -2, "high": 2}),
    InitRule(Selector(), "zeros_"),
)
DESIGN = design(linear("a"), schemes=OWN, init=RULES)
ONE = "def between(w, low=-1):\n    w.uniform_(low, 1)\n"
RENAMED = "def around(w, low=-1, high=1):\n    w.uniform_(low, high)\n"
MADE = {
    "a new one": (WriteScheme(None, NOISE.source), (*OWN, NOISE), RULES),
    "a new one, between empty lines": (WriteScheme(None, f"\n\n{NOISE.source}\n  \n"), (*OWN, NOISE), RULES),
    "one anew": (
        WriteScheme("my_init", MASK.source.replace("5", "6")),
        (OwnScheme("my_init", MASK.source.replace("5", "6")), BETWEEN, DOUBLED),
        RULES,
    ),
    "one that takes less": (
        WriteScheme("between", ONE),
        (MASK, OwnScheme("between", ONE), DOUBLED),
        (RULES[0], InitRule(Selector(block="a"), "between", {"low": -2}), RULES[2]),
    ),
    "one by another name": (
        WriteScheme("between", RENAMED),
        (MASK, OwnScheme("around", RENAMED), DOUBLED),
        (RULES[0], InitRule(Selector(block="a"), "around", {"low": -2, "high": 2}), RULES[2]),
    ),
    "the first removed": (RemoveScheme("my_init"), (BETWEEN, DOUBLED), RULES[1:]),
    "the second removed": (RemoveScheme("between"), (MASK, DOUBLED), (RULES[0], RULES[2])),
    "the last removed": (RemoveScheme("doubled"), (MASK, BETWEEN), RULES),
}


@pytest.mark.parametrize("case", MADE)
def test_what_an_edit_makes_of_schemes_and_rules(case):
    """Each stays in its place, and rules follow a name."""
    edit, schemes, rules = MADE[case]
    after = apply(DESIGN, edit)
    assert (after.schemes, after.init) == (schemes, rules)


REFUSED = {
    "none of that name": (RemoveScheme("my_int"), "There is no scheme my_int.", "Did you mean my_init?"),
    "none like it": (RemoveScheme("zzz"), "There is no scheme zzz.", None),
    "none to write anew": (WriteScheme("betwen", ONE), "There is no scheme betwen.", "Did you mean between?"),
    "a new one of a name that is taken": (
        WriteScheme(None, MASK.source),
        "There already is a scheme my_init.",
        "Choose another name.",
    ),
    "another by a name that is taken": (
        WriteScheme("my_init", DOUBLED.source),
        "There already is a scheme doubled.",
        "Choose another name.",
    ),
    "a later one by a name that is taken": (
        WriteScheme("doubled", MASK.source),
        "There already is a scheme my_init.",
        "Choose another name.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_of_schemes(case):
    """With what may be meant, or helps."""
    edit, problem, hint = REFUSED[case]
    with pytest.raises(EditError) as caught:
        apply(DESIGN, edit)
    assert (caught.value.problem, caught.value.hint) == (problem, hint)


def test_what_is_wrong_in_a_text_is_told_with_its_place():
    """As the interpreter says it."""
    with pytest.raises(EditError, match="nosuch_") as caught:
        apply(DESIGN, WriteScheme(None, "def f(w):\n    w.nosuch_()\n"))
    assert (caught.value.path, caught.value.hint) == (
        "line 2, column 5",
        "Use functions of torch, nn.init or math, and methods of the tensor.",
    )
