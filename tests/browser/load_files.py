"""Run in a fresh process that knows only torch: load the three downloaded files and say what came of them."""

import json
import runpy
import struct
import sys
from pathlib import Path

import torch

DTYPES = {"F32": torch.float32, "I64": torch.int64}


def read_safetensors(path: Path) -> dict[str, torch.Tensor]:
    """Read a safetensors file by its published layout, names of tied tensors in its metadata included."""
    data = bytearray(path.read_bytes())
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    state = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        state[name] = torch.frombuffer(data[start:end], dtype=DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return state | {name: state[kept] for name, kept in metadata.items() if kept in state}


def say(**facts: object) -> None:
    """Print facts, each ended by a zero byte."""
    for name, value in facts.items():
        sys.stdout.write(f"{name.replace('_', ' ')}={value}\0")


(source,), (pt,), (safetensors,) = (list(Path().glob(pattern)) for pattern in ("*.py", "*.pt", "*.safetensors"))
build_net = runpy.run_path(str(source))["build_net"]
first, second = build_net(), build_net()
first.load_state_dict(torch.load(pt, weights_only=True), strict=True)
second.load_state_dict(read_safetensors(safetensors), strict=True)
linear = [m for m in first.modules() if isinstance(m, torch.nn.Linear)]
X = torch.randn(5, linear[0].in_features)
bound = (6 / (linear[0].in_features + linear[0].out_features)) ** 0.5
say(
    parameters=sum(p.numel() for p in first.parameters()),
    tree=first,
    equal=torch.equal(first(X), second(X)) and str(first) == str(second),
    first="within Xavier's bound" if 0 < linear[0].weight.abs().max() <= bound else linear[0].weight,
    last=f"{linear[-1].weight.min()} {linear[-1].bias.max()}",
)
if len(first) > 1 and first[0] is first[1]:
    with torch.no_grad():
        first[0].weight[0, 0] = 7.0
    say(one_object=bool(first[1].weight[0, 0] == 7.0) and not torch.equal(first(X), second(X)))
