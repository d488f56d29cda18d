"""What looks at a document where a class written as text may be run here and now: in a person's own process, a worker.

The functions it stands on take a runner; a process that runs no code of a person's own gives them another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from builder import analysis, source
from builder.analysis import Analysis
from builder.candidates.candidate import Candidate
from builder.document.blocks import Document
from builder.interpreter.limits import Limits
from builder.module.local import run_here
from builder.symbols.inputs.shapes import Shapes

if TYPE_CHECKING:
    import graphviz

    from builder.targets.diagram import Options, View


def analyse(document: Document) -> Analysis:
    """Find out shapes, parameters, multiply-adds, bytes and problems of a valid document.

    Torch is needed for classes written as text alone.

    Args:
        document: shapes in the result are those of `document.batch` samples, multiply-adds those of one.

    >>> from builder.document.blocks import Layer
    >>> linear = Layer(id="a", kind="Linear", args={"in_features": "auto", "out_features": 5})
    >>> found = analyse(Document(root=linear))
    >>> found.output_shapes, found.parameters
    (((2, 5),), 105)
    """
    return analysis.analyse(document, run_here)


def from_source(
    text: str,
    network: str | None = None,
    limits: Limits | None = None,
    arguments: Mapping[str, object] | None = None,
    inputs: Shapes | None = None,
) -> Document:
    """Read pasted PyTorch code; none of it is executed by Python.

    A text that creates no network is read as if it ended in a line that creates the likeliest one; a warning says so
    where it takes guesses for what must be given.

    Args:
        text: imports, classes, functions and statements in the safe subset.
        network: the variable that holds the network, or the class or function that makes it; the likeliest one when
            left out, which `networks_in` names first.
        limits: other limits than the usual ones.
        arguments: what the class or function is given, by name; a string is a Python expression.
        inputs: the shapes of the inputs, as `("N", 3, 224, 224)` or `"N, 64:int64:50257"`, one or several; those of a
            call in the text, or likely ones, when left out.

    Raises:
        SourceError: the text is refused, with line and column, the reason and the nearest allowed thing.
        DocumentError: `inputs` are no shapes, or a value among `arguments` has none.
    """
    return source.read_source(text, run_here, network, limits, arguments, inputs)


def networks_in(text: str, limits: Limits | None = None) -> list[Candidate]:
    r"""Return what the network of a text could be: variables, classes and functions, the likeliest first.

    >>> [one.name for one in networks_in("class Net(nn.Module):\n    def forward(self, x):\n        return x")]
    ['Net']

    Raises:
        SourceError: the text is refused.
    """
    return source.networks_in(text, run_here, limits)


def to_source(document: Document) -> str:
    """Write the Python file that builds the network of a document, importing only torch.

    Its `build_net()` draws the same initial weights as `to_module(document)`.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
    """
    from builder.targets.source import emit

    return emit(document, run_here).text


def to_dot(
    document: Document, view: View = "tree", depth: int | None = None, options: Options | None = None
) -> graphviz.Digraph:
    """Draw a document as its module tree or as its dataflow; its problems are drawn with it.

    Args:
        document: what to draw.
        view: "tree" or "flow".
        depth: levels below the root that are drawn; as many as are readable when left out.
        options: how it looks.
    """
    from builder.targets.diagram import draw

    return draw(analyse(document), view, depth, options)
