"""What holds for every process and every order of work."""

import itertools
import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.engines.bpmn import Model, State, Step, Verdict, complete, open_tasks, parse, start

from .models import END, START, flow, process, task

Tree = Any


def trees(leaves: int = 8) -> st.SearchStrategy[Tree]:
    """Nested blocks: a task, a sequence, parallel branches, a choice."""
    return st.recursive(
        st.just("task"),
        lambda inner: st.tuples(
            st.sampled_from(["seq", "and", "xor"]), st.lists(inner, min_size=2, max_size=3)
        ),
        max_leaves=leaves,
    )


class Builder:
    """Draws a block-structured process from a tree."""

    def __init__(self) -> None:
        self.parts: list[str] = [START, END]
        self.count = 0

    def id(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def block(self, tree: Tree) -> tuple[str, str]:
        """The first and the last node of the block."""
        if tree == "task":
            name = self.id("t")
            self.parts.append(task(name))
            return name, name
        kind, inner = tree
        blocks = [self.block(part) for part in inner]
        if kind == "seq":
            for (_, last), (first, _) in itertools.pairwise(blocks):
                self.parts.append(flow(last, first))
            return blocks[0][0], blocks[-1][1]
        return self.branches(kind, blocks)

    def branches(self, kind: str, blocks: list[tuple[str, str]]) -> tuple[str, str]:
        split, join = self.id("split"), self.id("join")
        element = "parallelGateway" if kind == "and" else "exclusiveGateway"
        default = f' default="{split}-{blocks[-1][0]}"' if kind == "xor" else ""
        self.parts.append(f'<{element} id="{split}"{default}/><{element} id="{join}"/>')
        for number, (first, last) in enumerate(blocks):
            is_choice = kind == "xor" and number < len(blocks) - 1
            self.parts.append(flow(split, first, f"way = {number}" if is_choice else ""))
            self.parts.append(flow(last, join))
        return split, join


def model_of(tree: Tree) -> Model:
    builder = Builder()
    first, last = builder.block(tree)
    return parse(process(*builder.parts, flow("s", first), flow(last, "e")))


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same JSON with its keys in another order, as jsonb may give it."""
    if isinstance(value, dict):
        keys = chance.sample(list(value), len(value))
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def run(model: Model, way: int, chance: random.Random) -> tuple[State, list[str]]:
    """Work until the end in a random order, the state stored and read between the steps."""
    step: Step = start(model, {"way": way})
    done: list[str] = []
    opened = [one.id for one in step.opened]
    while not step.ended:
        stored = shuffled(json.loads(json.dumps(step.state.as_json())), chance)
        state = State.from_json(stored)
        assert state == step.state
        waiting = [one.id for one in open_tasks(model, state)]
        assert sorted(waiting) == sorted(opened), "a task was lost or opened twice"
        chosen = chance.choice(waiting)
        opened.remove(chosen)
        step = complete(model, state, chosen, "granted")
        opened.extend(one.id for one in step.opened)
        done.append(chosen)
    assert opened == []
    return step.state, done


@settings(max_examples=60, deadline=None)
@given(trees(), st.integers(0, 2), st.integers(), st.integers())
def test_tasks_done_in_any_order_end_the_case_once_in_the_same_state(
    tree: Tree, way: int, first: int, second: int
) -> None:
    model = model_of(tree)
    assert model.problems() == ()
    one, done = run(model, way, random.Random(first))
    other, done_otherwise = run(model, way, random.Random(second))
    assert one == other
    assert one.tokens == ()
    assert sorted(done) == sorted(done_otherwise)
    assert len(done) == len(set(done)), "a task was done twice"
    assert sum(node.node == "e" for node in one.finished) == 1


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_model_with_problems(xml: bytes) -> None:
    assert parse(xml).problems()


@st.composite
def drawings(draw: st.DrawFn) -> bytes:
    """Any acyclic drawing where each node lies between start and end, joined by no plan."""
    count = draw(st.integers(1, 6))
    pairs = {(draw(st.integers(1, node - 1)), node) for node in range(2, count + 1)}
    pairs |= {(node, draw(st.integers(node + 1, count + 1))) for node in range(1, count + 1)}
    names = ["s", *(f"n{node}" for node in range(1, count + 1)), "e"]
    parts = [START, END, flow("s", "n1")]
    for node in range(1, count + 1):
        ways = sorted(other for one, other in pairs if one == node)
        kinds = ["exclusive", "parallel"] if len(ways) > 1 else ["task", "exclusive", "parallel"]
        kind, name = draw(st.sampled_from(kinds)), names[node]
        default = f' default="{name}-{names[ways[-1]]}"' if kind == "exclusive" and ways[1:] else ""
        parts.append(task(name) if kind == "task" else f'<{kind}Gateway id="{name}"{default}/>')
        for way in ways:
            condition = f"way = {way}" if default and way != ways[-1] else ""
            parts.append(flow(name, names[way], condition))
    return process(*parts)


@settings(max_examples=150, deadline=None)
@given(drawings(), st.integers())
def test_what_is_called_sound_never_gets_stuck(xml: bytes, seed: int) -> None:
    model = parse(xml)
    codes = {problem.code for problem in model.problems()}
    assert codes <= {"waitsForEver", "doneTwice"}
    if model.soundness is Verdict.SOUND:
        for way in range(8):
            state, done = run(model, way, random.Random(seed))
            assert state.tokens == ()
            assert len(done) == len(set(done))
