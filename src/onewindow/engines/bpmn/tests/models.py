"""Small models for the tests."""

import itertools

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:ow="urn:onewindow:bpmn" targetNamespace="urn:test">\n'
)


def process(*elements: str, attributes: str = 'ow:lead="LEAD"') -> bytes:
    """A file with one process of these elements, one on each line."""
    body = "\n".join(elements)
    return f'{HEAD}<process id="p" {attributes}>\n{body}\n</process></definitions>'.encode()


def task(node: str, extra: str = "") -> str:
    return f'<userTask id="{node}" name="Do {node}" ow:function="F_{node}" ow:days="5" {extra}/>'


def flow(source: str, target: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    start = f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">'
    return f"{start}{inner}</sequenceFlow>"


def line(*nodes: str) -> list[str]:
    """Flows from each node to the next."""
    return [flow(one, other) for one, other in itertools.pairwise(nodes)]


START, END = '<startEvent id="s"/>', '<endEvent id="e"/>'
SIMPLE = process(START, task("a"), END, *line("s", "a", "e"))
PERMIT = process(
    START,
    task("check", 'ow:outcomes="complete incomplete"'),
    '<exclusiveGateway id="x" default="x-e2"/>',
    '<endEvent id="e2"/>',
    '<parallelGateway id="split"/>',
    task("fire"),
    task("water"),
    '<parallelGateway id="join"/>',
    task("decide"),
    END,
    *line("s", "check", "x"),
    flow("x", "e2"),
    flow("x", "split", 'outcome = "complete" and area &lt; 500'),
    *line("split", "fire", "join"),
    *line("split", "water", "join", "decide", "e"),
)
