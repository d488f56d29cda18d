"""The network of a text, as Python itself makes it."""

import sys
import types

from torch import nn

HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"


def live(code: str) -> nn.Module:
    """Run a text as Python does, which only a test may do; return its `net`."""
    module = types.ModuleType("tests_trace_of_text")
    sys.modules[module.__name__] = module
    exec(code, module.__dict__)
    net: nn.Module = module.net
    return net
