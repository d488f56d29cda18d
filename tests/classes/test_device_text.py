"""Texts without moves to a GPU stay as they are elsewhere."""

import ast

import pytest

from builder.classes.device_text import without_devices

ROWS = (
    ("x = (a + b).cuda()", "x = (a + b)"),
    ("x = a.cuda(\n    0, non_blocking=True\n).float()", "x = a.float()"),
    ("y = f(x.cuda()).to('cuda:1')", "y = f(x)"),
    ("x = a.to(device='mps')", "x = a"),
    ("z = torch.zeros(2, device=torch.device('cuda'))", 'z = torch.zeros(2, device=torch.device("cpu"))'),
    ("ü = 'é'; z = ü.cuda()  # x.cuda()", "ü = 'é'; z = ü  # x.cuda()"),
    ("m = torch.cuda.FloatTensor(2)", "m = torch.FloatTensor(2)"),
    ("x = a.to('cuda' if torch.cuda.is_available() else 'cpu')", None),
    ("x = a.to(torch.float64).to('cpu').to(b.device)", None),
    ("torch.cuda.manual_seed(0); s = '.cuda()'", None),
)


@pytest.mark.parametrize(("text", "without"), ROWS)
def test_moves_to_a_gpu_go(text, without):
    """And nothing else; what may be decided otherwise stays."""
    found = without_devices(text)
    assert found == (text if without is None else without)
    ast.parse(found)
