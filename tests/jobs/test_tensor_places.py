import warnings

from builder.jobs import tasks
from builder.local import from_source

LAZY = "net = nn.Sequential(nn.LazyLinear(4), nn.ReLU(), nn.LazyLinear(2))\nnet(torch.rand(2, 3))"
PLAIN = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = torch.ones(3)
    def forward(self, x):
        while x.sum() > 1: x = x / 2
        return x * self.scale
net = Net()
"""


def test_a_worker_shows_a_lazy_network_before_and_after_a_sample(pool):
    """Without a run there is no after."""
    document = from_source(LAZY)
    before = pool.submit(tasks.lazy_tensors, document, False).result()
    after = pool.submit(tasks.lazy_tensors, document, True).result()
    assert (before.after, before.rows[0].before, before.rows[0].after) == (None, "<UninitializedParameter>", None)
    assert (after.rows[0].after, after.returned) == ("torch.Size([4, 3])", ("torch.Size([2, 2])",))
    assert (after.before, after.answered[1]) == (before.before, "torch.Size([4, 3])")
    assert "(2): Linear(in_features=4, out_features=2, bias=True)" in after.after


def test_a_worker_finds_a_plain_tensor(pool):
    """It is in no checkpoint, and no `.to()` reaches it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the class that is kept as text
        document = from_source(PLAIN)
    (row,) = pool.submit(tasks.tensor_rows, document).result()
    assert (row.path, row.kind, row.in_state_dict, row.moves) == ("scale", "plain", False, False)
