"""What is said of devices, held against torch on this machine, with a GPU or without."""

import pytest
import torch
from torch import nn

from builder.inspection.devices import RUNS, devices_of, names, timings


@pytest.fixture(scope="module")
def found():
    """Look once: the first operation on the meta device imports much."""
    return devices_of(nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)))


def test_the_devices_are_those_that_torch_has(found):
    """The CPU first, then each GPU."""
    assert [one.name for one in found.devices] == names()
    assert names()[0] == "cpu"
    assert sum(name.startswith("cuda") for name in names()) == torch.cuda.device_count()
    assert found.devices[0].total > found.devices[0].free > 0
    assert found.threads == torch.get_num_threads()


def test_each_line_gives_what_python_says(found):
    """The lines that are shown, run after the code that is shown."""
    for one in (*found.answers, *found.copies, *found.mixed):
        space = {"torch": torch, "nn": nn}
        exec(found.code, space)
        before, _, asked = one.code.rpartition("; ")
        exec(before, space)
        try:
            answer = repr(eval(asked, space))
        except RuntimeError as error:
            answer = f"RuntimeError: {str(error).splitlines()[0]}"
        assert answer == one.answer


def test_what_a_lesson_says_of_devices(found):
    """By hand: the eleventh GPU is nowhere, a tensor on its own device is itself, a module is always itself."""
    answers = {one.code: one.answer for one in (*found.answers, *found.copies)}
    assert answers["try_gpu(10)"] == "device(type='cpu')"
    assert answers['X = torch.ones(2, 3); X.to("cpu") is X'] == "True"
    assert answers['X = torch.ones(2, 3); X.to("cpu", copy=True) is X'] == "False"
    assert [one.answer for one in found.copies if one.code.startswith("net = nn.Linear(3, 2); ")] == ["True"]


def test_two_devices_in_one_operation_are_refused(found):
    """By torch itself, whose words are shown."""
    assert [one.raised for one in found.mixed] == [True, True, False]
    assert all("device" in one.answer for one in found.mixed)


def test_where_a_network_lies(found):
    """Four parameters, and the three buffers of a batch norm: (3 * 2 + 2 + 2 + 2) and (2 + 2) floats, and one int64."""
    (held,) = found.held
    assert (held.device, held.parameters, held.buffers, held.bytes) == ("cpu", 4, 3, (12 + 4) * 4 + 8)


def test_a_timing_leaves_the_network_as_it_was():
    """In training, with its statistics; and times a product and a forward on each device."""
    network = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2)).train()
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    taken = timings(network, [torch.ones(4, 3)], 8)
    assert [one.device for one in taken] == [name for name in names() for _ in range(2)]
    assert all(0 < one.fastest <= one.median <= one.slowest and one.runs == RUNS for one in taken)
    assert network.training
    assert all(torch.equal(before[name], tensor) for name, tensor in network.state_dict().items())
