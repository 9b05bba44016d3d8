"""Steps of a process: what opens, what ends, what is refused."""

import pytest

from onewindow.engines.bpmn import (
    State,
    Status,
    complete,
    open_tasks,
    parse,
    start,
    terminate,
    withdraw,
)
from onewindow.engines.bpmn.errors import (
    ConditionError,
    NotExecutableError,
    NotOpenError,
    UnfitDataError,
    UnknownOutcomeError,
    WrongModelError,
)

from .models import END, PERMIT, SIMPLE, START, flow, line, process, task

MODEL = parse(PERMIT)


def to_parallel() -> State:
    return complete(MODEL, start(MODEL, {"area": 120}).state, "check", "complete").state


def test_the_start_opens_the_first_task_with_its_terms() -> None:
    step = start(MODEL, {"area": 120})
    (opened,) = step.opened
    assert (opened.id, opened.node, opened.name) == ("check:1", "check", "Do check")
    assert (opened.function, opened.days) == ("F_check", 5)
    assert opened.outcomes == ("complete", "incomplete")
    assert not step.ended


def test_a_parallel_gateway_opens_all_branches_at_once() -> None:
    first = start(MODEL, {"area": 120})
    step = complete(MODEL, first.state, "check", "complete")
    assert [opened.node for opened in step.opened] == ["fire", "water"]


@pytest.mark.parametrize("order", [("fire", "water"), ("water", "fire")])
def test_the_join_waits_for_all_branches(order: tuple[str, str]) -> None:
    step = complete(MODEL, to_parallel(), order[0], "granted")
    assert step.opened == ()
    step = complete(MODEL, step.state, order[1], "granted")
    assert [opened.node for opened in step.opened] == ["decide"]
    step = complete(MODEL, step.state, "decide:1", "granted")
    assert step.ended
    assert step.state.status is Status.COMPLETED
    assert {node.node for node in step.state.finished} == set(MODEL.nodes) - {"e2"}


@pytest.mark.parametrize(
    ("outcome", "data"),
    [("incomplete", {"area": 120}), ("complete", {"area": 900}), ("complete", {})],
)
def test_the_default_flow_is_taken_when_no_condition_is_true(
    outcome: str, data: dict[str, int]
) -> None:
    step = complete(MODEL, start(MODEL, data).state, "check", outcome)
    assert step.ended
    assert "e2" in {node.node for node in step.state.finished}


def test_data_given_with_a_step_is_seen_by_its_conditions() -> None:
    step = complete(MODEL, start(MODEL).state, "check", "complete", {"area": 3})
    assert len(step.opened) == 2
    assert step.state.data == {"area": 3}


def test_outcomes_of_earlier_tasks_are_known_by_node() -> None:
    xml = PERMIT.replace(b"outcome = ", b"outcomes.check = ")
    model = parse(xml)
    step = complete(model, start(model, {"area": 1}).state, "check", "complete")
    assert len(step.opened) == 2


def joined(first: str, second: str) -> list[str]:
    xml = process(
        START,
        '<parallelGateway id="split"/>',
        task("a"),
        task("b"),
        '<parallelGateway id="join"/>',
        '<exclusiveGateway id="x" default="x-e"/>',
        task("c"),
        END,
        flow("s", "split"),
        *line("split", "a", "join", "x", "e"),
        *line("split", "b", "join"),
        flow("x", "c", 'outcome = "granted"'),
        flow("c", "e"),
    )
    model = parse(xml)
    assert model.problems() == ()
    step = complete(model, start(model).state, "a", first)
    return [opened.node for opened in complete(model, step.state, "b", second).opened]


def test_after_a_join_the_outcome_is_what_all_branches_agreed_on() -> None:
    assert joined("granted", "granted") == ["c"]
    assert joined("granted", "refused") == []
    assert joined("refused", "granted") == []


def test_the_first_true_condition_in_the_file_wins() -> None:
    xml = process(
        START,
        '<exclusiveGateway id="x" default="x-e"/>',
        task("a"),
        task("b"),
        END,
        flow("s", "x"),
        flow("x", "b", "n &gt; 1"),
        flow("x", "a", "n &gt; 0"),
        flow("x", "e"),
        flow("a", "e"),
        flow("b", "e"),
    )
    model = parse(xml)
    assert [opened.node for opened in start(model, {"n": 2}).opened] == ["b"]
    assert [opened.node for opened in start(model, {"n": 1}).opened] == ["a"]
    assert start(model, {"n": 0}).ended


def test_the_state_given_is_never_changed() -> None:
    before = to_parallel()
    written = before.as_json()
    complete(MODEL, before, "fire", "granted", {"area": 7})
    assert before.as_json() == written
    data = {"area": 1, "deep": {"list": [1]}}
    state = start(MODEL, data).state
    data["deep"]["list"].append(2)  # type: ignore[index]
    assert state.data == {"area": 1, "deep": {"list": [1]}}


def test_a_task_is_done_only_while_it_is_open() -> None:
    state = to_parallel()
    for name in ("check", "check:1", "decide", "join", "nowhere"):
        with pytest.raises(NotOpenError):
            complete(MODEL, state, name, "granted")
    after = complete(MODEL, state, "fire", "granted").state
    with pytest.raises(NotOpenError):
        complete(MODEL, after, "fire", "granted")


def test_an_outcome_that_the_task_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownOutcomeError):
        complete(MODEL, to_parallel(), "fire", "perhaps")


def test_a_state_runs_only_on_the_model_it_began_with() -> None:
    with pytest.raises(WrongModelError):
        complete(parse(PERMIT + b" "), to_parallel(), "fire", "granted")


def test_a_model_with_problems_is_not_started() -> None:
    with pytest.raises(NotExecutableError) as caught:
        start(parse(process(START)))
    assert caught.value.problems


@pytest.mark.parametrize("stop", [withdraw, terminate])
def test_a_case_that_is_stopped_closes_its_open_tasks(stop) -> None:  # type: ignore[no-untyped-def]
    state = complete(MODEL, to_parallel(), "fire", "granted").state
    step = stop(state)
    assert step.ended
    assert step.closed == ("water:1",)
    assert step.state.status.value == {"withdraw": "withdrawn"}.get(stop.__name__, "terminated")
    assert step.state.finished == state.finished
    with pytest.raises(NotOpenError):
        complete(MODEL, step.state, "water", "granted")
    with pytest.raises(NotOpenError):
        stop(step.state)


def test_open_tasks_are_in_the_order_of_the_model() -> None:
    assert [opened.id for opened in open_tasks(MODEL, to_parallel())] == ["fire:1", "water:1"]


@pytest.mark.parametrize("value", [{1, 2}, b"x", float("nan"), object()])
def test_data_that_is_not_json_is_refused(value: object) -> None:
    with pytest.raises(UnfitDataError):
        start(MODEL, {"x": value})
    with pytest.raises(UnfitDataError):
        start(MODEL, {"x": {1: 2}})


def test_data_without_end_is_refused() -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(UnfitDataError):
        start(MODEL, {"x": loop})


@pytest.mark.parametrize("change", [{"format": 2}, {"status": "x"}, {"tokens": [{}]}, {"data": 1}])
def test_a_stored_state_of_another_shape_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(UnfitDataError):
        State.from_json({**to_parallel().as_json(), **change})


def test_a_condition_that_spends_its_budget_ends_with_an_error() -> None:
    hostile = "count(for a in 1..9999, b in 1..9999 return a) &gt; 0"
    model = parse(PERMIT.replace(b"area &lt; 500", hostile.encode()))
    assert model.problems() == ()
    with pytest.raises(ConditionError):
        complete(model, start(model).state, "check", "complete")


def test_a_case_without_tasks_ends_at_once() -> None:
    assert start(parse(process(START, END, flow("s", "e")))).ended
    assert not start(parse(SIMPLE)).ended
