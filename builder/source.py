"""`read_source`: pasted PyTorch to a document, by interpreting it on symbols; `networks_in`: what it could mean."""

from __future__ import annotations

import warnings
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from msgspec.structs import replace

from builder.candidates.arguments import check_names, chosen_arguments, evaluate_call
from builder.candidates.as_used import as_used
from builder.candidates.assumed_globals import AssumedGlobals
from builder.candidates.attempts import Attempt, first_read, not_guessed
from builder.candidates.calls import Call
from builder.candidates.candidate import Candidate
from builder.candidates.listing import candidates_of
from builder.candidates.notes import GuessWarning, first_names, notes_of
from builder.candidates.variables import NetworkVariables
from builder.catalogue.layers.validation import MAX_INT
from builder.classes.alike import are_alike
from builder.classes.closures import Sources
from builder.classes.left_behind import drawn_outside, left_behind, other_modes
from builder.classes.of_file import Texts
from builder.classes.shared_values import require_unshared
from builder.classes.text import read_text
from builder.document.blocks import Document, Instance
from builder.document.validation import MAX_BLOCKS
from builder.errors import BuilderError, SourceError
from builder.expansion.instances import expanded
from builder.expansion.lazy_layers import has_lazy, keeps_lazy
from builder.expansion.validation import validate
from builder.interpreter.failures import Refusal, source_error
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Limits, Value
from builder.interpreter.parse import parse
from builder.interpreter.values import Function
from builder.notes.plain import Plain, plain
from builder.notes.timm import with_helpers
from builder.runner import Runner
from builder.sentences import Sentence, near, say
from builder.symbols.dataflow.arguments import needs
from builder.symbols.files.cells import run_cells
from builder.symbols.files.file_host import PastedHost
from builder.symbols.files.left_out import LeftOut
from builder.symbols.initial.rounding import require_unrounded
from builder.symbols.initial.weights import Weights
from builder.symbols.inputs.call_notes import call_notes
from builder.symbols.inputs.fixed_dims import open_further
from builder.symbols.inputs.given_inputs import given_inputs
from builder.symbols.inputs.inputs import find_inputs
from builder.symbols.inputs.shapes import InputShape, Shapes, shapes_of
from builder.symbols.modules.blocks import Blocks
from builder.symbols.modules.own_methods import require_torch_methods, writes_str
from builder.symbols.values import ModuleSymbol, check_tree, walk

_LAYER_STEPS = 100
"""Steps that count for each layer of an attempt."""


def read_source(  # noqa: PLR0913, PLR0917 - what a person may choose
    text: str,
    runner: Runner,
    network: str | None = None,
    limits: Limits | None = None,
    arguments: Mapping[str, object] | None = None,
    inputs: Shapes | None = None,
    guess: bool = True,
) -> Document:
    """Read pasted PyTorch code; none of it is executed by Python.

    A text that creates no network is read as if it ended in a line that creates the likeliest one, with guesses for
    the arguments that must be given; a warning says which.

    Args:
        text: imports, classes, functions and statements in the safe subset; also as a notebook, as Markdown, or with
            prompts and results.
        runner: is asked what a class does that no graph can express.
        network: the variable that holds the network, or the class or function that makes it; the likeliest when left
            out (`networks_in`).
        limits: other limits than the usual ones.
        arguments: what the class or function is given, by name; a string is a Python expression.
        inputs: the shapes of the inputs; those of a call in the text, or likely ones, when left out.
        guess: whether arguments may be guessed; False where nobody would read the warning.

    Raises:
        SourceError: the text is refused, with line and column, the reason and the nearest allowed thing.
        DocumentError: `inputs` are no shapes, a value among `arguments` has none, or the text is a notebook that is
            damaged or too large.
    """
    given = () if inputs is None else shapes_of(inputs)
    pasted = plain(text, (limits or Limits()).text)
    assumed = AssumedGlobals()
    chosen = chosen_arguments(arguments or {})

    def read() -> _ReadText:
        run = _Run(pasted, runner, limits, assumed=assumed)
        module = None if chosen else _present(run, network)
        if module is None:
            return _read_with_call(run, network, chosen, given, guess)
        return _present_read(run, module, network, given)

    with _columns_of(pasted):
        run, document = assumed.tried(read) if guess else read()
    for note in (*assumed.notes(), *run.notes, *_notes(run), *pasted.notes):
        warnings.warn(note, stacklevel=2)
    return document


def networks_in(text: str, runner: Runner, limits: Limits | None = None) -> list[Candidate]:
    """Return the variables that hold a network, and the classes and functions that make one, the likeliest first.

    Raises:
        SourceError: the text is refused.
        DocumentError: it is a notebook that is damaged or too large.
    """
    pasted = plain(text, (limits or Limits()).text)
    with _columns_of(pasted):
        return _Run(pasted, runner, limits).candidates


@contextmanager
def _columns_of(pasted: Plain) -> Iterator[None]:
    """Count the columns of errors as the text that was pasted has them."""
    try:
        yield
    except SourceError as error:
        cut = pasted.cut.get(error.line - 1, 0)
        if not cut:
            raise
        raise SourceError(error.problem, error.line, error.column + cut, error.hint) from None


class _Run:
    """One run of a text, up to its last line."""

    def __init__(
        self,
        pasted: Plain,
        runner: Runner,
        limits: Limits | None,
        sources: Sources | None = None,
        assumed: AssumedGlobals | None = None,
    ) -> None:
        sources = {} if sources is None else sources
        assumed = AssumedGlobals() if assumed is None else assumed
        self.again = (pasted, runner, limits, sources, assumed)
        self.layers = 0
        self.host = PastedHost(pasted.bad)
        self.host.assumed, self.host.unbound_by = assumed.values, assumed.lines
        self.interpreter = Interpreter(self.host, limits)
        written = with_helpers(pasted.text)
        self.host.texts = self.texts = Texts(written.text, self.interpreter, runner, sources)
        self.tree = written.placed(parse(written.text, self.interpreter.limits))
        self.last: Value = run_cells(self.interpreter, self.host, self.tree, pasted.cells)
        self.variables = self.interpreter.globals.variables
        self.bound = NetworkVariables(self.variables, self.tree, self.last)
        self.notes: list[str | GuessWarning] = []
        if names := written.names:
            self.notes.append(say("source.timm", names=Sentence(first_names(names)), count=len(names)))

    @property
    def work(self) -> int:
        """What was spent so far, in steps."""
        return self.interpreter.budget.steps + _LAYER_STEPS * self.layers + self.texts.work

    @property
    def candidates(self) -> list[Candidate]:
        """What could be the network."""
        found = candidates_of(self.variables, self.bound.names(), self.tree)
        made = [] if self.bound.modules or self.builds else self.host.constructed[-1:]
        return [*(Candidate(one.cls.name, "object", one.place[0]) for one in made), *found]

    @property
    def builds(self) -> bool:
        """Whether the text has a function `build_net` that needs nothing, as the files have that are written here."""
        found = self.variables.get("build_net")
        return isinstance(found, Function) and not needs(found)


def _notes(run: _Run) -> list[str | LeftOut]:
    """Return what is said of a text that was read: which classes stay text, which lines are left out."""
    used = run.texts.used
    whys = [(name, one.error.line, Sentence(one.error.problem)) for name, one in used.items()]
    kept: list[str | LeftOut] = [
        say("source.kept-as-code", class_name=name, line=line, problem=why) for name, line, why in whys
    ]
    kept += [say("source.methods-left-out", class_name=name) for name in used if run.texts.is_cut(name)]
    kept += [say("source.unmoved", class_name=name) for name in used if name in run.texts.closures.unmoved]
    said = run.host.left_out_report([one.cls.node for one in used.values()])
    return kept if said is None else [*kept, said]


def _document(run: _Run, module: ModuleSymbol, given: tuple[InputShape, ...]) -> Document:
    """Return the document of a module of a run; every forward in it is read."""
    with run.interpreter.run_scope():
        run.host.lost.check(module)
        made = _document_of(run, module, given)
    kept = [one for _, one in run.texts.objects]
    require_unshared(module, kept, run.variables)
    if names := other_modes(module, kept):
        run.notes.append(say("source.modes", names=Sentence(first_names(names)), count=len(names)))
    found = left_behind(module, kept, run.texts.definitions, run.host.fills)
    if not isinstance(made.root, Instance) and writes_str(module):
        run.notes.append(say("source.str", name=module.cls.name))
    run.notes += call_notes(run.host.flows, module.cls.name)
    run.notes += [say("source.left-behind", class_name=cls, names=Sentence(first_names(names))) for cls, names in found]
    if drawn := drawn_outside(module, kept, run.texts.around, run.host.fills):
        run.notes.append(say("source.drawn-outside", names=Sentence(first_names(drawn)), count=len(drawn)))
    return made


def _document_of(run: _Run, module: ModuleSymbol, given: tuple[InputShape, ...]) -> Document:
    interpreter, host, texts = run.interpreter, run.host, run.texts
    try:
        check_tree(module, MAX_BLOCKS)
    except Refusal as failure:
        raise SourceError(failure.problem, *module.place, failure.hint) from None
    require_torch_methods(module)
    refused = next((inner.refused for _, inner in walk(module) if inner.refused is not None), None)
    if refused is not None:
        raise refused
    inputs, batch = (
        given_inputs(interpreter, host.flows, module, given)
        if given
        else find_inputs(interpreter, host.flows, module, run.tree)
    )
    open_further(interpreter, host.flows, module, inputs, batch)
    blocks = Blocks(interpreter, host.flows, host.begun)
    root = blocks.block(module, listed=module.kind in ("ModuleList", "ModuleDict"))
    weights = Weights(blocks.order, blocks.ids, blocks.tensors, blocks.fixed)
    # A scheme of one's own takes no name that a class which is kept as text gives to a file.
    weights.schemes.taken |= {name for one in texts.definitions for name in read_text(one.source or "").binds}
    require_unrounded(host, module, weights.places)
    try:
        rules = weights.rules(texts.filled_outside(host.fills, host.fillers))
        document = Document(
            root=root,
            inputs=inputs,
            batch=batch,
            definitions=texts.definitions,
            ties=tuple(tie for tie in weights.ties() if not texts.ties_itself(tie)),
            init=rules,
            schemes=tuple(weights.schemes.found.values()),
            frozen=weights.frozen(blocks.order),
            seed=host.seed if isinstance(host.seed, int) and 0 <= host.seed <= MAX_INT else 0,
        )
        validate(document)
    except SourceError:
        raise
    except BuilderError as error:
        where = f"{error.path}: " if error.path else ""
        raise SourceError(f"{where}{error.problem}", *module.place, error.hint) from None
    return _lazily(document, module)


def _lazily(document: Document, module: ModuleSymbol) -> Document:
    """Keep the lazy layers of a text in code, unless only classes that stay text have them and the text runs them."""
    kept = replace(document, lazy="keep")
    whole = expanded(kept)
    return kept if keeps_lazy(whole) or (has_lazy(whole) and not module.calls) else document


def _present(run: _Run, name: str | None) -> ModuleSymbol | None:
    """Return the network that the text itself creates: of this name, else the likeliest, else none."""
    if name is not None:
        chosen = run.variables.get(name)
        return chosen if isinstance(chosen, ModuleSymbol) else None
    if run.host.unmade and (run.bound.modules or run.host.constructed):  # which of them is meant?
        raise source_error(next(iter(run.host.unmade.values())))
    if run.bound.modules and not (run.bound.only_losses and run.host.constructed):
        first, *others = run.bound.modules
        named = run.bound.names(one for one in others if not one.is_layer)
        if named:
            shown = run.bound.name(first) or Sentence(say("source.last-line"))
            run.notes.append(say("source.several", name=shown, others=Sentence(first_names(named))))
        return first
    if run.builds:
        with run.interpreter.run_scope():
            made = run.interpreter.call(run.variables["build_net"])
        return made if isinstance(made, ModuleSymbol) else None
    return run.host.constructed[-1] if run.host.constructed else None  # one that a function such as main() made


class _ReadText(NamedTuple):
    run: _Run
    document: Document


def _present_read(run: _Run, module: ModuleSymbol, network: str | None, given: tuple[InputShape, ...]) -> _ReadText:
    """Read the network that a text creates: by a class that says how it is used, where its own is not enough."""
    try:
        found = _ReadText(run, _document(run, module, given))
    except SourceError:
        other = _as_used(run, module, network, given)
        if other is None:
            raise
        return other
    if run.host.flows.unread is None:
        return found
    other = _as_used(run, module, network, given) if isinstance(found.document.root, Instance) else None
    return other or found


def _as_used(run: _Run, module: ModuleSymbol, network: str | None, given: tuple[InputShape, ...]) -> _ReadText | None:
    """Read a network by a class that derives from its own; None where that does not make one that is alike."""
    pasted, runner, limits, _, assumed = run.again
    name = network or run.bound.name(module)
    runs = [run]
    for _ in range(0 if name is None or pasted.cells else 2):
        more = any(_returns_more(one) for one in runs)
        used = as_used(pasted.text, run.tree, name or "", module, more)
        if used is None:
            return None
        try:
            runs.append(_Run(pasted._replace(text=used.text), runner, limits, {}, assumed))
            document = _alike(runs[-1], module, run, network, given)
        except SourceError:
            if more or not _returns_more(runs[-1]):
                return None
            continue
        runs[-1].notes.append(say("source.as-used", name=used.name, of=used.of))
        runs[-1].notes += [say("source.as-used.tensors", name=used.of)] if more else []
        return None if document is None else _ReadText(runs[-1], document)
    return None


def _alike(
    run: _Run, module: ModuleSymbol, of: _Run, network: str | None, given: tuple[InputShape, ...]
) -> Document | None:
    """Return the document of the network of a run, None unless that is called, and like the module of another run."""
    found = _present(run, network)
    if found is None or not are_alike(module, of.host, found, run.host):
        return None
    document = _document(run, found, given)
    return document if run.host.flows.unread is None else None


def _returns_more(run: _Run) -> bool:
    """Tell whether the forward of a class that is kept as code returns more than tensors."""
    return any(error.hint == say("module.forward-returns.hint") for _, error in run.texts.failed.values())


def _read_with_call(
    run: _Run, name: str | None, chosen: dict[str, str], given: tuple[InputShape, ...], guess: bool
) -> _ReadText:
    """Return what the text is with a line that creates a network: by the class of a name, else by the likeliest."""
    unmade = {} if name or chosen else {one: source_error(why) for one, why in run.host.unmade.items()}
    whole = _wholes(run, name, chosen, unmade)
    instead_of = unmade.get(whole[0].name)
    if not guess and (instead_of is not None or whole[0].needs(chosen)):
        raise instead_of or not_guessed(whole[0], chosen)
    runs = [run]

    def attempt(candidate: Candidate, call: Call) -> Attempt[_ReadText]:
        here = runs.pop() if runs else _Run(*run.again)
        before = here.work
        try:
            module = evaluate_call(here.interpreter, candidate, call.text, chosen)
            if not isinstance(module, ModuleSymbol):
                raise SourceError(say("source.no-module", call=call.text), candidate.line, 1)
            here.layers = sum(1 for _ in walk(module))
            read = _ReadText(here, _document(here, module, given))
        except SourceError as error:
            return Attempt(here.work - before, error=error)
        return Attempt(here.work - before, read, not here.host.flows.mismatches)

    try:
        found = first_read(whole, chosen, attempt)
    except SourceError as error:
        raise instead_of or error from None
    found.read.run.notes += notes_of(found, [] if name or chosen else whole, instead_of)
    return found.read


def _wholes(run: _Run, name: str | None, chosen: Mapping[str, str], unmade: Container[str]) -> list[Candidate]:
    """Return what could be called: the class or function of a name, those that the text would make, else all wholes."""
    candidates = [one for one in run.candidates if one.kind in ("class", "function") and name in (None, one.name)]
    whole = [one for one in candidates if one.name in unmade] or [one for one in candidates if not one.part]
    whole = whole or candidates[:1]
    if not whole:
        raise _none(run, name)
    if chosen:
        check_names(whole[0], chosen)
    return whole[:1] if chosen else whole


def _none(run: _Run, name: str | None) -> SourceError:
    """Return why there is no network."""
    if name is not None:
        known = [one.name for one in run.candidates]
        hint = near(name, known) or say("source.variable.hint")
        return SourceError(say("source.variable", name=name), 1, 1, hint)
    run.host.lost.check_nothing()
    if run.host.failures:
        return source_error(run.host.failures[-1])
    last = run.host.written[-1].name if run.host.written else "nn.Sequential"
    hint = say("source.no-network.hint", name=last)
    return SourceError(say("source.no-network") + run.host.needs(), 1, 1, hint)
