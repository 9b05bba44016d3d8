"""The rules a process must keep to be executable, each a function from model to problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .model import Flow, Kind, Model, Node, Problem
from .soundness import loops, reached, unsound

_GATEWAYS = (Kind.EXCLUSIVE_GATEWAY, Kind.PARALLEL_GATEWAY)


def all_problems(model: Model) -> tuple[Problem, ...]:
    """All problems by line. Soundness is explored only where the rest is in order."""
    found = list(model.found)
    if model.nodes:
        for check in _CHECKS:
            found.extend(check(model))
    elif not found:
        found.append(Problem(0, model.id, "empty", "The process has no steps."))
    if not found:
        found.extend(unsound(model))
    return tuple(sorted(set(found)))


def _at(node: Node, code: str, sentence: str) -> Problem:
    return Problem(node.line, node.id, code, sentence)


def _ends_of_flows(model: Model) -> Iterator[Problem]:
    for flow in model.flows.values():
        for what, node in (("starts", flow.source), ("ends", flow.target)):
            if node not in model.nodes:
                shown = flow.name or flow.id
                sentence = f"The flow “{shown}” {what} at “{node}”, which is no step."
                yield Problem(flow.line, flow.id, "flowEnd", sentence)


def _start(model: Model) -> Iterator[Problem]:
    starts = list(model.of_kind(Kind.START_EVENT))
    if not starts:
        yield Problem(0, model.id, "noStart", "The process has no start event.")
    for extra in starts[1:]:
        yield _at(extra, "manyStarts", "The process has more than one start event; keep one.")
    for start in starts:
        if model.incoming[start.id]:
            yield _at(start, "startReached", f"A flow leads into the start {start.shown}.")


def _ends(model: Model) -> Iterator[Problem]:
    ends = list(model.of_kind(Kind.END_EVENT))
    if not ends:
        yield Problem(0, model.id, "noEnd", "The process has no end event.")
    for end in ends:
        if model.outgoing[end.id]:
            yield _at(end, "endLeft", f"A flow leaves the end {end.shown}.")


def _ways_out(model: Model) -> Iterator[Problem]:
    for node in model.nodes.values():
        ways = len(model.outgoing[node.id])
        if node.kind is not Kind.END_EVENT and ways == 0:
            yield _at(node, "deadEnd", f"Nothing follows {node.shown}.")
        if node.kind not in (*_GATEWAYS, Kind.END_EVENT) and ways > 1:
            sentence = f"Several flows leave {node.shown}; put a gateway behind it."
            yield _at(node, "manyWays", sentence)


def _conditions(model: Model) -> Iterator[Problem]:
    for node in model.nodes.values():
        ways = model.outgoing[node.id]
        if node.kind is Kind.EXCLUSIVE_GATEWAY and len(ways) > 1:
            yield from _choice(node, ways)
        else:
            yield from _no_choice(node, ways)


def _choice(node: Node, ways: Iterable[Flow]) -> Iterator[Problem]:
    if node.default not in [flow.id for flow in ways]:
        sentence = f"The gateway {node.shown} needs a default flow for when no condition holds."
        yield _at(node, "noDefault", sentence)
    for flow in ways:
        shown = f"“{flow.name or flow.id}”"
        if flow.id == node.default and flow.is_conditional:
            sentence = f"The default flow {shown} must not have a condition."
            yield Problem(flow.line, flow.id, "defaultCondition", sentence)
        elif flow.id != node.default and not flow.is_conditional:
            sentence = f"The flow {shown} needs a condition, for it leaves a choice."
            yield Problem(flow.line, flow.id, "noCondition", sentence)


def _no_choice(node: Node, ways: Iterable[Flow]) -> Iterator[Problem]:
    if node.default is not None:
        sentence = f"{node.shown} has a default flow, but there is nothing to choose."
        yield _at(node, "needlessDefault", sentence)
    for flow in ways:
        if flow.is_conditional:
            sentence = f"The flow “{flow.name or flow.id}” has a condition where nothing is chosen."
            yield Problem(flow.line, flow.id, "needlessCondition", sentence)


def _loops(model: Model) -> Iterator[Problem]:
    for circle in loops(model):
        node = circle[0]
        path = ", ".join(step.shown for step in circle)
        sentence = f"The steps {path} form a loop; repeating steps is not supported yet."
        yield _at(node, "loop", sentence)


def _reachable(model: Model) -> Iterator[Problem]:
    starts = [node.id for node in model.of_kind(Kind.START_EVENT)]
    ends = [node.id for node in model.of_kind(Kind.END_EVENT)]
    from_start, to_end = reached(model, starts, forward=True), reached(model, ends, forward=False)
    for node in model.nodes.values():
        if starts and node.id not in from_start:
            yield _at(node, "unreachable", f"No way leads from the start to {node.shown}.")
        if ends and node.id not in to_end:
            yield _at(node, "endless", f"No way leads from {node.shown} to an end.")


_CHECKS = (_ends_of_flows, _start, _ends, _ways_out, _conditions, _loops, _reachable)
