"""Every rule of the catalogue says where it is from, so that whoever doubts it knows what to hold it against."""

import ast
import inspect
import re
from functools import partial
from pathlib import Path

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.layers.kind import no_multiply_adds, no_parameters
from builder.catalogue.layers.kinds import CATALOGUE
from tests.code import nodes

SOURCE = re.compile(r"torch[./]\w|aten/|\w\.cpp|https://|\b[Pp]age\b|\b[Pp]aper\b|\b[Ss]ection \d|NumPy's")
"""A class or file of torch's, a page of its documentation, a paper."""
NO_RULE = (None, no_parameters, no_multiply_adds)


def rules():
    """Return the functions behind all entries; what cannot stand on the canvas has none that is ever asked."""
    entries = [kind for kind in (*CATALOGUE.values(), *FUNCTIONS.values()) if not getattr(kind, "instead", None)]
    found = (getattr(kind, field, None) for kind in entries for field in ("output", "parameters", "multiply_adds"))
    return {plain(rule) for rule in found if rule not in NO_RULE}


def plain(rule):
    """Return the function in a partial one, or in one that remembers."""
    return plain(rule.func) if isinstance(rule, partial) else inspect.unwrap(rule)


def said(rule):
    """Return the docstrings of a rule and of the function that makes it; of a lambda, of what that calls."""
    code = rule.__code__
    functions = (node for node in nodes(Path(code.co_filename)) if isinstance(node, ast.FunctionDef))
    around = [one for one in functions if one.lineno <= code.co_firstlineno <= one.end_lineno]
    called = code.co_names if rule.__name__ == "<lambda>" else ()
    docs = [inspect.getdoc(rule.__globals__[name]) for name in called if name in rule.__globals__]
    return " ".join(doc for doc in [*docs, *map(ast.get_docstring, around)] if doc)


def test_every_rule_names_its_source():
    """Torch's class or file, a page of its documentation, or a paper."""
    assert not sorted(
        {f"{rule.__module__}:{rule.__code__.co_firstlineno}" for rule in rules() if not SOURCE.search(said(rule))}
    )


def test_a_rule_without_a_source_is_found():
    """One whose docstring tells what it does, and no more."""
    assert not SOURCE.search(said(no_parameters))
