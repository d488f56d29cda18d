"""Build: palette, canvas, inspector, and beside them code, `print(net)`, tree and problems."""

from ui.screens import state
from ui.screens.component import build

build(state.current())
