"""Threads that parse Python at once."""

import gc
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from builder.syntax import parsed_module

TEXT = "\n".join(f"x{i} = nn.Linear(in_features={i}, out_features=[1, 2, (3, 4)])" for i in range(30))


@pytest.fixture
def switching():
    """Let another thread run whenever garbage is collected, which is often."""

    def switch(phase, info):
        time.sleep(0)

    thresholds = gc.get_threshold()
    gc.set_threshold(50)
    gc.callbacks.append(switch)
    yield
    gc.callbacks.remove(switch)
    gc.set_threshold(*thresholds)


def test_trees_may_be_made_in_several_threads(switching):
    """Python itself raises SystemError there."""
    with ThreadPoolExecutor(4) as threads:
        trees = list(threads.map(lambda _: parsed_module(TEXT), range(80)))
    assert {len(tree.body) for tree in trees} == {30}
