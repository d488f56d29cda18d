"""Small runs in folders."""

import numpy as np

from builder import to_module
from builder.datasets.prepare import Preparation
from builder.datasets.stored import DataSet, store
from builder.training.folder import Plan, create
from builder.training.recipe import Recipe
from builder.weights.checkpoint import save_safetensors
from tests.training.plain import document_of

NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(4)
        self.a = nn.Linear(4, 6)
        self.drop = nn.Dropout(0.2)
        self.b = nn.Linear(6, 3)
        self.calls = 0
        self.last = torch.zeros(6)
    def forward(self, x):
        x = self.drop(torch.tanh(self.a(self.norm(x))))
        if self.training and x.sum() > -1e9:
            self.calls += 1
            x = x + 0.1 * self.last * self.calls / 10
            self.last = x.detach().mean(0)
        return self.b(x)
net = Net()
"""


def data_set(folder, rows=26):
    """Store random numbers of three classes."""
    drawn = np.random.default_rng(0)
    info = DataSet("drawn", "classes", (4,), "float32", (), "int64", ("a", "b", "c"))
    return store(folder, info, [drawn.normal(size=(rows, 4)).astype(np.float32)], drawn.integers(0, 3, rows))


def new_run(folder, recipe: Recipe, name="run", text=NET, data=None):
    """Make a run of a small network that draws, counts and keeps statistics, or of another one, on other data."""
    document = document_of(text)
    folder.mkdir(exist_ok=True)
    weights = folder / "weights.safetensors"
    save_safetensors(to_module(document), weights)
    plan = Plan(name, recipe, data or data_set(folder / "data"), Preparation(validation=0.25))
    return create(folder / name, document, weights, plan)
