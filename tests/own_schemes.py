"""Schemes of a person's own, each with a tensor that was worked out by hand, and texts that are none."""

from builder.document.blocks import OwnScheme

MASK = OwnScheme(
    "my_init",
    "def my_init(w):\n    # uniform, small ones zeroed\n    nn.init.uniform_(w, -10, 10)\n    w *= w.abs() >= 5\n",
)
DOUBLED = OwnScheme("doubled", "def doubled(w):\n    w *= 2\n")
NOISE = OwnScheme(
    "noise", "def noise(tensor):\n    tensor.add_(torch.randn_like(tensor), alpha=0.5)\n    return tensor\n"
)
BETWEEN = OwnScheme(
    "between", "def between(w, low=-1, high=1.5):\n    w.uniform_(0, 1)\n    w *= high - low\n    w += low\n"
)
OWN = (MASK, DOUBLED, NOISE, BETWEEN)

BY_HAND = {
    "doubled": ("w *= 2", [[1.0, -2.0], [3.0, 0.0]], [[2.0, -4.0], [6.0, 0.0]]),
    "small ones zeroed": ("w *= w.abs() >= 2", [[1.0, -2.0], [3.0, 0.0]], [[0.0, -2.0], [3.0, 0.0]]),
    "one element": ("w[0, 1] = 42", [[1.0, 2.0]], [[1.0, 42.0]]),
    "rows of length 1": ("w /= w.norm(dim=1, keepdim=True)", [[3.0, 4.0], [0.0, 2.0]], [[0.6, 0.8], [0.0, 1.0]]),
    "a new value of the name": ("w = w * 2", [[1.0, 2.0]], [[1.0, 2.0]]),
    "a loop": ("for i in range(w.shape[0]):\n        w[i, i] = i", [[5.0, 5.0], [5.0, 5.0]], [[0.0, 5.0], [5.0, 1.0]]),
    "by its dims": ("if w.dim() > 1:\n        w.fill_(math.sqrt(9))", [[0.0]], [[3.0]]),
    "a mask as index": ("w[w < 0] = 0", [[1.0, -2.0]], [[1.0, 0.0]]),
    "a list": ("w.copy_(torch.tensor([[1.0, 2.0]]))", [[0.0, 0.0]], [[1.0, 2.0]]),
    "what another shape would be": ("w.t_()\n    w[0, 1] = 7", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [7.0, 4.0]]),
}
"""A body, a tensor before, and after."""

REFUSED = {
    "": (1, "one function of a tensor"),
    "w *= 2": (1, "one function of a tensor"),
    "import os\ndef f(w):\n    pass": (1, "one function of a tensor"),
    "def f():\n    pass": (1, "f has to take the tensor"),
    "def f(w, a=[]):\n    a.append(w)": (1, "which is no number"),
    "def f(*w):\n    pass": (1, "f has to take the tensor"),
    "def f(w, a):\n    pass": (1, "f has to take the tensor"),
    "def f(w, *, a=1):\n    pass": (1, "f has to take the tensor"),
    "def f(w,\n      a='x'):\n    pass": (2, "a begins as 'x', which is no number"),
    "def f(w, a=True):\n    pass": (1, "a begins as True, which is no number"),
    "def f(w, a=w):\n    pass": (1, "a begins as w, which is no number"),
    "def f(w, a=1e999):\n    pass": (1, "a begins as"),
    "def f(w, a=open('x')):\n    pass": (1, "A scheme has no open"),
    "@torch.no_grad()\ndef f(w):\n    pass": (1, "no decorator"),
    "def zeros_(w):\n    pass": (1, "zeros_ is already a scheme of PyTorch"),
    "def copy_(w):\n    pass": (1, "copy_ is already a scheme of PyTorch"),
    "def build_net(w):\n    pass": (1, "build_net"),
    "def module(w):\n    pass": (1, "module"),
    "def name(w):\n    pass": (1, "name"),
    "def f(w):\n    import os": (2, "no imports"),
    "def f(w):\n    global x\n    x = w": (2, "no imports"),
    "def f(w):\n    class A: pass": (2, "no imports"),
    "def f(w):\n    f(w)": (2, "A scheme has no f"),
    "def f(w):\n    f.last = w": (2, "A scheme has no f"),
    "def f(w):\n    w *= 2\n    open('x')": (3, "A scheme has no open"),
    "def f(w):\n    getattr(torch, 'hub')": (2, "A scheme has no getattr"),
    "def f(w):\n    exec('1')": (2, "A scheme has no exec"),
    "def f(w):\n    torch.hub.load('a', 'b')": (2, "cannot use hub"),
    "def f(w):\n    torch.save(w, 'x')": (2, "cannot use save"),
    "def f(w):\n    t = torch\n    t.hub.load('a')": (3, "cannot use hub"),
    "def f(w):\n    torch.nn.init.torch.hub": (2, "cannot use hub|cannot use torch"),
    "def f(w):\n    w.__class__": (2, "cannot use __class__"),
    "def f(w):\n    nn.init.unifrom_(w)": (2, "uniform_"),
    "def f(w):\n    nn.Linear(2, 2)": (2, "cannot use Linear"),
    "def f(w):\n    math.__loader__": (2, "cannot use __loader__"),
    "def f(w):\n    return (yield w)": (2, "yield is not supported"),
    "def f(w):\n    w *= (": (2, "never closed|bracket"),
    "def f(w):\n" + "    w *= 2\n" * 500: (1, "characters"),
}
"""A text that is no scheme, the line at which it is refused, and words of the reason."""

ENDLESS = {
    "def f(w):\n    while True:\n        pass": "steps",
    "def f(w):\n    for i in range(10**9):\n        w += 1": "steps",
    "def f(w):\n    torch.zeros(10**6, 10**6)": "elements",
    "def f(w):\n    a = []\n    while True:\n        a.append(torch.zeros(10**5))": "together|steps",
    "def f(w):\n    x = [0]\n    while True:\n        x += x": "elements|steps|together",
    "def f(w):\n    9**9**9**9": "bits|digits|large|number",
}
"""Texts that would take forever or all memory, and words of what stops them."""
