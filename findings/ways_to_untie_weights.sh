#!/usr/bin/env bash
# torch 2.13.0: which operations on a whole network untie two layers that share their weight, without a word.
#
# Guess, written before these runs: copies, files of the whole network, other dtypes and parametrizations keep one
# parameter. What makes parameters anew module by module unties them: to_empty from meta, and load_state_dict with
# assign=True, though the two tensors of the state are the same memory.
#
# Seen: as guessed for to_empty, which leaves two memories; the flag for overwriting parameters does the same for a plain
# .double(). After load_state_dict(assign=True) there are two parameters in one memory: the values agree and plain SGD
# ends where it should, so that nothing looks wrong; but Adam moves each value twice as far, and the norm of the gradients,
# by which they are clipped, comes out too small. weight_norm of one of the layers, unlike spectral_norm, orthogonal and
# pruning, leaves the same: two parameters in one memory.
#
# Cause: Module._apply and load_state_dict go through the names of each module and know nothing of what is shared;
# weight_norm makes two parameters of the weight, one of them a view of it.
#
# It matters to whoever builds a language model on meta and fills it from a file, as advised for large ones: its head
# and its embedding are tied no more, or learn at twice the rate. Tying again afterwards mends it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
cat >"$folder/seen.py" <<'PYTHON'
import copy
import io

import torch
from torch import nn
from torch.nn.utils import parametrizations, prune

OVERWRITE = torch.__future__.set_overwrite_module_params_on_conversion


def tied(device=None):
    first, second = (nn.Linear(3, 3, bias=False, device=device) for _ in range(2))
    second.weight = first.weight
    return nn.Sequential(first, second)


def reloaded(what, **how):
    file = io.BytesIO()
    torch.save(what, file)
    file.seek(0)
    return torch.load(file, **how)


def assigned():
    net = tied("meta")
    net.load_state_dict(reloaded(tied().state_dict()), assign=True)
    return net


def overwritten():
    OVERWRITE(True)
    net = tied().double()
    OVERWRITE(False)
    return net


def with_first(do):
    net = tied()
    do(net[0])
    return net


WAYS = {
    "as tied": tied,
    "deepcopy": lambda: copy.deepcopy(tied()),
    "file of the network": lambda: reloaded(tied(), weights_only=False),
    "double": lambda: tied().double(),
    "double, overwriting": overwritten,
    "to_empty": lambda: tied("meta").to_empty(device="cpu"),
    "assign=True": assigned,
    "weight_norm": lambda: with_first(parametrizations.weight_norm),
    "spectral_norm": lambda: with_first(parametrizations.spectral_norm),
    "orthogonal": lambda: with_first(parametrizations.orthogonal),
    "prune": lambda: with_first(lambda layer: prune.random_unstructured(layer, "weight", 1)),
}
for way, make in WAYS.items():
    matrices = [p for p in make().parameters() if p.shape == (3, 3)]
    memories = {p.untyped_storage().data_ptr() for p in matrices}
    print(f"{way}: parameters {len(matrices)}, memories {len(memories)}")


def learned(net, optimizer):
    nn.init.zeros_(net[0].weight)
    (net[0].weight.sum() + net[1].weight.sum()).backward()
    norm = nn.utils.get_total_norm([p.grad for p in net.parameters()])
    optimizer(net.parameters(), lr=1).step()
    return f"{net[0].weight[0, 0]:.1f}, norm {norm:.2f}"


for way in "as tied", "assign=True":
    steps = [f"{one.__name__} {learned(WAYS[way](), one)}" for one in (torch.optim.SGD, torch.optim.Adam)]
    print(f"one step {way}:", "; ".join(steps))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/seen.py")
expected="as tied: parameters 1, memories 1
deepcopy: parameters 1, memories 1
file of the network: parameters 1, memories 1
double: parameters 1, memories 1
double, overwriting: parameters 2, memories 2
to_empty: parameters 2, memories 2
assign=True: parameters 2, memories 1
weight_norm: parameters 2, memories 1
spectral_norm: parameters 1, memories 1
orthogonal: parameters 1, memories 1
prune: parameters 1, memories 1
one step as tied: SGD -2.0, norm 6.00; Adam -1.0, norm 6.00
one step assign=True: SGD -2.0, norm 4.24; Adam -2.0, norm 4.24"
echo "$seen"
diff <(echo "$expected") <(echo "$seen")
