"""Execution: pure functions from model and state to the next step (BPMN 2.0, chapter 13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onewindow.engines.feel.errors import FeelError

from .errors import (
    ConditionError,
    NotExecutableError,
    NotOpenError,
    UnknownOutcomeError,
    WrongModelError,
)
from .model import Flow, Kind, Model, Node
from .soundness import is_join
from .state import Finished, Json, State, Status, Step, Task, Token, plain


def start(model: Model, data: Mapping[str, Any] | None = None) -> Step:
    """The first step: the tasks behind the start event are open.

    Raises: NotExecutableError, UnfitDataError, ConditionError.
    """
    if problems := model.problems():
        raise NotExecutableError(problems)
    run = _Run(model, State(model.digest, Status.ACTIVE, (), (), plain(data or {})))
    run.leave(next(model.of_kind(Kind.START_EVENT)), "")
    return run.step()


def complete(
    model: Model,
    state: State,
    task: str,
    outcome: str,
    data: Mapping[str, Any] | None = None,
) -> Step:
    """The step after an open task got its outcome; `task` is the task's id or its node's.

    The data is merged into that of the state, later keys win. Conditions see it, and also
    `outcome` (of the last task on this branch) and `outcomes` (by node id).
    Raises: WrongModelError, NotOpenError, UnknownOutcomeError, UnfitDataError, ConditionError.
    """
    token = _open_token(model, state, task)
    node = model.nodes[token.node]
    if node.terms is None or outcome not in node.terms.outcomes:
        raise UnknownOutcomeError(f"The task {node.shown} has no outcome “{outcome}”.")
    run = _Run(model, state, plain(data or {}))
    run.tokens.remove(token)
    run.leave(node, outcome, token.visit)
    return run.step()


def withdraw(state: State) -> Step:
    """The step by which the applicant takes the case back. Raises: NotOpenError."""
    return _stop(state, Status.WITHDRAWN)


def terminate(state: State) -> Step:
    """The step by which the lead ends the case before its time. Raises: NotOpenError."""
    return _stop(state, Status.TERMINATED)


def open_tasks(model: Model, state: State) -> tuple[Task, ...]:
    """The tasks now to be done, in the order of the model. Raises: WrongModelError."""
    _fitting(model, state)
    places = {node: place for place, node in enumerate(model.nodes)}
    waiting = sorted(state.tokens, key=lambda token: (places[token.node], token.visit))
    return tuple(_task(model, token) for token in waiting if _is_task(model, token))


def _stop(state: State, status: Status) -> Step:
    if state.ended:
        raise NotOpenError("The process has ended already.")
    closed = tuple(token.id for token in state.tokens if token.visit)
    return Step(State(state.model, status, (), state.finished, state.data), (), closed)


def _fitting(model: Model, state: State) -> None:
    if state.model != model.digest or any(t.node not in model.nodes for t in state.tokens):
        raise WrongModelError("The state belongs to another version of the process.")


def _open_token(model: Model, state: State, task: str) -> Token:
    _fitting(model, state)
    found = [t for t in state.tokens if _is_task(model, t) and task in (t.id, t.node)]
    if len(found) != 1:
        raise NotOpenError(f"The task “{task}” is not open.")
    return found[0]


def _is_task(model: Model, token: Token) -> bool:
    return model.nodes[token.node].kind is Kind.USER_TASK


def _task(model: Model, token: Token) -> Task:
    node = model.nodes[token.node]
    if node.terms is None:
        raise WrongModelError(f"{node.shown} is no user task.")
    terms = node.terms
    return Task(token.id, node.id, node.name, terms.function, terms.days, terms.outcomes)


class _Run:
    """The work of one step: tokens move until each waits at a task or a join."""

    def __init__(self, model: Model, state: State, data: Mapping[str, Json] | None = None) -> None:
        self._model = model
        self._before = state
        self._data: dict[str, Json] = {**state.data, **(data or {})}
        self.tokens = list(state.tokens)
        self._finished = list(state.finished)
        self._moving: list[tuple[Flow, str]] = []

    def leave(self, node: Node, outcome: str, visit: int | None = None) -> None:
        """Pass a node: note it, and put tokens on the flows that follow."""
        shown = outcome if node.kind is Kind.USER_TASK else ""
        number = self._next_visit(node) if visit is None else visit
        self._finished.append(Finished(node.id, number, shown))
        self._moving.extend((flow, outcome) for flow in self._ways(node, outcome))

    def step(self) -> Step:
        """Move all tokens as far as they go."""
        while self._moving:
            self._arrive(*self._moving.pop(0))
        status = Status.ACTIVE if self.tokens else Status.COMPLETED
        tokens, finished = tuple(sorted(self.tokens)), tuple(sorted(self._finished))
        state = State(self._model.digest, status, tokens, finished, self._data)
        known = {token.id for token in self._before.tokens}
        tasks = open_tasks(self._model, state)
        return Step(state, tuple(task for task in tasks if task.id not in known))

    def _next_visit(self, node: Node) -> int:
        passed = sum(entry.node == node.id for entry in self._finished)
        return 1 + passed + sum(token.node == node.id for token in self.tokens)

    def _arrive(self, flow: Flow, outcome: str) -> None:
        node = self._model.nodes[flow.target]
        if node.kind is Kind.USER_TASK:
            self.tokens.append(Token(node.id, self._next_visit(node), flow.id, outcome))
        elif is_join(self._model, node):
            self.tokens.append(Token(node.id, 0, flow.id, outcome))
            self._join(node)
        else:
            self.leave(node, outcome)

    def _join(self, node: Node) -> None:
        """Pass the join if a token waits behind each of its flows."""
        waiting = {token.flow: token for token in self.tokens if token.node == node.id}
        if len(waiting) < len(self._model.incoming[node.id]):
            return
        for token in waiting.values():
            self.tokens.remove(token)
        outcomes = {token.outcome for token in waiting.values()}
        self.leave(node, outcomes.pop() if len(outcomes) == 1 else "")

    def _ways(self, node: Node, outcome: str) -> tuple[Flow, ...]:
        """The flows to follow: of a choice the first whose condition is true, or the default."""
        ways = self._model.outgoing[node.id]
        if node.kind is not Kind.EXCLUSIVE_GATEWAY or len(ways) < 2:
            return ways
        context = self._context(outcome)
        for flow in ways:
            if flow.condition is not None and self._holds(flow, context):
                return (flow,)
        return tuple(flow for flow in ways if flow.id == node.default)

    def _context(self, outcome: str) -> Mapping[str, object]:
        outcomes = {entry.node: entry.outcome for entry in self._finished if entry.outcome}
        return {**self._data, "outcome": outcome or None, "outcomes": outcomes}

    def _holds(self, flow: Flow, context: Mapping[str, object]) -> bool:
        try:
            return flow.condition is not None and flow.condition.evaluate(context) is True
        except FeelError as error:
            raise ConditionError(f"The condition of “{flow.name or flow.id}”: {error}") from error
