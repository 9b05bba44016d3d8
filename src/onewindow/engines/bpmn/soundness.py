"""Soundness of an acyclic process by exploring its tokens.

The nodes are swept in topological order. When the sweep reaches a node, every token that can
ever come to it has come, so one set of markings (which flows hold a token) per node is enough:
a parallel join with some but not all tokens waits for ever, any other node with two tokens is
done twice. Choices are explored freely, whatever their conditions say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from .model import Flow, Kind, Model, Node, Problem

BUDGET = 20_000
"""How many markings are looked at before the question stays open."""
_Marking = frozenset[str]


def _real(model: Model) -> Iterator[Flow]:
    nodes = model.nodes
    return (f for f in model.flows.values() if f.source in nodes and f.target in nodes)


def reached(model: Model, origins: Iterable[str], *, forward: bool) -> frozenset[str]:
    """The nodes that can be reached along the flows, or against them."""
    ways: dict[str, list[str]] = {node: [] for node in model.nodes}
    for flow in _real(model):
        one, other = (flow.source, flow.target) if forward else (flow.target, flow.source)
        ways[one].append(other)
    found: set[str] = set()
    todo = list(origins)
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo.extend(ways[node])
    return frozenset(found)


def loops(model: Model) -> Iterator[tuple[Node, ...]]:
    """The groups of nodes that lie on a common loop, each in the order of the file."""
    after = {node: reached(model, _next(model, node), forward=True) for node in model.nodes}
    seen: set[str] = set()
    for node, following in after.items():
        if node in following and node not in seen:
            circle = [other for other in model.nodes if other in following and node in after[other]]
            seen.update(circle)
            yield tuple(model.nodes[other] for other in circle)


def _next(model: Model, node: str) -> list[str]:
    return [flow.target for flow in model.outgoing[node] if flow.target in model.nodes]


def order(model: Model) -> tuple[str, ...]:
    """The nodes in topological order. Raises: CycleError."""
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(model.nodes, ()))
    for flow in _real(model):
        sorter.add(flow.target, flow.source)
    return tuple(sorter.static_order())


def unsound(model: Model, budget: int = BUDGET) -> tuple[Problem, ...]:
    """The problems of soundness; one with the code `notDecided` if the budget is spent."""
    try:
        nodes = [model.nodes[node] for node in order(model)]
    except CycleError:
        return (_not_decided(model),)
    found: dict[str, Problem] = {}
    markings: set[_Marking] = {frozenset()}
    for node in nodes:
        budget -= len(markings)
        if budget < 0:
            return (*found.values(), _not_decided(model))
        following: set[_Marking] = set()
        for marking in markings:
            problem = _fault(model, node, marking)
            if problem is not None:
                found.setdefault(node.id, problem)
            following.update(_fired(model, node, marking))
            if len(following) > budget:
                return (*found.values(), _not_decided(model))
        markings = following
    return tuple(found.values())


def is_join(model: Model, node: Node) -> bool:
    """Whether the node waits for a token on every incoming flow."""
    return node.kind is Kind.PARALLEL_GATEWAY and len(model.incoming[node.id]) > 1


def _arrived(model: Model, node: Node, marking: _Marking) -> _Marking:
    return marking & {flow.id for flow in model.incoming[node.id]}


def _fault(model: Model, node: Node, marking: _Marking) -> Problem | None:
    arrived, all_flows = len(_arrived(model, node, marking)), len(model.incoming[node.id])
    if is_join(model, node) and 0 < arrived < all_flows:
        sentence = (
            f"The parallel gateway {node.shown} may wait for ever: "
            "not every branch that leads to it is always taken."
        )
        return Problem(node.line, node.id, "waitsForEver", sentence)
    if arrived > 1 and not is_join(model, node) and node.kind is not Kind.END_EVENT:
        sentence = (
            f"{node.shown} may be done twice: parallel branches meet there; "
            "join them with a parallel gateway first."
        )
        return Problem(node.line, node.id, "doneTwice", sentence)
    return None


def _fired(model: Model, node: Node, marking: _Marking) -> Iterator[_Marking]:
    """The markings after the node; a join that waits for ever keeps nothing."""
    arrived = _arrived(model, node, marking)
    rest, ways = marking - arrived, [flow.id for flow in model.outgoing[node.id]]
    if not arrived and node.kind is not Kind.START_EVENT:
        yield marking
    elif is_join(model, node) and len(arrived) < len(model.incoming[node.id]):
        yield rest
    elif node.kind is Kind.EXCLUSIVE_GATEWAY:
        yield from (rest | {way} for way in ways)
    else:
        yield rest | frozenset(ways)


def _not_decided(model: Model) -> Problem:
    sentence = (
        "The process has too many combinations of branches to prove that every case comes "
        "to its end; make it simpler or split it."
    )
    return Problem(0, model.id, "notDecided", sentence)
