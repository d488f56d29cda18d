"""A network that was built at the prompt becomes the document, where it is what its code makes."""

import pytest
import torch

from builder import templates
from builder.document.blocks import Sequential
from builder.jobs.prompt import Prompt
from builder.jobs.shelf import Shelf
from builder.weights.carry import materialise
from builder.weights.checkpoint import open_safetensors

MLP = templates.load("mlp")
CLASS = """
class Twice(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Linear(width, width)
    def forward(self, x):
        return self.inner(self.inner(x)).relu()
"""


@pytest.fixture
def prompt(tmp_path):
    """Give a prompt on a perceptron."""
    materialise(MLP, tmp_path / "net.safetensors")
    return Prompt(MLP, tmp_path / "net.safetensors", Shelf(tmp_path / "shelf"))


@pytest.fixture
def use(prompt, tmp_path):
    """Give a function that enters inputs and has a network used."""

    def enter_and_use(name, *texts):
        for text in texts:
            answer = prompt.enter(text, tmp_path / "after.safetensors")
            assert answer.problem is None
        return prompt.use(name, tmp_path / "own.safetensors")

    return enter_and_use


def test_a_network_becomes_the_document_with_its_weights(use, tmp_path):
    """Values that were set by hand as well."""
    used = use("mine", "mine = nn.Sequential(nn.Linear(3, 2), nn.ReLU())", "mine[0].weight.data[:] = 7")
    assert isinstance(used.document.root, Sequential)
    assert torch.equal(open_safetensors(tmp_path / "own.safetensors")["0.weight"], torch.full((2, 3), 7.0))


def test_a_class_of_the_prompt_becomes_blocks(use):
    """As where it is pasted."""
    used = use("net", CLASS, "net = nn.Sequential(Twice(20), Twice(20))", "net(X)")
    assert [one.class_name for one in used.document.root.children] == ["Twice", "Twice"]


def test_the_network_of_the_prompt_stays_the_very_object(use, prompt):
    """An optimizer that was made for it goes on changing it."""
    use("mine", "mine = nn.Sequential(nn.Linear(4, 1))", "opt = torch.optim.SGD(mine.parameters(), lr=0.1)")
    assert prompt.console.run("net is mine") == "True\n"


def test_changes_after_it_are_those_of_the_document(use, prompt, tmp_path):
    """They are saved as before."""
    use("mine", "mine = nn.Sequential(nn.Linear(4, 1))")
    assert prompt.enter("net[0].bias.data[:] = 5", tmp_path / "next.safetensors").changed


def test_the_prompt_tells_its_networks_the_newest_first(prompt, tmp_path):
    """Not those that are in the document."""
    answer = prompt.enter("a = nn.ReLU()\nb = nn.Linear(2, 2)\nc = net[0]", tmp_path / "after.safetensors")
    assert answer.networks == ("b", "a")


HOOKED = "mine = nn.Sequential(nn.Linear(4, 1), nn.ReLU())\nseen = []\n"
HOOK = "mine[0].register_forward_hook(lambda m, i, o: seen.append(o.shape))"


def test_hooks_that_are_gone_are_no_matter(use):
    """Whoever looked into a network may use it."""
    used = use("mine", HOOKED, f"h = {HOOK}\nmine(torch.ones(2, 4))\nh.remove()\nseen")
    assert [one.kind for one in used.document.root.children] == ["Linear", "ReLU"]


REFUSED = {
    "hooks": ("mine", (HOOKED + HOOK,), "still has hooks"),
    "no network": ("nothing", (), "no network called nothing"),
    "no shapes yet": ("a", ("a = nn.Sequential(nn.LazyLinear(3))",), "have no shape yet"),
    "of the document's": ("a", ("a = nn.Sequential(net, nn.ReLU())",), "net"),
    "random tensors of its own": (
        "a",
        ("class R(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.w = torch.rand(20)\n"
         "    def forward(self, x):\n        return x * self.w\na = R()",),
        "returns other values",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "texts", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_a_document_is_refused_in_a_sentence(use, name, texts, problem):
    """And nothing is written."""
    used = use(name, *texts)
    assert used.document is None
    assert problem in used.problem


def test_a_network_that_is_not_what_its_code_makes_is_refused(prompt, use, tmp_path):
    """As after an input that failed halfway, of which nothing is read."""
    prompt.enter("a = nn.Sequential(nn.Linear(2, 2))", tmp_path / "after.safetensors")
    prompt.enter("a.append(nn.Tanh())\n1 / 0", tmp_path / "after.safetensors")
    assert "it has other layers" in use("a").problem
