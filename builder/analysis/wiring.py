"""Problems of the wires of a graph that need no run, each with its remedy."""

from __future__ import annotations

from collections.abc import Iterator

from builder.analysis.fixed_arguments import is_open
from builder.analysis.problems import CutWire, DropInput, Finding, Remedy, ReturnOnly, TakeOut, WireTo
from builder.document.blocks import Function, Graph, Layer, TensorBlock
from builder.document.tree import walk
from builder.network.plan import Plan
from builder.network.runnable import Fault, faults
from builder.sentences import say


def wiring_findings(graph: Graph, plan: Plan) -> Iterator[tuple[int | None, Finding]]:
    """Yield each finding with its node, or None for the graph itself."""
    for fault in faults(plan):
        yield fault.node, Finding("error", fault.problem, fault.hint, _remedy(fault))
    for slot in plan.idle:
        node = plan.node(slot)
        if node is None:
            name = graph.inputs[slot]
            problem = say("analysis.unused-input", name=name)
            yield None, Finding("warning", problem, say("analysis.unused-input.hint"), DropInput(name))
        elif is_apart(graph, plan, node):
            yield node, _apart(graph, plan, node)
        else:
            hint = say("analysis.unused-result.hint")
            yield node, Finding("warning", say("analysis.unused-result", name=plan.names[node]), hint, TakeOut())


def _remedy(fault: Fault) -> Remedy | None:
    returned = fault.node is None
    match fault.cause:
        case "outputs":
            return None if fault.instead is None else ReturnOnly((str(fault.instead),))
        case "nowhere" if fault.instead is not None:
            return WireTo(str(fault.instead), fault.at, returned)
        case "nowhere" | "circle":
            return CutWire(fault.at, returned)


def is_apart(graph: Graph, plan: Plan, i: int) -> bool:
    """Tell whether a run passes a module or a tensor by: no wire leads to it and none from it. A function is called.

    A module with an argument that only what flows in can decide cannot be built, so it is not passed by.
    """
    if not plan.is_apart(i) or isinstance(graph.nodes[i], Function):
        return False
    return not any(isinstance(block, Layer) and is_open(block.kind, block.args) for block in walk(graph.nodes[i]))


def _apart(graph: Graph, plan: Plan, i: int) -> Finding:
    """Note a node that a run passes by; it may be meant for the only other thing that nothing uses yet."""
    names, here = (*graph.inputs, *plan.names), plan.slot(i)
    others = [slot for slot in (plan.idle if len(plan.idle) > 1 else range(len(names))) if slot != here]
    takes = not isinstance(graph.nodes[i], TensorBlock)
    remedy: Remedy = WireTo(names[others[0]], 0) if takes and len(others) == 1 else TakeOut()
    return Finding("note", say("analysis.apart", name=plan.names[i]), say("analysis.apart.hint"), remedy)
