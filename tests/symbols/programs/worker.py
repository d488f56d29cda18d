"""Runs in a process of its own, with torch and nothing of this project: what programs and emitted files are and do."""

import pathlib
import sys
import warnings

here = pathlib.Path(__file__)
sys.path += [str(here.parent), str(here.parents[2] / "targets")]

import observed  # noqa: E402
from serving import serve  # noqa: E402 - it hides the project, before torch is there
from torch.utils.flop_counter import FlopCounterMode  # noqa: E402

warnings.simplefilter("ignore")


def author(text, call, inputs):
    """Build the network of a text by two seeds, so that what the text fixes shows, and run it."""

    def build():
        names = {"__name__": "author"}
        exec(compile(text, "program.py", "exec"), names)
        return names["net"]

    code = compile(f"lambda net, given: net({call})", "call", "eval")
    try:
        network, facts, first = observed.build(build, 1)
        second = observed.build(build, 2)[2]
    except Exception as error:
        return {"raised": f"{type(error).__name__}: {error}"}

    def run(net, given):
        return eval(code, dict(given))(net, given)

    return {
        "facts": facts,
        "first": first,
        "second": second,
        "runs": observed.runs(network, run, inputs),
        "multiply_adds": multiply_adds(build, run, inputs[0]),
    }


def multiply_adds(build, run, given):
    """Return what torch's counter tells of one call in evaluation, as costs are said, or None where it cannot.

    It misses some kernels but on meta.
    """
    try:
        network = build().to("meta").eval()
        with FlopCounterMode(display=False) as counter:
            run(network, {name: x.to("meta") for name, x in given.items()})
    except Exception:
        return None
    return counter.get_total_flops() // 2


def emitted(source, state, order, inputs):
    """Build the network of an emitted file, then give it the author's values and run it."""
    names = {"__name__": "network"}
    exec(compile(source, "network.py", "exec"), names)
    network, facts, first = observed.build(names["build_net"], 1)
    observed.load(network, state)

    def run(net, given):
        return net(*[given[name] for name in order])

    return {"facts": facts, "first": first, "runs": observed.runs(network, run, inputs)}


serve(author=author, emitted=emitted)
