"""How an expression is laid out over lines: just as black lays it out, at the very column where it no longer fits."""

import black
import pytest

from builder.targets.source.call_text import parse
from builder.targets.source.layout import (
    WIDTH,
    Page,
    call,
    columns,
    comprehension,
    entry,
    flat,
    item_per_line,
    keyword,
    sequence,
    star,
    text,
)

COLUMNS = {"": 0, "abc": 3, "é": 1, "层": 2, "a层b": 4, "\uff41": 2, "αβ": 2, "한": 2}


@pytest.mark.parametrize("value", COLUMNS)
def test_how_wide_a_text_is(value):
    """A wide character takes two columns."""
    assert columns(value) == COLUMNS[value]


A, WIDE = text("a"), text('"层"')
EXPRESSIONS = {
    "a": A,
    "f()": call("f", []),
    "f(a)": call("f", [A]),
    'f(a, "层", a)': call("f", [A, WIDE, A]),
    "[]": sequence("[", [], "]"),
    "[a, a]": sequence("[", [A, A], "]"),
    "(a,)": sequence("(", [A], ")"),
    "(a, a)": sequence("(", [A, A], ")"),
    "[a]": sequence("[", [A], "]"),
    "*(a)": star(A),
    "名=a": keyword("名", A),
    '"k": a': entry('"k"', A),
    "a for i in range(3)": comprehension(A, "for i in range(3)"),
    "[a for i in range(3)]": sequence("[", [comprehension(A, "for i in range(3)")], "]"),
    "f(k=f(a))": call("f", [keyword("k", call("f", [A]))]),
}


@pytest.mark.parametrize("written", EXPRESSIONS)
def test_an_expression_knows_what_it_is_on_one_line_and_how_wide(written):
    """Column by column."""
    assert flat(EXPRESSIONS[written]) == written
    assert EXPRESSIONS[written].width == columns(written)


FORMS = [
    "{}()",
    "f({})",
    "f({}, b)",
    "f(b, k={})",
    "f(g({}), h(b))",
    "f(g({}, b))",
    "[{}]",
    "[{}, b]",
    "({}, b)",
    "f([{}, b])",
    "f(b, [a, {}])",
    "f(k=[{}, b], m=g())",
    "名({}, '层')",
]
LINES = [("self.a = ", 8), ("return ", 8), ("a, b = ", 12), ("", 4)]


def laid_out(prefix, indent, expression):
    """Return the lines that a page has of it."""
    page = Page()
    page.put(parse(expression), indent, prefix)
    return page.lines


def by_black(prefix, indent, expression):
    """Return the lines that black makes of it, in as many blocks as it is indented."""
    heads = ["def f():", "    if a:", "        if b:"][: indent // 4]
    source = "\n".join([*heads, f"{' ' * indent}{prefix}{expression}"])
    return black.format_str(source, mode=black.Mode()).splitlines()[len(heads) :]


@pytest.mark.parametrize(("prefix", "indent"), LINES)
@pytest.mark.parametrize("form", FORMS)
def test_lines_are_those_of_black(form, prefix, indent):
    """For every width around the one that just fits, of the whole and of what is inside."""
    bare = indent + columns(prefix + form.format(""))
    for total in [*range(WIDTH - 1, WIDTH + 5), WIDTH + 8, WIDTH + 40]:
        expression = form.format("a" * (total - bare)).replace("'", '"')
        assert laid_out(prefix, indent, expression) == by_black(prefix, indent, expression), total


@pytest.mark.parametrize(("count", "lines"), [(84, 1), (85, 3)])
def test_a_suffix_takes_room_on_the_last_line(count, lines):
    """As the comma after an item does: 84 letters, a call's three and the comma are 88 columns."""
    page = Page()
    page.put(call("f", [text("a" * count)]), 0, "", ",")
    assert (len(page.lines), page.lines[-1][-1]) == (lines, ",")


def test_exploded_brackets_have_a_line_for_each_item():
    """Of two or more; one alone stays."""
    page = Page()
    page.put(item_per_line(call("f", [A, A])), 0)
    page.put(item_per_line(call("f", [A])), 0)
    page.put(item_per_line(A), 0)
    assert page.lines == ["f(", "    a,", "    a,", ")", "f(a)", "a"]


def test_a_comprehension_is_broken_before_its_clause():
    """Where it does not fit."""
    page = Page()
    page.put(sequence("[", [comprehension(call("f", [text("a" * 80)]), "for i in range(3)")], "]"), 0, "x = ")
    assert page.lines == ["x = [", f"    f({'a' * 80})", "    for i in range(3)", "]"]


def marks(expression, **fields):
    """Return which lines show which block."""
    page = Page()
    page.line("first")
    page.put(expression, 0, **fields)
    return page.shown


LONG = text("a" * 90, ("long",))
MARKS = {
    "on one line": (
        call("f", [text("a", ("a",)), keyword("k", text("b", ("b",)))], ("f",)),
        {"f": [(2, 2)], "a": [(2, 2)], "b": [(2, 2)]},
    ),
    "over lines": (call("f", [text("a", ("a",)), LONG], ("f",)), {"a": [(3, 3)], "long": [(4, 4)], "f": [(2, 5)]}),
    "in a comprehension": (
        sequence("[", [comprehension(text("a", ("a",)), "for i in b")], "]"),
        {"a": [(2, 2)]},
    ),
    "twice on a line": (sequence("[", [text("a", ("a",)), text("b", ("a",))], "]"), {"a": [(2, 2)]}),
    "twice on two": (
        call("f", [LONG, text("b", ("long",))], ()),
        {"long": [(3, 3), (4, 4)]},
    ),
    "two in one": (text("a", ("a", "b")), {"a": [(2, 2)], "b": [(2, 2)]}),
}


@pytest.mark.parametrize("case", MARKS)
def test_which_lines_show_which_block(case):
    """Counted from 1; a line is named once."""
    expression, shown = MARKS[case]
    assert marks(expression) == shown
