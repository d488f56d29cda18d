"""The prompt prints what Python's own prompt prints."""

import re

import pytest

from tests.live.python import printed_by_python, printed_here

FORMATS = {
    "a number": 'f"{torch.tensor(1.5)}", f"{torch.tensor(3)}", f"{torch.tensor(True)}", f"{torch.tensor(0.1):}"',
    "digits": 'f"{torch.tensor(1.5):.3f} {torch.tensor(1e-7):.2e} {torch.tensor(0.256):.1%} {torch.tensor(2.5):g}"',
    "widths": 'f"{torch.tensor(3):5d}|{torch.tensor(3):>8}|{torch.tensor(5):,}|{torch.tensor(5.5):+08.2f}"',
    "dtypes": 'f"{torch.tensor(2.1, dtype=torch.bfloat16)} {torch.tensor(1 + 2j):.1f} {torch.tensor(5):x}"',
    "a parameter": 'f"{nn.Parameter(torch.tensor(1.5))}"',
    "a parameter's digits": 'f"{nn.Parameter(torch.tensor(1.5)):.2f}"',
    "one element": 'f"{torch.tensor([1.5])}"',
    "digits of one element": 'f"{torch.tensor([1.5]):.2f}"',
    "digits of a layer": 'f"{net[0]:>10}"',
    "digits of nothing": 'f"{None:>10}"',
    "no such digits": 'f"{torch.tensor(1.5):d}"',
    "conversions": 'f"{torch.tensor(1.5)!s}", f"{torch.tensor(1.5)!r:>20}", f"{torch.tensor(2)=}"',
    "format": '"{:.2f} {}".format(torch.tensor(2.0), torch.tensor(2.0)), format(torch.tensor(2.0)), format(X.shape)',
    "percent": '"%.3f %s %d" % (torch.tensor(2.0), torch.tensor(2.0), torch.tensor(2))',
    "a loss": 'print(f"loss {net(X).sum():.4f}, {X.mean():.3f}")',
    "a device": 'print(torch.device("cpu"), X.device, f"{X.device}", str(torch.device("cuda", 1)), [X.device])',
}

MEMBERS = {
    "a call by name": "net.__call__(X)",
    "a type": "X.type(), X.long().type(), (X > 0).type(), net[0].weight.data.type(), X.half().type()",
    "another type": "X.type(torch.float64), X.type('torch.LongTensor'), X.type('torch.FloatTensor') is X",
    "no such type": "X.type('nothing')",
    "the default dtype": "torch.get_default_dtype()",
}


@pytest.mark.parametrize("text", MEMBERS.values(), ids=MEMBERS)
def test_members_of_torch(text):
    """Of a layer, a tensor and of torch itself."""
    assert printed_here(text) == printed_by_python(text)


P = 'p = Path("models") / "a" / "net.tar.gz"\n'
PATHS = {
    "joined": P + 'p, str(p), f"{p}", "x" / Path("b"), p.joinpath("x", "y"), Path("a", "b/../c"), Path()',
    "taken apart": P + "p.name, p.stem, p.suffix, p.parent, p.parts, p.with_suffix('.pt'), p.with_name('a')",
    "printed": P + "print(p, [p], type(p), isinstance(p, Path), p == Path('models/a/net.tar.gz'))",
    "no path": "Path(1)",
    "text": 'os.path.join("a", "b", "c.pt"), os.path.basename("a/b.pt"), os.path.splitext("a/b.pt"), os.sep',
}


@pytest.mark.parametrize("text", PATHS.values(), ids=PATHS)
def test_paths(text):
    """As text; none leads to a disk."""
    imports = "import os\nfrom pathlib import Path"
    assert printed_here(imports, text) == printed_by_python(imports, text)


RANDOM = {
    "numbers": "random.seed(3)\nrandom.random(), random.randint(1, 6), random.uniform(0, 1), random.gauss(0, 1)",
    "choices": "random.seed('a')\nrandom.choice([1, 2, 3]), random.sample(range(10), 3), random.choices('abc', k=4)",
    "a shuffle": "x = list(range(8))\nrandom.seed(1)\nrandom.shuffle(x)\nx",
    "no choice": "random.choice([])",
}


@pytest.mark.parametrize("text", RANDOM.values(), ids=RANDOM)
def test_random_numbers(text):
    """The very same after the same seed."""
    assert printed_here("import random", text) == printed_by_python("import random", text)


TRAIN = "net(X).sum().backward()\nopt.step()\nopt.zero_grad()\n"
OPTIMIZERS = {
    "shown": "opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)\nprint(opt, type(opt))",
    "steps": f"opt = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)\n{TRAIN * 3}net[0].weight",
    "Adam": f"opt = torch.optim.Adam(net.parameters(), lr=1e-3)\n{TRAIN * 2}net[2].bias, net[0].weight",
    "groups": "opt = torch.optim.AdamW([{'params': net[0].parameters(), 'lr': 0.5}, {'params': net[2].parameters()}])\n"
    f"for g in opt.param_groups: g['weight_decay'] = 0.1\n{TRAIN}print(opt, net[0].bias)",
    "a closure": "torch.optim.SGD(net.parameters(), lr=0.1).step(lambda: net(X).sum())",
    "a wrong rate": "torch.optim.SGD(net.parameters(), lr=-1)",
    "no parameters": "torch.optim.Adam([])",
    "a vector": "nn.utils.parameters_to_vector(net.parameters())",
    "clipped": "net(X).sum().backward()\nnn.utils.clip_grad_norm_(net.parameters(), 1.0), net[0].weight.grad",
}


@pytest.mark.parametrize("text", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_optimizers(text):
    """The same numbers, bit for bit."""
    assert printed_here(text) == printed_by_python(text)


DATA = "ds = TensorDataset(torch.arange(10.0).reshape(5, 2), torch.arange(5))\ntorch.manual_seed(0)\n"
LOADERS = {
    "items": "len(ds), ds[1], ds[1:3], [t.shape for t in ds.tensors]",
    "batches": "dl = DataLoader(ds, batch_size=2)\nlen(dl), dl.batch_size, list(dl), type(dl)",
    "shuffled": "for x, y in DataLoader(ds, 2, shuffle=True, drop_last=True): print(x, y)",
    "a first batch": "next(iter(DataLoader(ds, shuffle=True))), torch.rand(1)",
    "unlike lengths": "TensorDataset(torch.ones(2), torch.ones(3))",
}


@pytest.mark.parametrize("text", LOADERS.values(), ids=LOADERS)
def test_loaders(text):
    """The same batches, and the same random numbers after them."""
    imports = "from torch.utils.data import DataLoader, TensorDataset"
    assert printed_here(imports, DATA + text) == printed_by_python(imports, DATA + text)


CLOCKS = {
    "seconds": "start = time.time()\nf'{time.time() - start:.0f} s'",
    "a counter": "t = time.perf_counter()\ntime.perf_counter() >= t, type(t)",
}


@pytest.mark.parametrize("text", CLOCKS.values(), ids=CLOCKS)
def test_clocks(text):
    """They go on, and give what Python's give."""
    assert printed_here("import time", text) == printed_by_python("import time", text)


@pytest.mark.parametrize("text", FORMATS.values(), ids=FORMATS)
def test_text_of_a_value(text):
    """With every format that torch takes, and the exception where it takes none."""
    assert printed_here(text) == printed_by_python(text)


MARKED = {
    ">>> 1 + 1": "1 + 1",
    ">>> for i in range(2):\n...     print(i)": "for i in range(2):\n    print(i)",
    "In [3]: net(X).shape": "net(X).shape",
    ">>> 1 + 1\n2\n>>> 2 + 2\n4": "1 + 1\n2 + 2",
    "In [3]: net(X).shape\nOut[3]: torch.Size([2, 1])": "net(X).shape",
    "%matplotlib inline\n1 + 1": "1 + 1",
}


@pytest.mark.parametrize(("marked", "plain"), MARKED.items(), ids=MARKED)
def test_marks_of_prompts_are_left_out(marked, plain):
    """As IPython does."""
    assert printed_here(marked) == printed_by_python(plain)


def seconds(text):
    """Return a text with one unit of time."""
    return re.sub(r"\b(?:ms|μs|ns)(?=\W)", "s", text)


@pytest.mark.parametrize("text", ["%%time\n1 + 1", "%time 1 + 1"])
def test_the_time_of_an_input_is_told(text):
    """As IPython tells it: after what is printed, before the value."""
    assert re.fullmatch(
        r"CPU times: user .+ s, sys: .+ s, total: .+ s\nWall time: .+ s\n2\n", seconds(printed_here(text))
    )


@pytest.mark.parametrize("text", ["%timeit net(X)", "%%timeit\nnet(X)", "%timeit -n 10 -r 3 net(X)"])
def test_the_time_of_several_runs_is_told(text):
    """And nothing else."""
    assert re.fullmatch(
        r".+ s ± .+ s per loop \(mean ± std. dev. of 7 runs, 1 loop each\)\n", seconds(printed_here(text))
    )


@pytest.mark.parametrize("text", ["!nvidia-smi", "%%bash\nls", "x = 1\npip install torch"])
def test_what_is_no_python_is_said(text):
    """In a sentence."""
    assert "is a line for a shell or IPython" in printed_here(text)


@pytest.mark.parametrize("text", ["net.forward?", "?net.forward", "net.forward??"])
def test_a_question_is_answered_by_help(text):
    """As far as Python knows."""
    assert printed_here(text) == printed_by_python("help(net.forward)")
