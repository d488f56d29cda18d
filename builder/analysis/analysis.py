"""`analyse`: the shapes, parameters, costs and problems of a document's network, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from builder.analysis.collect import problems_of
from builder.analysis.memo import Memo
from builder.analysis.nodes import Node, node_at, nodes, own_tensors, root_node
from builder.analysis.problems import Problem
from builder.analysis.results import Result
from builder.analysis.run import run
from builder.analysis.selection import frozen_parameters
from builder.analysis.single import is_awaiting, single_run, takes_single
from builder.analysis.sizes_taken import Sizes, sizes_taken
from builder.analysis.ties import Ties
from builder.analysis.values import shapes
from builder.caching import cached_property
from builder.catalogue.layers.kind import Args, ParameterSpec, Value
from builder.document.blocks import Block, Document, Layer, TensorBlock
from builder.errors import ShapeError
from builder.network.network import Network
from builder.runner import Runner
from builder.sentences import say


class BlockAnalysis(msgspec.Struct, frozen=True):
    """The analysis of one module path.

    `inputs` and `output` are what flows in and out; `()` and None where a mistake upstream leaves them unknown.
    `args` are a layer's arguments, all of them and every `"auto"` decided; None for a container and where that
    failed. `parameters`, `bytes` (parameters and buffers) and `multiply_adds` (of one sample: N is 1, all other sizes
    are those of the inputs) include what is below. Parameters
    count once: at another place of the same module they are 0 and `same_as` is the path that counts them; a tied
    tensor that counts elsewhere is in `tied_to`, name -> key (`"0.weight"`). Functions and tensors of a graph
    have paths too, though they are no modules: the graph's and their name; a tensor's own name in `tensors` is "".
    """

    path: str
    block: Block
    inputs: tuple[Value, ...]
    output: Value | None
    args: Args | None
    tensors: tuple[ParameterSpec, ...]
    parameters: int
    multiply_adds: int
    bytes: int
    same_as: str | None
    tied_to: dict[str, str]

    @property
    def input_shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of each tensor that enters, with the batch dim; `()` where unknown."""
        return shapes(*self.inputs)

    @property
    def output_shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of each tensor that is returned, with the batch dim; `()` where unknown."""
        return () if self.output is None else shapes(self.output)


_FEW = 16


class Blocks(Mapping[str, BlockAnalysis]):
    """Block analyses by module path, the root's `""`, in the order of `named_modules`; made when asked for."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._asked = 0

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {node.path: node for node in nodes(self._analysis.counted)}

    def __getitem__(self, path: str) -> BlockAnalysis:
        # A few paths are looked up one by one; after that all are built, since most callers then need all.
        self._asked += 1
        node = node_at(self._analysis.counted, path) if self._asked < _FEW else self._nodes.get(path)
        if node is None:
            raise KeyError(path)
        return self._analysis.block_at(node)

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


class Analysis:
    """The analysis of one document; totals are those of the root."""

    def __init__(self, document: Document, runner: Runner) -> None:
        self.document = document
        self.runner = runner
        self.network = Network.of(document)
        self._memo = self.network.remembered(Memo)
        self.root: Node = root_node(self.expanded.root, run(self.expanded, runner, self._memo))

    @property
    def expanded(self) -> Document:
        """The document with its instances written out: the blocks that are analysed."""
        return self.network.whole

    @cached_property
    def counted(self) -> Node:
        """The root with the run for one sample, where only such a run says what it costs; asked for once costs are."""
        result, single = self.root.result, self._single
        if single is result:
            return self.root
        return root_node(self.root.block, result, single if takes_single(single, result) else None)

    @cached_property
    def _single(self) -> Result:
        result = self.root.result
        return result if result.single is not None else single_run(self.expanded, result, self.runner, self._memo)

    @cached_property
    def blocks(self) -> Mapping[str, BlockAnalysis]:
        """What is known of each module path."""
        return Blocks(self)

    @cached_property
    def ties(self) -> Ties:
        """What the document's ties change in the counts."""
        return Ties(self.expanded, self.root)

    def block_at(self, node: Node) -> BlockAnalysis:
        """Put together what is known of one node of `counted`."""
        result, layer = node.result, node.layer
        less = self.ties.less_at(node.path)
        counts = node.again is None
        return BlockAnalysis(
            path=node.path,
            block=node.block,
            inputs=() if result.inflow is None else result.inflow.given,
            output=None if result.outflow is None else result.outflow.values[0],
            args=None if layer is None else layer.args,
            tensors=own_tensors(node),
            parameters=result.parameters - less[0] if counts else 0,
            multiply_adds=self._of_one(node),
            bytes=result.bytes - less[1] if counts else 0,
            same_as=node.again,
            tied_to=self._tied_to(node),
        )

    def _tied_to(self, node: Node) -> dict[str, str]:
        if not isinstance(node.block, TensorBlock):
            return self.ties.tied_to.get(node.path, {})
        owner, _, name = node.path.rpartition(".")
        tied = self.ties.tied_to.get(owner, {})
        return {"": tied[name]} if name in tied else {}

    @property
    def parameters(self) -> int:
        """Learned parameters, each tensor once."""
        return self.root.result.parameters - self.ties.less_at("")[0]

    @property
    def bytes(self) -> int:
        """Bytes of all parameters and buffers, each tensor once."""
        return self.root.result.bytes - self.ties.less_at("")[1]

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds of one forward for one sample."""
        return self._of_one(self.counted)

    @property
    def batch_multiply_adds(self) -> int:
        """Multiply-adds of one forward of the sample batch."""
        return self.root.result.multiply_adds

    @property
    def awaits(self) -> bool:
        """Whether shapes or costs of text classes are still being computed by workers."""
        return is_awaiting(self.root.result) or is_awaiting(self._single)

    def _of_one(self, node: Node) -> int:
        """Return what a block costs for one sample; an equal share of the batch where it takes no single one."""
        if self._single is self.root.result:
            # Where no run with one sample is needed and a block cannot say, there is no batch: all runs cost the same.
            one = node.result.single
            return node.result.multiply_adds if one is None else one
        if node.single is not None:
            return node.single.multiply_adds
        return -(-node.result.multiply_adds // self.document.batch)

    @cached_property
    def sizes(self) -> Sizes | None:
        """Which sizes the inputs may have beside their own; None where that cannot be told. It takes many runs."""
        return sizes_taken(self.expanded, self.root.result, self.runner)

    @cached_property
    def trainable(self) -> int:
        """Learned parameters that are not frozen."""
        return self.parameters - (self._frozen or 0)

    @cached_property
    def _frozen(self) -> int | None:
        return frozen_parameters(self.expanded, self.root, self.ties)

    @property
    def output(self) -> Value | None:
        """What the network returns; None where a mistake leaves it unknown."""
        outflow = self.root.result.outflow
        return None if outflow is None else outflow.values[0]

    @property
    def input_shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of each input, with the batch dim."""
        inflow = self.root.result.inflow
        return () if inflow is None else shapes(*inflow.values)

    @property
    def output_shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shape of each tensor that the network returns; `()` where unknown."""
        return () if self.output is None else shapes(self.output)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All mistakes and warnings, in document order."""
        return problems_of(self.expanded, self.root, self.ties, self.bytes, self._frozen)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems with which the network cannot run."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Problems with which the network runs, but which are rarely intended."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Blocks that have no effect, which torch allows."""
        return tuple(problem for problem in self.problems if problem.severity == "note")


def analyse(document: Document, runner: Runner) -> Analysis:
    """Compute shapes, parameters, multiply-adds, bytes and problems of a valid document, without torch.

    Args:
        document: its batch says how many samples the shapes are of; multiply-adds are of one.
        runner: is asked what classes written as text do; where it answers None, their shapes are being found.
    """
    return Analysis(document, runner)


def resolved_args(document: Document, runner: Runner) -> dict[str, Args]:
    """Return the arguments of every layer by module path, defaults filled in and every `"auto"` decided.

    Places that share another block's module are left out.

    Args:
        document: a valid one; its instances are expanded first.
        runner: as `analyse` takes it.

    Raises:
        ShapeError: an `"auto"` cannot be decided; with the path and the remedy.
    """
    analysis = analyse(document, runner)
    resolved: dict[str, Args] = {}
    for node in nodes(analysis.root):
        if isinstance(node.block, Layer):
            assert node.layer is not None
            if node.layer.args is None:
                raise _undecided_error(analysis, node)
            resolved[node.path] = node.layer.args
    return resolved


def _undecided_error(analysis: Analysis, node: Node) -> ShapeError:
    here = [problem for problem in analysis.errors if problem.path == node.path] or list(analysis.errors)
    problem = here[0].problem if here else say("analysis.undecided")
    error = ShapeError(problem, hint=here[0].hint if here else None)
    error.path = here[0].path if here else node.path
    return error
