"""Front door of processes."""

from onewindow.flow.processes.commands import (
    claim_step,
    claim_task,
    decide_task,
    find_idle_layers,
    release_task,
    start_process,
    withdraw_process,
)
from onewindow.flow.processes.definitions import publish_process, published
from onewindow.flow.processes.queries import (
    departments,
    desk,
    desk_line,
    desk_lines,
    instance_matter,
    instances_at_desk_of,
    result_of,
    steps_of,
    task_matter,
    waiting_for,
)

__all__ = [
    "claim_step",
    "claim_task",
    "decide_task",
    "departments",
    "desk",
    "desk_line",
    "desk_lines",
    "find_idle_layers",
    "instance_matter",
    "instances_at_desk_of",
    "publish_process",
    "published",
    "release_task",
    "result_of",
    "start_process",
    "steps_of",
    "task_matter",
    "waiting_for",
    "withdraw_process",
]
