"""The cells of a notebook, which run each by itself: where one raises an exception, the next one runs all the same."""

from __future__ import annotations

import ast
from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from builder.interpreter.failures import RaisedException, source_error
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Value
from builder.sentences import Sentence, say

if TYPE_CHECKING:
    from builder.symbols.files.file_host import PastedHost


def run_cells(interpreter: Interpreter, host: PastedHost, tree: ast.Module, starts: tuple[int, ...]) -> Value:
    """Run a text whose cells begin in some lines; return the value of its last line where that is an expression.

    Raises:
        SourceError: the code is refused, or raises an exception where there are no cells.
    """
    if not starts:
        return interpreter.run_tree(tree)
    value = None
    with interpreter.run_scope():
        for _, cell in groupby(tree.body, lambda node: bisect_right(starts, node.lineno)):
            try:
                value = interpreter.run_tree(ast.Module(list(cell), []))
            # A notebook goes on with its next cell, whatever this one raises.
            except RaisedException as failure:
                value = None
                error = source_error(failure)
                host.left_out.setdefault(error.line, say("symbols.cell", problem=Sentence(error.problem)))
    return value
