"""Build: palette, canvas, inspector, and beside them code, `print(net)`, tree and problems."""

from ui.canvas.component import build
from ui.screens import state

build(state.current())
