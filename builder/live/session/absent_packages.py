"""Packages that a prompt does not have: one sentence where they are imported, and the input goes on.

What draws is given a stand-in that draws nothing. What asks anything else of such a package is refused.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal
from builder.interpreter.iteration import iterate
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import Absent, ModuleValue, Native, NativeClass
from builder.live.session.values import place_of
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_DRAWING = frozenset(words("matplotlib seaborn plotly bokeh pylab mpl_toolkits matplotlib_inline graphviz torchviz"))
_D2L_DRAWS = frozenset(
    words("plt plot set_figsize set_axes show_images show_heatmaps show_trace use_svg_display Animator annotate hist")
)
OF_TORCH = ("torch", "numpy", "os")
"""Packages that are here, but not with all their parts."""
_HARMLESS = frozenset(
    words(
        """
        re datetime csv enum glob shutil tempfile zipfile tarfile hashlib urllib heapq bisect statistics textwrap
        traceback gc inspect threading multiprocessing queue uuid struct gzip unittest calendar locale sqlite3 getpass
        decimal fractions http socket ssl timeit weakref types numbers
        """
    )
)
"""Modules of Python's own whose absence does not keep an input from going on."""
_MOST_AXES = 400
_LONGEST_NAME = 60


class AbsentFigure(TableValue):
    """A figure, its axes, and whatever else belongs to a drawing: each call of it draws nothing."""

    def __init__(self, count: int | None = None, columns: int = 1) -> None:
        self.cls = place_of("Drawing", AbsentFigure)
        self.count = count
        self.columns = columns

    def member(self, interpreter: Interpreter, name: str) -> Value:
        """Return another part of the drawing."""
        if name == "subplots":
            return Native(name, _subplots)
        if name in ("ravel", "flatten", "flat"):
            whole = AbsentFigure(None if self.count is None else self.count * self.columns)
            return whole if name == "flat" else Native(name, lambda interpreter: whole)
        if name in ("show", "savefig", "close", "title", "figure", "legend", "axis"):
            return Native(name, lambda interpreter, /, *args, **kwargs: None)
        return AbsentFigure()

    def put(self, interpreter: Interpreter, name: str, new: Value) -> bool:
        """Take any setting, which changes nothing."""
        return True

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return one of several axes."""
        return AbsentFigure(None if self.columns == 1 or isinstance(index, tuple) else self.columns)

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Go through the axes; of an unknown number as far as what goes along with them."""
        rows = itertools.repeat(None) if self.count is None else itertools.repeat(None, self.count)
        return (AbsentFigure(None if self.columns == 1 else self.columns) for _ in rows)

    def truth(self) -> bool:
        """It is there."""
        return True

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Say that there is nothing to be seen."""
        return say("live.drawing")


def _subplots(interpreter: Interpreter, nrows: Value = 1, ncols: Value = 1, **others: Value) -> Value:
    rows, columns = interpreter.host.index(nrows), interpreter.host.index(ncols)
    if not 1 <= rows * columns <= _MOST_AXES:
        interpreter.raise_("ValueError", f"Number of rows and columns must be positive, and at most {_MOST_AXES} axes")
    if rows * columns == 1:
        return AbsentFigure(), AbsentFigure()
    return AbsentFigure(), AbsentFigure(rows, columns) if rows > 1 and columns > 1 else AbsentFigure(rows * columns)


class Bar(TableValue):
    """A loop with a bar of progress, of which a prompt shows nothing."""

    methods = words("update close set_description set_postfix set_postfix_str write reset refresh")

    def __init__(self, items: Value) -> None:
        self.cls = place_of("tqdm.std.tqdm", Bar)
        self.items = items

    def member(self, interpreter: Interpreter, name: str) -> Value:
        """Return a method that shows nothing."""
        if name in self.methods:
            return Native(name, lambda interpreter, /, *args, **kwargs: None)
        return super().member(interpreter, name)

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Go through the items."""
        return iterate(interpreter, () if self.items is None else self.items)


def _bar(interpreter: Interpreter, iterable: Value = None, **others: Value) -> Bar:
    return Bar(iterable)


def _range_bar(interpreter: Interpreter, *bounds: Value, **others: Value) -> Bar:
    return Bar(range(*(interpreter.host.index(bound) for bound in bounds)))


def _display(interpreter: Interpreter, *values: Value, **others: Value) -> None:
    for value in values:
        interpreter.print(f"{interpreter.repr(value)}\n")


def _show(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> AbsentFigure:
    return AbsentFigure()


def known_elsewhere() -> dict[str, ModuleValue]:
    """Return the modules of packages of which a prompt has the little that notes need."""
    bar = TableClass("tqdm.std.tqdm", Bar, _bar)
    bars: dict[str, Value] = {"tqdm": bar, "trange": Native("trange", _range_bar), "tqdm_notebook": bar}
    pictures = words("Image SVG HTML Markdown Video IFrame Math Latex")
    display: dict[str, Value] = {
        "display": Native("display", _display), "clear_output": Native("clear_output", lambda i, wait=False: None),
        **{name: Native(name, _show) for name in (*pictures, "set_matplotlib_formats")},
    }  # fmt: skip
    shown = ModuleValue("IPython.display", display)
    return {
        **{name: ModuleValue(name, bars) for name in ("tqdm", "tqdm.auto", "tqdm.notebook", "tqdm.std")},
        "IPython": ModuleValue("IPython", {"display": shown}),
        **dict.fromkeys(("IPython.display", "IPython.core.display"), shown),
    }


def stand_in(interpreter: Interpreter, name: str) -> AbsentFigure | Absent | None:
    """Return what stands for a module that is not here, and say so; None inside a `try`, or where torch has no such.

    A `try` around an import asks whether it is there, so it gets the exception.
    """
    root = name.partition(".")[0]
    hidden = root in sys.stdlib_module_names and root not in _HARMLESS
    if (
        not root
        or hidden
        or len(name) > _LONGEST_NAME
        # Deeper than a statement of the input itself: inside of another one, such as a `try`, or of a function.
        or interpreter.depth > 1
        or (root in OF_TORCH and name not in sys.modules)
        or "._" in name
    ):
        return None
    if root in _DRAWING:
        _say_once(interpreter, say("live.draws-nothing", name=root))
        return AbsentFigure()
    shown = name if root in OF_TORCH else root
    _say_once(interpreter, say("live.not-here", name=shown[:_LONGEST_NAME]))
    return Absent(name)


def _say_once(interpreter: Interpreter, sentence: str) -> None:
    if f"{sentence}\n" not in interpreter.printed:
        interpreter.print(f"{sentence}\n")


def asked_of_absent(value: Absent, name: str | None) -> Value:
    """Return a part of such a package by name.

    Raises:
        Refusal: it is to do something.
    """
    root = value.name.partition(".")[0]
    here = value.name if root in OF_TORCH else root
    if len(value.name) >= _LONGEST_NAME or name is None:
        raise Refusal(
            say("live.absent-call", name=value.name[:_LONGEST_NAME], root=here[:_LONGEST_NAME]),
            say("live.absent-call.hint"),
        )
    if root == "d2l" and name in _D2L_DRAWS:
        return AbsentFigure()
    return Absent(f"{value.name}.{name}")


def _no_construct(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.no-objects"))


ABSENT = NativeClass("absent", _no_construct, (Absent,))


def require(*values: Value) -> None:
    """Refuse what would need a package that is not here.

    Raises:
        Refusal: one of the values is of such a package.
    """
    for value in values:
        if isinstance(value, Absent):
            asked_of_absent(value, None)
