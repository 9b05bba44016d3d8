"""A model says everything that is wrong with it, and throws nothing."""

import pytest

from onewindow.engines.bpmn import FailureRule, Kind, Verdict, parse
from onewindow.engines.bpmn.soundness import unsound

from .models import END, HEAD, PERMIT, SIMPLE, START, flow, line, process, task


def codes(xml: bytes) -> set[str]:
    return {problem.code for problem in parse(xml).problems()}


def test_a_model_without_problems_is_sound() -> None:
    model = parse(PERMIT)
    assert model.problems() == ()
    assert model.soundness is Verdict.SOUND


def test_a_model_carries_what_the_extensions_say() -> None:
    attributes = 'name="Permit" ow:lead="LEAD" ow:failureRule="allOrNothing"'
    model = parse(process(START, task("a"), END, *line("s", "a", "e"), attributes=attributes))
    assert (model.id, model.name, model.lead) == ("p", "Permit", "LEAD")
    assert model.failure_rule is FailureRule.ALL_OR_NOTHING
    terms = model.nodes["a"].terms
    assert terms is not None
    assert (terms.function, terms.days, terms.outcomes) == ("F_a", 5, ("granted", "refused"))
    assert [node.id for node in model.of_kind(Kind.END_EVENT)] == ["e"]


@pytest.mark.parametrize(
    "xml", [b"", b"\x00", b"<a", b"<a/>", b"\xff\xfe", b"<!DOCTYPE a><a/>", HEAD.encode()]
)
def test_no_bytes_make_it_throw(xml: bytes) -> None:
    model = parse(xml)
    assert model.problems()
    assert model.soundness is Verdict.UNSOUND


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">'
    bomb += b"".join(b'<!ENTITY b%d "&b%d;&b%d;">' % (i, i + 1, i + 1) for i in range(60))
    bomb += b'<!ENTITY b60 "&a;">]>'
    xml = bomb + SIMPLE.replace(b'id="p"', b'id="p" name="&b0;"')
    assert codes(xml) <= {"documentType", "notXml"}
    assert codes(xml)
    fetched = bomb + SIMPLE.replace(b"<userTask", b"<documentation>&f;</documentation><userTask")
    assert "root:" not in repr(parse(fetched))
    assert "documentType" in codes(fetched)


def test_a_file_that_is_too_large_is_a_problem() -> None:
    assert codes(SIMPLE + b" " * 2_000_000) == {"tooLarge"}


def test_a_problem_names_element_and_line() -> None:
    xml = process(START, '<userTask id="a" name="Check"/>', END, *line("s", "a", "e"))
    found = [p for p in parse(xml).problems() if p.code == "noFunction"]
    assert [(p.element, p.line) for p in found] == [("a", 4)]
    assert found[0].sentence == "The task “Check” does not say which function does it."


def test_all_problems_are_listed_at_once() -> None:
    xml = process(
        '<userTask id="a"/>',
        '<serviceTask id="b"/>',
        '<sequenceFlow id="f" sourceRef="a" targetRef="nowhere"/>',
        attributes="",
    )
    assert codes(xml) == {
        *("noLead", "noName", "noFunction", "days", "unsupported"),
        *("flowEnd", "noStart", "noEnd"),
    }


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ('<scriptTask id="q"/>', "unsupported"),
        ('<inclusiveGateway id="q"/>', "unsupported"),
        ('<dataObject id="q"/>', "unsupported"),
        ('<userTask name="n" ow:function="F" ow:days="1"/>', "noId"),
        (task("a"), "sameId"),
        (task("q", 'ow:day="3"'), "unknownAttribute"),
        (task("q", 'ow:outcomes=" "'), "outcomes"),
        (task("q", 'ow:outcomes="yes yes"'), "outcomes"),
        (task("q", 'startQuantity="2"'), "unsupported"),
        (task("q").replace('"5"', '"0"'), "days"),
        (task("q").replace('"5"', '"5.5"'), "days"),
        (task("q").replace('"5"', '"٥"'), "days"),
        (task("q"), "unreachable"),
        ('<startEvent id="q"/>', "manyStarts"),
        ('<endEvent id="q"><terminateEventDefinition/></endEvent>', "unsupported"),
        ('<boundaryEvent id="q" attachedToRef="a"/>', "unsupported"),
        (flow("e", "a"), "endLeft"),
        (flow("a", "s"), "startReached"),
        (flow("s", "e"), "manyWays"),
        (flow("a", "a"), "loop"),
    ],
)
def test_a_fault_is_found(element: str, code: str) -> None:
    assert code in codes(process(START, task("a"), END, *line("s", "a", "e"), element))


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ("", "noLead"),
        ('ow:lead="L" ow:failureRule="none"', "failureRule"),
        ('ow:lead="L" isExecutable="false"', "draft"),
        ('ow:lead="L" ow:colour="red"', "unknownAttribute"),
    ],
)
def test_a_fault_of_the_process_is_found(attributes: str, code: str) -> None:
    parts = (START, task("a"), END, *line("s", "a", "e"))
    assert codes(process(*parts, attributes=attributes)) == {code}


def test_drawings_and_words_are_no_problem() -> None:
    drawn = (
        '<documentation>why</documentation><laneSet id="l"/><textAnnotation id="t"/>'
        '<extensionElements><x xmlns="urn:x"/></extensionElements>'
    )
    assert codes(process(START, task("a"), END, *line("s", "a", "e"), drawn)) == set()


@pytest.mark.parametrize(
    ("default", "ways", "code"),
    [
        ("", ["true", "true"], "noDefault"),
        ("x-e1", ["true", "true"], "defaultCondition"),
        ("x-e1", ["", ""], "noCondition"),
        ("x-e1", ["", "age &gt;"], "condition"),
        ("x-e1", ["", "__import__('os')"], "condition"),
    ],
)
def test_a_choice_must_be_complete(default: str, ways: list[str], code: str) -> None:
    gateway = f'<exclusiveGateway id="x" default="{default}"/>'
    ends = ['<endEvent id="e0"/>', '<endEvent id="e1"/>']
    order = {"x-e1": ("e1", "e0")}.get(default, ("e0", "e1"))
    flows = [flow("x", end, way) for end, way in zip(order, ways, strict=True)]
    assert code in codes(process(START, gateway, *ends, flow("s", "x"), *flows))


def test_a_condition_where_nothing_is_chosen_is_a_problem() -> None:
    xml = process(START, task("a"), END, flow("s", "a"), flow("a", "e", "true"))
    assert codes(xml) == {"needlessCondition"}


def test_a_condition_in_another_language_is_a_problem() -> None:
    xml = PERMIT.replace(b"<conditionExpression>", b'<conditionExpression language="groovy">')
    assert codes(xml) == {"language"}


def test_names_of_several_words_can_be_used_in_conditions() -> None:
    xml = PERMIT.replace(b"area ", b"floor area ")
    assert codes(xml) == {"condition"}
    assert parse(xml, ["floor area"]).problems() == ()


def test_a_loop_is_named_once_with_its_steps() -> None:
    xml = process(
        START,
        task("a"),
        '<exclusiveGateway id="x" default="x-e"/>',
        END,
        *line("s", "a", "x", "e"),
        flow("x", "a", "again"),
    )
    (problem,) = parse(xml).problems()
    assert problem.code == "loop"
    assert "“Do a”, “x”" in problem.sentence


def test_a_join_after_a_choice_waits_for_ever() -> None:
    xml = process(
        START,
        '<exclusiveGateway id="x" default="x-a"/>',
        task("a"),
        task("b"),
        '<parallelGateway id="join"/>',
        END,
        flow("s", "x"),
        flow("x", "b", "big"),
        *line("x", "a", "join", "e"),
        flow("b", "join"),
    )
    assert [(p.code, p.element) for p in parse(xml).problems()] == [("waitsForEver", "join")]


def test_branches_that_meet_without_a_join_do_the_next_step_twice() -> None:
    xml = process(
        START,
        '<parallelGateway id="split"/>',
        task("a"),
        task("b"),
        task("c"),
        END,
        flow("s", "split"),
        *line("split", "a", "c", "e"),
        *line("split", "b", "c"),
    )
    assert [(p.code, p.element) for p in parse(xml).problems()] == [("doneTwice", "c")]


def wide(branches: int) -> bytes:
    """Parallel branches, each with a choice whose ways cross to one join: 2^n markings."""
    parts = [START, '<parallelGateway id="split"/>', '<parallelGateway id="join"/>', END]
    flows = [flow("s", "split"), flow("join", "e")]
    for i in range(branches):
        parts += [f'<exclusiveGateway id="x{i}" default="x{i}-a{i}"/>', task(f"a{i}")]
        parts += [task(f"b{i}"), f'<exclusiveGateway id="m{i}"/>']
        flows += [*line("split", f"x{i}", f"a{i}", f"m{i}", "join"), flow(f"b{i}", f"m{i}")]
        flows.append(flow(f"x{i}", f"b{i}", "true"))
    return process(*parts, *flows)


def test_within_the_budget_many_choices_are_sound() -> None:
    assert parse(wide(4)).soundness is Verdict.SOUND


def test_beyond_the_budget_the_answer_is_not_decided_rather_than_sound() -> None:
    assert [problem.code for problem in unsound(parse(wide(4)), budget=20)] == ["notDecided"]
    model = parse(wide(20))
    assert model.soundness is Verdict.NOT_DECIDED
    assert [problem.code for problem in model.problems()] == ["notDecided"]


def test_only_the_executable_process_of_a_file_is_read() -> None:
    other = b'<process id="q" isExecutable="false"><task id="z"/></process></definitions>'
    xml = SIMPLE.replace(b'id="p"', b'id="p" isExecutable="true"')
    assert codes(xml.replace(b"</definitions>", other)) == set()
    assert "manyProcesses" in codes(SIMPLE.replace(b"</definitions>", other))


def test_message_flows_between_pools_are_a_problem() -> None:
    pools = b'<collaboration id="c"><participant id="z"/><messageFlow id="m"/></collaboration>'
    xml = SIMPLE.replace(b"<process", pools + b"<process")
    assert codes(xml) == {"unsupported"}
