"""Every refusal of what names blocks, of the whole, and of what cannot be read, to the letter."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from builder.document.blocks import (
    Definition,
    Document,
    Function,
    InitRule,
    Input,
    OwnScheme,
    Selector,
    Shared,
    TensorBlock,
    TensorPlace,
    Tie,
)
from builder.document.json import MAX_TEXT, decode
from builder.errors import DocumentError
from builder.expansion.validation import validate
from tests.document.refused_designs import (
    INSTANCE,
    TOP,
    WRITTEN,
    ZEROS,
    graph,
    runs_more,
    second,
    takes,
    tied,
)
from tests.edits.designs import design, relu, repeat, sequential
from tests.own_schemes import OWN

REFUSALS: dict[str, tuple[Callable[[], Document], str]] = {
    # what is shared
    "shared of nothing": (
        lambda: second(Shared(id="s", of="b")),
        "1: A shared block points to 'b', which is not a block. Point it to a block.",
    ),
    "shared of a tensor": (
        lambda: graph(TensorBlock(id="t", name="t"), Shared(id="s", of="t")),
        "1.node_1: A shared block points to 't', which is not a module. Point it to a layer or a container.",
    ),
    "shared of a shared one": (
        lambda: second(sequential("s", Shared(id="t", of="a"), Shared(id="u", of="t"))),
        "1.1: A shared block points to the shared block 't'. Point it to 'a'.",
    ),
    "a call of a shared layer": (
        lambda: second(Shared(id="s", of="a", call={"x": 1})),
        '1: call.x: The call of Linear has no argument "x". It takes no arguments.',
    ),
    "a call of a shared container": (
        lambda: design(sequential("s"), Shared(id="t", of="s", call={"x": 1})),
        "1: Only a layer can be called with arguments that are not tensors. Remove call.",
    ),
    "shared of a copy": (
        lambda: design(repeat("r", sequential("s", relu("b"))), Shared(id="t", of="b")),
        "1: A shared block points to '0.0.0', which is separate in each copy of a repeat."
        " Move it into that repeat, or share the whole repeat.",
    ),
    "shared of what a class makes": (
        lambda: design(INSTANCE, Shared(id="s", of="i/l"), **WRITTEN),
        "1: A shared block points to '0.l', which belongs to the class of 'i'. Share 'i' as a whole.",
    ),
    "shared in a circle": (
        lambda: design(
            sequential("s", Shared(id="t", of="u")),
            sequential("u", Shared(id="v", of="d"), Shared(id="w", of="s")),
            relu("d"),
        ),
        "0: The block '0' is shared inside itself. Share a block that does not contain it.",
    ),
    "runs": (
        lambda: design(sequential("s", *(relu(f"a{i}") for i in range(9_999))), Shared(id="t", of="s"), runs_more()),
        "One forward pass would run more than 25,000 blocks, counting shared containers at every place."
        " Nest shared containers less deeply.",
    ),
    # ties and rules
    "a tie of nothing": (
        lambda: tied(("a", "weight", "b", "weight"), ("x", "weight", "b", "weight")),
        "$.ties[1]: A tie uses 'x', which is not a layer. Use the id of a layer.",
    ),
    "a tie to a graph": (
        lambda: tied(("a", "weight", "g", "s")),
        "$.ties[0]: A tie uses 'g', which is not a layer. Use the id of a layer.",
    ),
    "a tie to a module of a class": (
        lambda: second(INSTANCE, ties=(Tie(TensorPlace("a", "weight"), TensorPlace("i", "l")),), **WRITTEN),
        "$.ties[0]: A tie uses 'i', which is not a layer. Use the id of a layer.",
    ),
    "a tie to what is tied": (
        lambda: tied(("a", "bias", "g", "t"), ("b", "bias", "a", "bias")),
        "$.ties[1]: bias of 'a' is itself tied to another tensor. Tie to that tensor.",
    ),
    "a tie to a copy": (
        lambda: tied(("a", "bias", "c", "weight")),
        "$.ties[0]: A tie points into a repeat, whose copies each have their own tensor 'weight'."
        " Tie to a tensor outside the repeat, or within one copy.",
    ),
    "a tie twice": (
        lambda: tied(("a", "bias", "b", "bias"), ("a", "bias", "b", "weight")),
        "$.ties: One tensor is tied twice. Remove one of the two ties.",
    ),
    "a rule for nothing": (
        lambda: design(init=(ZEROS, InitRule(Selector(block="b"), "zeros_"))),
        "$.init[1]: There is no block 'b' to select. Select another block.",
    ),
    "a rule for no kind": (
        lambda: design(init=(ZEROS, InitRule(Selector(kind="b"), "zeros_"))),
        "$.init[1]: There is no kind 'b' in torch.nn. Choose another kind.",
    ),
    "a rule of no scheme": (
        lambda: design(init=(ZEROS, InitRule(Selector(), "zero_"))),
        "$.init[1]: scheme: torch.nn.init has no scheme 'zero_'. Did you mean zeros_?",
    ),
    "an own scheme of another name": (
        lambda: design(schemes=(OwnScheme("a", "def b(w):\n    w *= 2\n"),)),
        "$.schemes[0].source: The scheme a is called b in its text. Call the function a.",
    ),
    "an own scheme that cannot be read": (
        lambda: design(schemes=(OwnScheme("a", "def a(w):\n    torch.save(w)\n"),)),
        "$.schemes[0].source: Line 2: A scheme cannot use save, which is no function of torch or method of a tensor"
        " that nnblocks knows. Use functions of torch, nn.init or math, and methods of the tensor.",
    ),
    "an own scheme twice": (
        lambda: design(schemes=(OWN[0], OWN[0])),
        "$.schemes[1].name: Two things in the file of this network would be called my_init. Choose another name.",
    ),
    "an own scheme with the name of a class": (
        lambda: design(
            definitions=(Definition("noise", root=sequential("d", relu("a"))),),
            schemes=(OWN[2],),
        ),
        "$.schemes[0].name: Two things in the file of this network would be called noise. Choose another name.",
    ),
    "too many own schemes": (
        lambda: design(schemes=tuple(OwnScheme(f"f{i}", f"def f{i}(w):\n    w *= 2\n") for i in range(51))),
        "$.schemes: 51 schemes are too many; a network has up to 50. Remove some.",
    ),
    "an own scheme with arguments": (
        lambda: design(schemes=OWN, init=(InitRule(Selector(), "my_init", {"a": 1}),)),
        '$.init[0]: args.a: my_init has no argument "a". It takes no arguments.',
    ),
    "rows of an own scheme": (
        lambda: design(schemes=OWN, init=(InitRule(Selector(), "my_init", rows=(0, 1)),)),
        "$.init[0]: 'rows' are a start and an end, such as [0, 1], of a rule with constant_, zeros_, ones_, and"
        " not with my_init. Change the rows or the scheme, or remove the rows.",
    ),
    "a copy with arguments": (
        lambda: design(relu("a"), init=(ZEROS, InitRule(Selector(block="a"), "zeros_", of="b"))),
        "$.init[1]: 'of' goes with the scheme copy_ alone, without arguments, and not with zeros_."
        " Remove 'of', or set the scheme to copy_ and remove the arguments.",
    ),
    "a copy of no block": (
        lambda: design(relu("a"), init=(InitRule(Selector(block="a"), "copy_", of="b"),)),
        "$.init[0]: There is no block 'b' to select. Select another block.",
    ),
    "a copy of itself": (
        lambda: design(relu("a"), init=(InitRule(Selector(block="a"), "copy_", of="a"),)),
        "$.init[0]: A block cannot begin as a copy of 'a', which contains it, is in it or is a call."
        " Choose a block beside it.",
    ),
    "a copy of a kind": (
        lambda: design(relu("a"), relu("b"), init=(InitRule(Selector(block="a", kind="ReLU"), "copy_", of="b"),)),
        "$.init[0]: A rule with copy_ needs two blocks, 'select.block' and 'of'. It takes the whole name of a tensor,"
        " and no kind. Choose the block that begins equal, and the one that it is a copy of.",
    ),
    "a copy of a copy's": (
        lambda: design(relu("a"), repeat("r", relu("b")), init=(InitRule(Selector(block="a"), "copy_", of="b"),)),
        "$.init[0]: 1.0 is in a repeat, whose copies each have weights of their own."
        " Choose a block outside the repeat, or two within one copy.",
    ),
    "no rows": (
        lambda: design(init=(InitRule(Selector(), "zeros_", rows=(2, 2)),)),
        "$.init[0]: 'rows' are a start and an end after it, from 0 to 2147483647, such as [0, 1], and not [2, 2]."
        " Change the rows, or remove them.",
    ),
    "rows of another scheme": (
        lambda: design(init=(InitRule(Selector(), "normal_", rows=(0, 1)),)),
        "$.init[0]: 'rows' are a start and an end, such as [0, 1], of a rule with constant_, zeros_, ones_,"
        " and not with normal_. Change the rows or the scheme, or remove the rows.",
    ),
    "what is frozen of nothing": (
        lambda: design(frozen=(Selector(), Selector(tensor=""))),
        "$.frozen[1]: A tensor pattern must have 1 to 200 characters. Use a pattern such as *.bias.",
    ),
    "many rules": (
        lambda: design(init=(ZEROS,) * 1_001),
        "$.init: There are more than 1000 init rules or frozen tensors. Remove some.",
    ),
    # the whole
    "a function as root": (
        lambda: Document(root=Function(id="f", kind="F.relu")),
        "$.root: The root cannot be a shared block, function or tensor. Wrap it in a container.",
    ),
    "a root with a name": (
        lambda: Document(root=relu("a", name="b")),
        "$.root: The root block cannot have a name. Remove its name.",
    ),
    "a title": (
        lambda: design(name="a\nb"),
        "$.name: The document's name must be 1 to 100 printable characters. Choose a shorter name.",
    ),
    "a batch": (lambda: design(batch=0), f"$.batch: The batch is 0; it must be 1 to {TOP}. Set it to 2."),
    "a seed": (lambda: design(seed=-1), "$.seed: The seed is -1; it must be 0 to 2^63 - 1. Set it to 0."),
    "no inputs": (
        lambda: design(inputs=()),
        "$.inputs: A network needs 1 to 64 inputs; this one has 0. Add or remove some.",
    ),
    "an input's name": (
        lambda: design(inputs=(Input("X", ("N",)), Input("1", ("N",)))),
        "$.inputs[1].name: '1' is not a Python identifier, so it cannot be an attribute of a class."
        " Choose a name such as X.",
    ),
    "an input's name that the file uses": (
        lambda: design(inputs=(Input("X", ("N",)), Input("net", ("N",)))),
        "$.inputs[1].name: The input name 'net' is reserved in the generated code. Choose a name such as X.",
    ),
    "two inputs of one name": (
        lambda: design(inputs=(Input("X", ("N",)), Input("X", ("N",)))),
        "$.inputs[1].name: Two inputs are named 'X'. Choose a name such as X.",
    ),
    "an input's dims": (
        lambda: takes(*[1] * 17),
        "$.inputs[1].shape: An input has at most 16 dimensions; this one has 17.",
    ),
    "an input's dim": (
        lambda: takes("N", -1),
        f"$.inputs[1].shape: A dimension is -1; it must be 0 to {TOP}. Set it to 1.",
    ),
    "two batches": (
        lambda: takes("N", "N"),
        "$.inputs[1].shape: The batch dimension N appears more than once in a shape. Keep one of them.",
    ),
    "an empty range": (
        lambda: takes("N", low=3, high=3),
        "$.inputs[1]: The sample range from 3 to 2 is empty. Raise high.",
    ),
    "a wide range": (
        lambda: takes("N", low=-(2**31) - 1),
        "$.inputs[1]: low and high are beyond 32 bits. Choose smaller bounds.",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_to_the_letter(case: str) -> None:
    """Its place, what is wrong there, and what to do."""
    make, words = REFUSALS[case]
    with pytest.raises(DocumentError, match=rf"\A{re.escape(words)}\Z"):
        validate(make())


UNREAD: dict[str, tuple[str | bytes, str]] = {
    "too long": (
        " " * (MAX_TEXT + 1),
        "The text has 16,777,217 characters; at most 16,777,216 are allowed."
        " A document does not contain weights; save them in a separate file.",
    ),
    "as long as may be": (" " * MAX_TEXT, "The file is empty. Open a .json file saved by nnblocks."),
    "cut": (
        '{"root": {',
        "The JSON ends too early: a bracket or a quotation mark is still open. Open a .json file saved by nnblocks.",
    ),
    "no JSON": (
        "x",
        "This is not valid JSON: JSON is malformed: invalid character (byte 0). Open a .json file saved by nnblocks.",
    ),
    "half a character": ('{"name": "\ud800"}', "The text is not UTF-8. Open a .json file saved by nnblocks."),
    "levels": (
        '{"root":' + '{"block":"repeat","id":"a","child":' * 20_000,
        "The blocks are nested deeper than 64 levels. Reduce the nesting.",
    ),
    "a list": ("[]", "$: Expected `object`, got `array`. Use a value of that type."),
    "no root": ("{}", "$: Object missing required field `root`. Add this field."),
    "a field deep inside": (
        '{"root": {"block": "sequential", "id": "s", "children": [{"block": "layer", "id": "a"}]}}',
        "$.root.children[0]: Object missing required field `kind`. Add this field.",
    ),
    "an unknown field": (
        '{"root": {"block": "shared", "id": "s", "of": "a", "colour": 1}}',
        "$.root: Object contains unknown field `colour`. Remove this field.",
    ),
    "a type": (
        '{"root": {"block": "shared", "id": 1, "of": "a"}}',
        "$.root.id: Expected `str`, got `int`. Use a value of that type.",
    ),
    "a block": (
        '{"root": {"block": "lyer", "id": "a"}}',
        "$.root.block: Invalid value 'lyer'."
        " Use one of: layer, sequential, parallel, graph, function, tensor, repeat, shared, instance.",
    ),
    "a merge": (
        '{"root": {"block": "parallel", "id": "a", "merge": "sum"}}',
        "$.root.merge: Invalid enum value 'sum'. Use one of: add, mul, cat, stack, none.",
    ),
    "a role": (
        '{"root": {"block": "tensor", "id": "a", "role": "weight"}}',
        "$.root.role: Invalid enum value 'weight'. Use one of: parameter, buffer.",
    ),
    "a merge that is no text": (
        '{"root": {"block": "parallel", "id": "a", "merge": 1}}',
        "$.root.merge: Expected `str`, got `int`. Use a value of that type.",
    ),
    "a dim": (
        '{"root": {"block": "layer", "id": "a", "kind": "b"}, "inputs": [{"name": "x", "shape": ["B"]}]}',
        "$.inputs[0].shape[0]: Invalid enum value 'B'.",
    ),
}


@pytest.mark.parametrize("case", UNREAD)
def test_what_cannot_be_read_is_refused_to_the_letter(case: str) -> None:
    """Before any rule is looked at."""
    text, words = UNREAD[case]
    with pytest.raises(DocumentError, match=rf"\A{re.escape(words)}\Z"):
        decode(text)
