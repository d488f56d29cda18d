"""What looks at a document where a class written as text may be run here and now: in a person's own process, a worker.

The functions it stands on take a runner; a process that runs no code of a person's own gives them another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder import analysis, source
from builder.analysis import Analysis
from builder.document.blocks import Document
from builder.interpreter.limits import Limits
from builder.module.local import run_here

if TYPE_CHECKING:
    import graphviz

    from builder.targets.diagram import Options, View


def analyse(document: Document) -> Analysis:
    """Find out shapes, parameters, multiply-adds, bytes and problems of a valid document.

    Torch is needed for classes written as text alone.

    >>> from builder.document.blocks import Layer
    >>> linear = Layer(id="a", kind="Linear", args={"in_features": "auto", "out_features": 5})
    >>> found = analyse(Document(root=linear))
    >>> found.output_shapes, found.parameters
    (((2, 5),), 105)
    """
    return analysis.analyse(document, run_here)


def from_source(text: str, network: str | None = None, limits: Limits | None = None) -> Document:
    """Read pasted PyTorch code; none of it is executed by Python.

    Args:
        text: imports, classes, functions and statements in the safe subset.
        network: the variable that holds the network; the last module bound when left out.
        limits: other limits than the usual ones.

    Raises:
        SourceError: the text is refused, with line and column, the reason and the nearest allowed thing.
    """
    return source.read_source(text, run_here, network, limits)


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
