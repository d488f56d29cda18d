"""What a note has beside Python and torch: packages that are not here, drawings, bars, lines for a shell."""

import pytest

from tests.live.python import printed_here

SAID = "{} is not here: what uses it is refused, and the rest goes on.\n"
DRAWS = "matplotlib is not here: what it draws is left out, and the rest goes on.\n"
SHELL = "“!pip install d2l” is a line for a shell or IPython. This prompt runs Python.\n"
GOES_ON = {
    "import matplotlib.pyplot as plt\nprint(1)": DRAWS + "1\n",
    "from matplotlib import pyplot as plt\n1": DRAWS + "1\n",
    "from d2l import torch as d2l\nimport d2l.torch\nimport torch\n1": SAID.format("d2l") + "1\n",
    "import torch.distributed as dist\n1": SAID.format("torch.distributed") + "1\n",
    "try:\n    import pandas\nexcept ImportError as e:\n    print(e)": "No module named 'pandas'\n",
    "x = 1\n!pip install d2l\nprint(x)": SHELL + "1\n",
    "from tqdm.auto import tqdm\nfor i in tqdm(range(2), desc='a'): print(i)": "0\n1\n",
    "from tqdm import trange\nlist(trange(2))": "[0, 1]\n",
    "from IPython import display\ndisplay.display(X.shape); display.clear_output(wait=True)": "torch.Size([2, 4])\n",
    "import sys\nprint('a', file=sys.stderr)": "a\n",
    "torch.cuda.device('cuda')": "<torch.cuda.device object at 0x7f0000000010>\n",
    "import time\ntime.sleep(0.001)\n1": "1\n",
}


@pytest.mark.parametrize(("text", "printed"), GOES_ON.items(), ids=GOES_ON)
def test_the_rest_of_an_input_runs(text, printed):
    """One sentence says what is not here."""
    assert printed_here(text) == printed


PLOTS = (
    "plt.plot([1, 2]), plt.show()",
    "fig, ax = plt.subplots()\nax.set_title('a')\nfor line in zip(ax.lines, [1]): print(len(line))",
    "fig, axes = plt.subplots(2, 3)\nprint(len([ax.imshow(X) for row in axes for ax in row]), len(list(axes.flat)))",
    "_, (a, b) = plt.subplots(1, 2)\na.plot(1); plt.style.use('b'); plt.rcParams['a'] = 5",
    "d2l.plot([1], [2]); d2l.plt.show()",
)
DRAWN = ("((nothing is drawn here), None)\n", "2\n", "6 6\n", "", "")


@pytest.mark.parametrize(("text", "printed"), list(zip(PLOTS, DRAWN, strict=True)), ids=PLOTS)
def test_nothing_is_drawn(text, printed):
    """And what is around a drawing runs."""
    imports = "import matplotlib.pyplot as plt\nfrom d2l import torch as d2l"
    assert printed_here(imports, text).split("goes on.\n")[-1] == printed


@pytest.mark.parametrize("text", ["d2l.try_gpu()", "class A(d2l.Module): pass", "isinstance(1, d2l.A)", "d2l.a + 1"])
def test_what_uses_a_package_that_is_not_here_is_refused(text):
    """By its name."""
    assert "d2l" in printed_here("from d2l import torch as d2l", text).split("goes on.\n")[-1]
