"""Hold pasted calls of `torchvision.models` against torchvision itself: `python -m tests.zoo.pasted`."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import torch
from torch import nn

from tests.zoo.peers import installed

TEXT = "import torch\nfrom torchvision import models\ntorch.manual_seed(3)\nnet = models.{}({})\n"
OTHERS = (
    ("resnet18", "num_classes=10, zero_init_residual=True"),
    ("resnet50", "replace_stride_with_dilation=[False, True, True]"),
    ("vgg11", "dropout=0.2"),
    ("mobilenet_v2", "width_mult=0.5"),
    ("densenet121", "drop_rate=0.2"),
)


def _calls() -> Iterator[tuple[str, str]]:
    from builder.symbols.libraries.torchvision import FAMILIES, networks

    for family in FAMILIES:
        yield from ((name, "") for name in networks(family))
    yield from OTHERS


def _outputs(net: nn.Module, x: torch.Tensor) -> list[torch.Tensor]:
    found = []
    for mode in (True, False):
        net.train(mode)
        torch.manual_seed(1)
        found.append(net(x))
    return found


def main() -> None:
    """Print a line a network: whether print, keys and outputs in both modes are the same, and values by one seed."""
    held = installed()
    import torchvision

    from builder import from_source, to_module

    warnings.simplefilter("ignore")
    for name, arguments in _calls():
        if name in ("vit_l_16", "vit_l_32", "vit_h_14"):  # as the small ones, with several GB of weights
            continue
        ours = to_module(from_source(TEXT.format(name, arguments)))
        torch.manual_seed(3)
        theirs = eval(f"torchvision.models.{name}({arguments})", {"torchvision": torchvision})
        states = ours.state_dict(), theirs.state_dict()
        same = [str(ours) == str(theirs), list(states[0]) == list(states[1])]
        drawn = all(map(torch.equal, states[0].values(), states[1].values()))
        ours.load_state_dict(states[1])
        x = torch.randn(1 if name.startswith("vit") else 2, 3, *(224, 224) if name.startswith("vit") else (96, 96))
        same += map(torch.equal, _outputs(ours, x), _outputs(theirs, x))
        values = "" if drawn else ", its values drawn in another order"
        print(f"{name}({arguments}): {'equal' if all(same) else f'DIFFERS {same}'}{values}", flush=True)
    del held


if __name__ == "__main__":
    main()
