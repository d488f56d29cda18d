#!/usr/bin/env bash
# torch 2.13.0: append, extend, insert and del of a container whose names do not count from 0.
#
# Guess, written before these runs: append takes the length for the name of what it appends. A slice net[1:] keeps the
# names "1", "2", ..., so its last layer has the name that append takes, and is replaced; insert looks for names that are
# not there, and del counts names anew. A ModuleList has numbers only, so its methods are those of a list.
#
# Seen: net[1:].append(head) has as many layers as before: head has taken the last one's place, and nothing says so.
# extend and += do the same with the first module that they are given, and put the next one after it. `+` keeps all,
# since it counts anew. del net[i] and pop turn every name into a number. insert among names raises a KeyError. A
# ModuleList takes an index beyond its end for a name, cannot find the module by its place then, and prints it by that
# place; insert(-1, ...), which a Sequential takes, raises a KeyError.
#
# Cause: all but `+` work with str(len(self)) or str(index), whatever the names are.
#
# It matters to whoever takes the front of a network off and puts a head on it: the trained last layer is gone.
# A network made of the layers anew, nn.Sequential(*net[1:]), takes a head well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
cat >"$folder/seen.py" <<'PYTHON'
from collections import OrderedDict

from torch import nn


def cut():
    return nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 2))[1:]


def named():
    return nn.Sequential(OrderedDict(a=nn.Linear(2, 2), b=nn.ReLU(), c=nn.Linear(2, 2)))


def listed():
    return nn.ModuleList([nn.Linear(2, 2), nn.ReLU()])


def added(net, others):
    net += others
    return net


def after(net, change):
    change(net)
    return net


WAYS = {
    "net[1:]": cut,
    "net[1:].append": lambda: cut().append(nn.Tanh()),
    "net[1:].extend": lambda: cut().extend([nn.Tanh(), nn.Sigmoid()]),
    "net[1:] +=": lambda: added(cut(), nn.Sequential(nn.Tanh())),
    "net[1:] +": lambda: cut() + nn.Sequential(nn.Tanh()),
    "Sequential(*net[1:]).append": lambda: nn.Sequential(*cut()).append(nn.Tanh()),
    "del named[1]": lambda: after(named(), lambda net: net.__delitem__(1)),
    "named.pop(0)": lambda: after(named(), lambda net: net.pop(0)),
    "named.insert(0)": lambda: named().insert(0, nn.Tanh()),
    "list.insert(5)": lambda: after(listed(), lambda net: net.insert(5, nn.Tanh())),
    "list.insert(5)[2]": lambda: [after(listed(), lambda net: net.insert(5, nn.Tanh()))[2]],
    "list.insert(-1)": lambda: after(listed(), lambda net: net.insert(-1, nn.Tanh())),
    "Sequential.insert(-1)": lambda: nn.Sequential(*listed()).insert(-1, nn.Tanh()),
}
for way, do in WAYS.items():
    try:
        net = do()
    except KeyError as error:
        print(f"{way}: KeyError {error}")
    else:
        print(f"{way}:", " ".join(f"{name}={type(one).__name__}" for name, one in net.named_children()))
print("list.insert(5) printed:", *str(WAYS["list.insert(5)"]()).split("\n")[1:-1])
PYTHON
seen=$("$folder/venv/bin/python" "$folder/seen.py")
expected="net[1:]: 1=ReLU 2=Linear
net[1:].append: 1=ReLU 2=Tanh
net[1:].extend: 1=ReLU 2=Sigmoid
net[1:] +=: 1=ReLU 2=Tanh
net[1:] +: 0=ReLU 1=Linear 2=Tanh
Sequential(*net[1:]).append: 0=ReLU 1=Linear 2=Tanh
del named[1]: 0=Linear 1=Linear
named.pop(0): 0=ReLU 1=Linear
named.insert(0): KeyError '2'
list.insert(5): 0=Linear 1=ReLU 5=Tanh
list.insert(5)[2]: KeyError '2'
list.insert(-1): KeyError '-1'
Sequential.insert(-1): 0=Linear 1=Tanh 2=ReLU
list.insert(5) printed:   (0): Linear(in_features=2, out_features=2, bias=True)   (1): ReLU()   (2): Tanh()"
echo "$seen"
diff <(echo "$expected") <(echo "$seen")
