"""Networks by their forwards, as persons write them: `forwards.txt` has the statements, and modules after `>`."""

import re
from pathlib import Path

from tests.targets.test_source_loops import LAYERS, text

ALWAYS = (*(f"self.{name} = nn.Linear(4, 4)" for name in "abc"), LAYERS, LAYERS.replace("layers", "more"))
"""The modules that a network has beside its own, where its forward calls them."""


def _texts() -> dict[str, str]:
    found = {}
    for entry in Path(__file__).with_suffix(".txt").read_text("utf-8").split("\n\n"):
        name, *lines = entry.strip().split("\n")
        modules = tuple(line.removeprefix("> ") for line in lines if line.startswith("> "))
        forward = "\n".join(line for line in lines if not line.startswith("> "))
        modules += tuple(one for one in ALWAYS if re.search(rf"{one.split()[0]}\b", forward))
        found[name.removeprefix("# ")] = "import math\n" + text(modules, forward)
    return found


FORWARDS = _texts()
"""The text of each network."""
