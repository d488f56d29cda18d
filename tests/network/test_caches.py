"""No module of `builder` remembers documents: what is worked out of one is kept with it, and gone with it."""

import ast
import gc
from pathlib import Path

import pytest

from builder import analyse, templates, to_dot, to_module, to_source
from builder.document.blocks import Document
from builder.edits import SetSeed, apply
from tests.code import OURS, nodes, tree

ROOT = Path(__file__).parents[2] / "builder"
FILES = [file for file in OURS if ROOT in file.parents]
REMEMBERING = {
    "document/arithmetic.py": {"_tree"},  # an expression by its text
    "document/patterns.py": {"_compile"},  # a pattern by its text
    "jobs/cluster_task.py": {"_forks", "program"},  # of a process; its text does not change while it runs
    "jobs/service.py": {"pool"},  # the one of a process
    "symbols/names.py": {"_function"},  # by a name of torch's
    "symbols/libraries/torchvision/__init__.py": {"_names", "text_of"},  # by a file of ours
    "interpreter/stdlib/version.py": {"torch_version"},  # the one of a process
    "interpreter/scope.py": {"local_names"},  # by a statement
    "interpreter/generators.py": {"yields"},  # by a statement
    "interpreter/enums.py": {"_of_python"},  # by a class of Python's own
    "live/session/standard/patterns.py": {"_compile_pattern"},  # a pattern by its text
    "live/session/optimizers.py": {"_bare", "_warm"},  # a class of torch by its name, of which there are five
    # by the text of a class, and its arguments
    "classes/text_class.py": {"_make_parts", "check_definition", "variables_of"},
    "classes/text.py": {"read_text"},
    "symbols/initial/scheme_text.py": {"read_scheme"},
    "module/counter.py": {"_formulas"},  # torch's own table
    "module/holders.py": {"holder_class"},  # a class by what it is called
    "module/layer.py": {"_plan"},  # by a kind of the catalogue
    "module/local.py": {"run_here"},  # by the text of a class, its arguments and the shapes of its inputs
    "module/parallel.py": {"_class"},
    "module/trial.py": {"_saved_names", "prepare"},  # by a kind of node in torch's graph; at the start
    "module/uncompiled.py": {"_rules"},  # of torch, once
    "sentences/say.py": {"fields", "parts"},  # by a row of the table
    "sentences/table.py": {"_lines", "sentence", "table"},
    "targets/diagram/font.py": {"_ems", "_style_sheet"},  # by what a font is called
    "targets/diagram/render.py": {"_graphviz"},
    "targets/source/expressions.py": {"positional_arguments"},  # by a kind of the catalogue
    "templates/__init__.py": {"templates"},
    "training/optimizing.py": {"_bare"},  # a class of torch by its name, of which there are fifteen
    "templates/classes.py": {"class_examples"},
}
"""Functions that remember what they returned: of few arguments or in bounds, and none of a document."""
CHANGING = {
    "jobs/channel.py": {"_channels"},  # where a worker hears that it is to stop
    "jobs/progress.py": {"_reporters"},  # where a worker says how far it is
    "live/memory.py": {"_counters", "_reinterpreted", "_sharing", "_written"},  # of tensors that live
    "live/classes.py": {"_BY_TYPE"},  # filled at import
    "live/session/values.py": {"_PLACES"},  # one entry for each of torch's own kinds that a prompt can come by
    "live/values.py": {"FUNCTIONS"},  # weakly, of functions that live
}
"""Names of modules that functions change."""
CACHES = {"cache", "lru_cache"}
CHANGES = {"add", "append", "appendleft", "clear", "discard", "extend", "insert", "move_to_end", "pop", "popitem"}
CHANGES |= {"remove", "setdefault", "update"}


def name_of(node: ast.AST) -> str:
    """Return the name that a decorator, or the object of a method, is."""
    node = node.func if isinstance(node, ast.Call) else node
    return getattr(node, "id", getattr(node, "attr", ""))


def functions(file: Path) -> list[ast.FunctionDef]:
    """Return the functions and methods of a file."""
    return [node for node in nodes(file) if isinstance(node, ast.FunctionDef)]


def remembering(file: Path) -> set[str]:
    """Name the functions that remember what they returned."""
    return {one.name for one in functions(file) if CACHES & set(map(name_of, one.decorator_list))}


def module_names(file: Path) -> set[str]:
    """Name what a module assigns."""
    statements = tree(file).body
    targets = [target for one in statements if isinstance(one, ast.Assign) for target in one.targets]
    targets += [one.target for one in statements if isinstance(one, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def changed(node: ast.AST) -> set[str]:
    """Name what a statement or an expression changes, where that has a name."""
    if isinstance(node, ast.Global):
        return set(node.names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
        return {name_of(node.func.value)} if isinstance(node.func.value, ast.Name) else set()
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        return {name_of(node.value)} if isinstance(node.value, ast.Name) else set()
    return set()


def changing(file: Path) -> set[str]:
    """Name what a module assigns and its functions change."""
    inside = (node for function in functions(file) for node in ast.walk(function))
    return module_names(file) & set().union(*map(changed, inside))


def by_file(found) -> dict[str, set[str]]:
    """Return what is found in each file, by its path, but for files without any."""
    return {file.relative_to(ROOT).as_posix(): names for file in FILES if (names := found(file))}


def test_no_other_function_remembers_what_it_returned():
    """One more has to be listed, with what it goes by."""
    assert by_file(remembering) == REMEMBERING


def test_nothing_else_in_a_module_is_changed():
    """A module holds tables; what is found out belongs to a document."""
    assert by_file(changing) == CHANGING


@pytest.fixture(scope="module")
def few_objects():
    """Have the collector pass over what other tests have left, as to go through that takes seconds."""
    gc.collect()
    gc.freeze()


@pytest.mark.usefixtures("few_objects")
@pytest.mark.parametrize("use", [lambda document: analyse(document).problems, to_source, to_dot, to_module])
def test_a_document_is_gone_once_nobody_has_it(use):
    """Nothing that was made of it holds it, be it used before an edit or after."""
    document = apply(templates.load("seq2seq"), SetSeed(seed=987_654_321))
    use(document)
    use(apply(document, SetSeed(seed=987_654_322)))
    del document
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Document) and one.seed // 10 == 98_765_432]
