"""`read_source`: pasted PyTorch to a document, by interpreting it on symbols."""

from __future__ import annotations

import ast
import warnings

from builder.catalogue.layers.kinds import CATALOGUE
from builder.classes.of_file import Texts
from builder.document.blocks import Document
from builder.document.validation import MAX_BLOCKS
from builder.errors import BuilderError, SourceError
from builder.expansion.validation import validate
from builder.interpreter.failures import Failure, Refusal, source_error
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Limits, Value
from builder.interpreter.parse import parse
from builder.interpreter.values import Class, Function
from builder.notes.plain import Plain, plain
from builder.runner import Runner
from builder.sentences import Sentence, say
from builder.symbols.blocks import Blocks
from builder.symbols.cells import run_cells
from builder.symbols.file_host import PastedHost
from builder.symbols.inputs import find_inputs
from builder.symbols.values import ModuleSymbol, check_tree, walk
from builder.symbols.weights import Weights


def read_source(text: str, runner: Runner, network: str | None = None, limits: Limits | None = None) -> Document:
    """Read pasted PyTorch code; none of it is executed by Python.

    Args:
        text: imports, classes, functions and statements in the safe subset; also as a notebook, as Markdown, or with
            prompts and results.
        runner: is asked what a class does that no graph can express.
        network: the variable that holds the network; the last module bound when left out.
        limits: other limits than the usual ones.

    Raises:
        SourceError: the text is refused, with line and column, the reason and the nearest allowed thing.
        DocumentError: it is a notebook that is damaged or too large.
    """
    pasted = plain(text, (limits or Limits()).text)
    try:
        return _read(pasted, runner, network, limits)
    except SourceError as error:
        cut = pasted.cut.get(error.line - 1, 0)
        if not cut:
            raise
        raise SourceError(error.problem, error.line, error.column + cut, error.hint) from None


def _read(pasted: Plain, runner: Runner, network: str | None, limits: Limits | None) -> Document:
    host = PastedHost(pasted.bad)
    interpreter = Interpreter(host, limits)
    host.texts = texts = Texts(pasted.text, interpreter, runner)
    tree = parse(pasted.text, interpreter.limits)
    last = run_cells(interpreter, host, tree, pasted.cells)
    with interpreter.entered():
        module = _network(interpreter, host, tree, network, last)
        host.lost.check(module)
        document = _document(interpreter, host, texts, module, tree)
    for kept in texts.used.values():
        warnings.warn(
            say(
                "source.kept-as-code",
                class_name=kept.definition.class_name,
                line=kept.error.line,
                problem=Sentence(kept.error.problem),
            ),
            stacklevel=3,
        )
    for said in (*pasted.notes, host.said()):
        if said is not None:
            warnings.warn(said, stacklevel=3)
    return document


def _document(
    interpreter: Interpreter, host: PastedHost, texts: Texts, module: ModuleSymbol, tree: ast.Module
) -> Document:
    try:
        check_tree(module, MAX_BLOCKS)
    except Refusal as failure:
        raise SourceError(failure.problem, *module.place, failure.hint) from None
    inputs, batch = find_inputs(interpreter, host.flows, module, tree)
    blocks = Blocks(interpreter, host.flows, host.begun)
    root = blocks.block(module, listed=module.kind in ("ModuleList", "ModuleDict"))
    weights = Weights(blocks.order, blocks.ids, blocks.tensors, blocks.fixed)
    try:
        document = Document(
            root=root,
            inputs=inputs,
            batch=batch,
            definitions=texts.definitions,
            ties=(*(tie for tie in weights.ties() if not texts.ties_itself(tie)), *blocks.ties_given),
            init=weights.rules(texts.filled_outside(host.fills, host.fillers)),
            frozen=weights.frozen(blocks.order),
            seed=host.seed if isinstance(host.seed, int) and 0 <= host.seed < 2**63 else 0,
        )
        validate(document)
    except BuilderError as error:
        where = f"{error.path}: " if error.path else ""
        raise SourceError(f"{where}{error.problem}", *module.place, error.hint) from None
    return document


def _network(
    interpreter: Interpreter, host: PastedHost, tree: ast.Module, name: str | None, last: Value
) -> ModuleSymbol:
    variables = interpreter.globals.variables
    if name is not None:
        chosen = variables.get(name)
        if not isinstance(chosen, ModuleSymbol):
            raise SourceError(say("source.variable", name=name), 1, 1, say("source.variable.hint"))
        return chosen
    bound = [value for value in map(variables.get, _bound_names(tree)) if isinstance(value, ModuleSymbol)]
    if isinstance(last, ModuleSymbol):
        bound.append(last)
    inner = {id(below) for module in bound for path, below in walk(module) if path}
    outer = [module for module in bound if id(module) not in inner and not _is_loss(module)]
    never_inside = [module for module in outer if not module.was_inside]
    if outer or bound:
        return (never_inside or outer or bound)[-1]
    return _made(interpreter, host, variables)


def _made(interpreter: Interpreter, host: PastedHost, variables: dict[str, Value]) -> ModuleSymbol:
    """Call `build_net()`, or make an object of the last class, where nothing is bound."""
    builder = variables.get("build_net")
    if host.constructed and not isinstance(builder, Function):
        return host.constructed[-1]  # one that a function such as main() made
    try:
        if isinstance(builder, Function):
            made = interpreter.call(builder)
            if isinstance(made, ModuleSymbol):
                return made
        if host.written and _needs_nothing(host.written[-1]):
            made = interpreter.call(host.written[-1])
            assert isinstance(made, ModuleSymbol)
            return made
    except Failure as failure:
        raise source_error(failure) from None
    host.lost.check_nothing()
    if host.failures:
        raise source_error(host.failures[-1])
    raise SourceError(say("source.no-network") + host.needs(), 1, 1, _bind(host))


def _bind(host: PastedHost) -> str:
    return say("source.no-network.hint", name=host.written[-1].name if host.written else "nn.Sequential")


def _needs_nothing(cls: Class) -> bool:
    found = cls.find("__init__")
    if found is None or not isinstance(found[1], Function):
        return True
    spec = found[1].node.args
    return len(spec.posonlyargs) + len(spec.args) - len(spec.defaults) <= 1 and None not in spec.kw_defaults


def _is_loss(module: ModuleSymbol) -> bool:
    return module.is_layer and CATALOGUE[module.kind].category == "loss"


def _bound_names(tree: ast.Module) -> list[str]:
    """Return the names that statements outside of functions bind, in the order of their last binding."""
    found: dict[str, None] = {}
    stack: list[ast.stmt] = list(reversed(tree.body))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]:
                found.pop(name, None)
                found[name] = None
        elif isinstance(node, ast.If | ast.With | ast.Try | ast.For | ast.While):
            stack.extend(reversed(node.body))
    return list(found)
