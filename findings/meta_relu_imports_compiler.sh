#!/usr/bin/env bash
# torch 2.13.0: the first ReLU of a tensor on the meta device imports torch's compiler.
#
# Guess, written before these runs: an LSTM on the meta device, whose kernel is taken apart in Python, imports
# torch._dynamo; a ReLU, a linear layer or a matrix product only computes a shape and imports nothing.
#
# Seen: x.relu() on the meta device imports torch._dynamo, SymPy and some 800 modules in all, which takes 2 to 3 s of
# CPU once in a process; so do nn.Linear, nn.LSTM and nn.LayerNorm. x.softmax(-1), x @ y and nn.Conv1d import SymPy and
# some 480 modules, but not torch._dynamo. The second ReLU imports nothing. The same ReLU on the CPU imports nothing.
#
# Cause: the meta kernel of ReLU is a Python reference that is wrapped by torch._disable_dynamo, which imports
# torch._dynamo at its first call (torch/_compile.py); that of softmax is not wrapped.
#
# It matters to whoever infers shapes at the start of a server: the first request pays for the compiler.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
cat >"$folder/seen.py" <<'PYTHON'
import sys

import torch
from torch import nn

DO = {
    "relu on cpu": lambda: torch.ones(3, 4).relu(),
    "relu": lambda: torch.ones(3, 4, device="meta").relu(),
    "linear": lambda: nn.Linear(4, 4, device="meta")(torch.ones(3, 4, device="meta")),
    "lstm": lambda: nn.LSTM(4, 4, device="meta")(torch.ones(3, 2, 4, device="meta")),
    "softmax": lambda: torch.ones(3, 4, device="meta").softmax(-1),
    "matmul": lambda: torch.ones(3, 4, device="meta") @ torch.ones(4, 3, device="meta"),
    "conv1d": lambda: nn.Conv1d(3, 4, 1, device="meta")(torch.ones(2, 3, 4, device="meta")),
}
name = sys.argv[1]
before = len(sys.modules)
DO[name]()
after = len(sys.modules)
DO[name]()
loaded = [one for one in ("torch._dynamo", "sympy") if one in sys.modules]
many = "hundreds of modules" if after - before > 300 else f"{after - before} modules"
print(f"{name}: {many}, {' and '.join(loaded) or 'neither'}; again: {len(sys.modules) - after}")
PYTHON
seen=$(for name in "relu on cpu" relu linear lstm softmax matmul conv1d; do
  "$folder/venv/bin/python" "$folder/seen.py" "$name"
done)
expected="relu on cpu: 0 modules, neither; again: 0
relu: hundreds of modules, torch._dynamo and sympy; again: 0
linear: hundreds of modules, torch._dynamo and sympy; again: 0
lstm: hundreds of modules, torch._dynamo and sympy; again: 0
softmax: hundreds of modules, sympy; again: 0
matmul: hundreds of modules, sympy; again: 0
conv1d: hundreds of modules, sympy; again: 0"
echo "$seen"
diff <(echo "$expected") <(echo "$seen")
