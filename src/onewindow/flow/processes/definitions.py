"""Definitions: reading a stored version once per process, and publishing a new one."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.db.models import Max

from onewindow.engines.bpmn import Kind, Model, Node, Terms, parse
from onewindow.flow.processes.errors import (
    FunctionNotCleared,
    NoSuchProcess,
    ProcessNotExecutable,
)
from onewindow.flow.processes.models import ProcessStep, ProcessVersion
from onewindow.ground.kernel import clock, frames, rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FunctionFacts

_PUBLISHED = "SELECT id FROM flow_processes_processversion WHERE code = %s AND state = 'published'"


@lru_cache(maxsize=128)
def model_of(version_id: UUID) -> Model:
    """Gives the parsed model of a published version; published ones never change (INV-07)."""
    return parse(ProcessVersion.objects.values_list("xml", flat=True).get(id=version_id).encode())


@lru_cache(maxsize=128)
def steps_of_version(version_id: UUID) -> tuple[ProcessStep, ...]:
    """Gives the steps of a published version in their order; they never change either."""
    return tuple(ProcessStep.objects.filter(process_id=version_id))


def published(code: str) -> UUID:
    """Gives the version of a process that is in use. Raises NoSuchProcess."""
    found = rows.first(_PUBLISHED, [code])
    if found is None:
        raise NoSuchProcess(code=code)
    key: UUID = found[0]
    return key


@command("processes.publish")
def publish_process(actor: Actor, /, *, code: str, xml: str) -> UUID:
    """Publishes a new version of a process; running instances stay on theirs.

    Refused while the model is not executable, or while a function of it has no owner or an open
    finding (INV-05, FUNCTION_NOT_CLEARED).
    """
    model = parse(xml.encode())
    problems = model.problems()
    if problems:
        raise ProcessNotExecutable(reasons=[problem.sentence for problem in problems])
    steps = _steps(model)
    lead = functions.function_by_code(model.lead)
    involved = {lead.id, *(function.id for _node, _terms, function in steps)}
    reasons = functions.is_cleared(sorted(involved), clock.now().date())
    if reasons:
        raise FunctionNotCleared(reasons=[[one.doubt.value, one.title] for one in reasons])
    latest = ProcessVersion.objects.filter(code=code).aggregate(n=Max("version"))["n"] or 0
    ProcessVersion.objects.filter(code=code, state="published").update(state="superseded")
    version = ProcessVersion.objects.create(
        code=code, version=latest + 1, xml=xml, lead_id=lead.id, published_by=actor.id
    )
    ProcessStep.objects.bulk_create(
        ProcessStep(
            process=version,
            node=node.id,
            position=position,
            title=dict(function.title),
            function_id=function.id,
            days=terms.days or None,
            outcomes=list(terms.outcomes),
        )
        for position, (node, terms, function) in enumerate(steps)
    )
    ProcessVersion.objects.filter(id=version.id).update(state="published")
    frames.note(on=Ref.to("process", version.id), code=code, version=version.version)
    return version.id


def _steps(model: Model) -> list[tuple[Node, Terms, FunctionFacts]]:
    """Gives the user tasks in their order, each with its terms and its function."""
    nodes = [(node, node.terms) for node in model.of_kind(Kind.USER_TASK)]
    return [
        (node, terms, functions.function_by_code(terms.function)) for node, terms in nodes if terms
    ]
