"""Whatever the text, the interpreter answers or raises SourceError; it never hangs and never raises anything else."""

import contextlib
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import from_source
from builder.errors import SourceError
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Limits
from builder.live.console import torch_interpreter
from builder.symbols.host import DocumentHost
from tests.interpreter.attacks import ATTACKS, TORCH_ATTACKS
from tests.interpreter.corpus import NETWORKS
from tests.interpreter.snippets import HEAD, SNIPPETS

pytestmark = [pytest.mark.timeout(300), pytest.mark.filterwarnings("ignore")]
FEW = Limits(
    steps=20_000, seconds=2.0, elements=100_000, elements_together=1_000_000, tensor_elements=1_000_000,
    tensor_elements_together=10_000_000, multiply_adds=10**9,
)  # fmt: skip
TEXTS = [
    *NETWORKS.values(),
    *SNIPPETS.values(),
    *(t for t in (*ATTACKS.values(), *TORCH_ATTACKS.values()) if len(t) < 500),
]
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
WORDS = sorted({token for text in TEXTS for token in TOKEN.findall(text)})
NAMES = st.sampled_from(["a", "b", "net", "torch", "nn", "F", "X", "print", "len", "self", "super", "list", "A", "f"])
ATTRIBUTES = st.sampled_from(
    ["a", "__class__", "__init__", "_modules", "weight", "data", "shape", "append", "items", "format", "join", "Linear",
     "Module", "Sequential", "apply", "forward", "sum", "view", "relu", "ones", "parameters", "__dict__", "grad_fn"]
)  # fmt: skip
ATOMS = st.one_of(
    NAMES, st.integers(-5, 10**6).map(str), st.sampled_from(["'a'", "None", "True", "1.5", "[]", "()", "{}", "10**9"])
)


def expressions(inner):
    """Put expressions together."""
    return st.one_of(
        st.tuples(inner, ATTRIBUTES).map(lambda p: f"{p[0]}.{p[1]}"),
        st.tuples(inner, st.lists(inner, max_size=3)).map(lambda p: f"{p[0]}({', '.join(p[1])})"),
        st.tuples(inner, st.sampled_from(["+", "*", "@", "**", "%", "<", "in", "is", "and", "<<"]), inner).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        st.tuples(inner, inner).map(lambda p: f"{p[0]}[{p[1]}]"),
        st.tuples(inner, inner).map(lambda p: f"[{p[0]} for a in {p[1]}]"),
        st.tuples(inner, inner).map(lambda p: f"(lambda a, *b: {p[0]})({p[1]})"),
        inner.map(lambda e: f"f'{{{e}!r:>{{9}}}}'" if "'" not in e and "\\" not in e else e),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.lists(inner, max_size=3).map(lambda p: f"[{', '.join(p)}]"),
    )


EXPRESSIONS = st.recursive(ATOMS, expressions, max_leaves=8)


def statements(inner):
    """Put statements together."""
    body = st.lists(inner, min_size=1, max_size=3).map(lambda lines: "\n".join(lines).replace("\n", "\n    "))
    return st.one_of(
        st.tuples(EXPRESSIONS, body).map(lambda p: f"if {p[0]}:\n    {p[1]}"),
        st.tuples(NAMES, EXPRESSIONS, body).map(lambda p: f"for {p[0]} in {p[1]}:\n    {p[2]}"),
        st.tuples(EXPRESSIONS, body).map(lambda p: f"while {p[0]}:\n    {p[1]}"),
        st.tuples(NAMES, NAMES, body).map(lambda p: f"def {p[0]}({p[1]}, *args):\n    {p[2]}"),
        st.tuples(st.sampled_from(["", "(nn.Module)", "(nn.Linear)", "(A)"]), body).map(
            lambda p: f"class A{p[0]}:\n    {p[1]}"
        ),
        st.tuples(body, body, body).map(
            lambda p: f"try:\n    {p[0]}\nexcept Exception:\n    {p[1]}\nfinally:\n    {p[2]}"
        ),
    )


SIMPLE = st.one_of(
    EXPRESSIONS,
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]} = {p[1]}"),
    st.tuples(EXPRESSIONS, EXPRESSIONS).map(lambda p: f"{p[0]} += {p[1]}"),
    st.tuples(NAMES, ATTRIBUTES, EXPRESSIONS).map(lambda p: f"{p[0]}.{p[1]} = {p[2]}"),
    EXPRESSIONS.map(lambda e: f"return {e}"),
    st.sampled_from(["pass", "break", "continue", "raise", "del a", "global a", "import math", "raise ValueError(a)"]),
)
PROGRAMS = st.lists(st.recursive(SIMPLE, statements, max_leaves=6), min_size=1, max_size=6).map("\n".join)


def answered(text):
    """Run a text in both namespaces; anything but an answer or a SourceError is a failure."""
    for interpreter in (Interpreter(DocumentHost(), FEW), torch_interpreter(FEW)):
        with contextlib.suppress(SourceError):
            interpreter.run(text)
    with contextlib.suppress(SourceError):
        from_source(text, limits=FEW)


@given(PROGRAMS)
def test_any_program_is_answered(program):
    """Programs put together from the grammar are answered."""
    answered(HEAD + "net = nn.Sequential(nn.Linear(2, 2))\nX = torch.ones(1, 2)\n" + program)


@given(st.sampled_from(TEXTS), st.integers(0, 2**32))
def test_any_change_of_a_text_is_answered(text, seed):
    """Known texts with some words exchanged, dropped or doubled are answered."""
    chance = random.Random(seed)
    words = TOKEN.findall(text)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(words))
        words[place] = chance.choice(["", words[place] * 2, chance.choice(WORDS), chance.choice(words)])
    answered(HEAD + "".join(words))


@given(st.text(max_size=200))
def test_any_characters_are_answered(text):
    """Whatever characters come in are answered."""
    answered(text)
