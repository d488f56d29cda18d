"""Train: the network learns from data, and its curves grow while everybody watches."""

from ui.screens import state
from ui.screens.train import page

page.show(state.current())
