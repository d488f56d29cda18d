#!/usr/bin/env bash
# torch 2.13.0: what initialises a layer whose weight is parametrized, and what is lost without a word.
#
# Guess, written before these runs: nn.init on the weight fills a tensor that is worked out anew at the next call, so it is
# lost in both forms; reset_parameters() knows its own layer and draws all of it again; an init function that chooses
# layers by `type(m) is nn.Linear`, as textbooks write it, finds the layer in both forms.
#
# Seen: filling the weight, by nn.init, `.data.fill_` or `copy_` under no_grad, changes nothing and says nothing, in all five.
# reset_parameters(), which draws weight and bias of a plain layer, draws the bias alone: the weight stays as it was. The
# init function by type finds the layer in the old form and passes over it in the new one, where torch.nn.utils.parametrize
# gives each object a class of its own, ParametrizedLinear; `isinstance` finds it in both. Assigning a tensor to `weight` is
# taken by the new form, and is lost in the old one.
#
# Cause: `weight` is a property that computes (new), or an attribute that a hook before forward replaces (old).
#
# It matters to whoever re-initialises networks: half of a layer is drawn again, and no error tells.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
cat >"$folder/seen.py" <<'PYTHON'
import warnings

import torch
from torch import nn
from torch.nn import utils as old
from torch.nn.utils import parametrizations as new

warnings.simplefilter("ignore")  # the old forms say that they are deprecated
VALUES = torch.eye(3).roll(1, 0)


def textbook(module, chosen):
    if chosen(module):
        nn.init.ones_(module.bias)


@torch.no_grad()
def copy(module):
    module.weight.copy_(VALUES)


@torch.no_grad()
def assign(module):
    module.weight = VALUES


WAYS = {
    "nn.init": lambda m: nn.init.ones_(m.weight),
    "data": lambda m: m.weight.data.fill_(1),
    "copy_": copy,
    "assign": assign,
    "reset": lambda m: m.reset_parameters(),
    "type": lambda m: m.apply(lambda one: textbook(one, lambda x: type(x) is nn.Linear)),
    "isinstance": lambda m: m.apply(lambda one: textbook(one, lambda x: isinstance(x, nn.Linear))),
}
FORMS = {
    "new weight_norm": new.weight_norm,
    "old weight_norm": old.weight_norm,
    "new spectral_norm": new.spectral_norm,
    "old spectral_norm": old.spectral_norm,
    "orthogonal": new.orthogonal,
}


def taken(make, do):
    torch.manual_seed(0)
    module = make(nn.Linear(3, 3)).eval()
    none = torch.zeros(1, 3)
    before = module(torch.eye(3)) - module(none), module(none)
    do(module)
    after = module(torch.eye(3)) - module(none), module(none)
    changed = [name for name, a, b in zip(("weight", "bias"), before, after) if not torch.allclose(a, b, atol=1e-6)]
    return "+".join(changed) or "nothing"


for form, make in FORMS.items():
    print(form + ":", ", ".join(f"{way} {taken(make, do)}" for way, do in WAYS.items()))
PYTHON
seen=$("$folder/venv/bin/python" "$folder/seen.py")
expected="new weight_norm: nn.init nothing, data nothing, copy_ nothing, assign weight, reset bias, type nothing, isinstance bias
old weight_norm: nn.init nothing, data nothing, copy_ nothing, assign nothing, reset bias, type bias, isinstance bias
new spectral_norm: nn.init nothing, data nothing, copy_ nothing, assign weight, reset bias, type nothing, isinstance bias
old spectral_norm: nn.init nothing, data nothing, copy_ nothing, assign nothing, reset bias, type bias, isinstance bias
orthogonal: nn.init nothing, data nothing, copy_ nothing, assign weight, reset bias, type nothing, isinstance bias"
echo "$seen"
diff <(echo "$expected") <(echo "$seen")
