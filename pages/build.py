"""Build: palette, canvas, inspector, and beside them code, `print(net)`, tree and problems."""

from ui import state
from ui.canvas.component import build

build(state.current())
