import pytest
import torch

from builder.interpreter.failures import Refusal
from builder.live.device import computing_on, cpu_words, is_here
from builder.live.values import check_device
from tests.live.python import printed_here

ELSEWHERE = (
    "torch.zeros(2, device='cuda')",
    "X.cuda()",
    "X.to('cuda')",
    "X.to(torch.device('cuda:0'))",
    "net.to('cuda')",
)


@pytest.mark.parametrize("text", [*ELSEWHERE, "torch.ones(1, device='mps')", "net.to(device='mps')", "net.cuda()"])
def test_a_device_that_is_not_there(text):
    """In one sentence, whatever asks for it."""
    assert printed_here(text) == cpu_words() + "\n"


@pytest.mark.parametrize(
    ("cuda", "mps", "words"),
    [
        (False, False, "This machine has neither CUDA nor MPS: tensors are on the CPU here."),
        (True, False, "This machine has CUDA: choose it on the Devices page"),
        (True, True, "This machine has CUDA and MPS: choose"),
    ],
)
def test_what_is_said_of_devices_is_so_on_every_machine(cuda, mps, words, monkeypatch):
    """The prompt computes on the CPU wherever it runs; an option for a GPU says the same."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert cpu_words().startswith(words)
    assert printed_here("X.cuda()") == cpu_words() + "\n"
    assert cpu_words() in printed_here("torch.optim.SGD(net.parameters(), lr=1, fused=True)")


def test_a_prompt_on_a_gpu_finds_it(monkeypatch):
    """While its network is there; a method that moves to it asks torch, which says that there is none in truth."""
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    asked = "torch.cuda.is_available(), torch.cuda.device_count()"
    assert printed_here(asked) == "(False, 0)\n"
    with computing_on(torch.device("cuda:0")):
        assert printed_here(asked) == "(True, 2)\n"
        assert cpu_words() not in printed_here("X.cuda()") + printed_here("net.cuda()")


def test_a_text_makes_tensors_on_the_device_of_its_network():
    """While a sample runs there, and not afterwards."""
    with computing_on(torch.device("cuda:1")):
        assert is_here("cuda:1")
        check_device("to", ("cuda",), {})
        with pytest.raises(Refusal, match="CPU"):
            check_device("to", ("mps",), {})
    with pytest.raises(Refusal, match="CPU"):
        check_device("to", ("cuda",), {})
