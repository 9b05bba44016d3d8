"""What components are given: small frozen values, free of Django."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from enum import StrEnum


class Tone(StrEnum):
    """The colour of a tag. The words carry the meaning, the colour only helps."""

    PLAIN = ""
    GREY = "grey"
    GREEN = "green"
    TEAL = "teal"
    BLUE = "blue"
    PURPLE = "purple"
    MAGENTA = "magenta"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"


class StepState(StrEnum):
    """Where a step of a process stands."""

    DONE = "done"
    CURRENT = "current"
    TO_DO = "todo"


class ClockState(StrEnum):
    """Where a period stands on an officer's desk."""

    RUNNING = "running"
    SOON = "soon"
    OVER = "over"
    PAUSED = "paused"
    MET = "met"


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A place to go to. `active` marks the present page or its section."""

    text: str
    href: str
    active: bool = False
    key: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language, named in that language."""

    code: str
    name: str
    href: str
    direction: str
    current: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A line of a summary list. `about` completes the action for those who hear it alone."""

    key: str
    value: object
    href: str = ""
    action: str = ""
    about: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """A line of a task list. Without `href` it cannot be started yet."""

    title: str
    status: str
    href: str = ""
    tone: Tone = Tone.PLAIN
    hint: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand at the end of the line."""

    title: str
    is_number: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A step of a process as the citizen sees it."""

    text: str
    state: StepState = StepState.TO_DO
    hint: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """What an installation tells every page: `settings.ONEWINDOW_SITE`.

    *Shape*: addresses may hold `{lang}`, which becomes the code of the language in the path.
    `name`, `service` and the texts of links may be lazy translations. An empty address means
    that the link is not shown.
    """

    name: str = "OneWindow"
    service: str = ""
    home: str = "/{lang}/"
    desk: str = "/desk/"
    accessibility: str = "/{lang}/accessibility/"
    privacy: str = ""
    contact: str = ""
    navigation: Sequence[Link] = ()
    footer: Sequence[Link] = ()
    notice_tag: str = ""
    notice: str = ""
