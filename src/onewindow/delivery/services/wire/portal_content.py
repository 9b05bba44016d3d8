"""Reads the bodies and the life events that stand beside the service cards.

Shape of the folder: `orgaos/*.xml` (address, name, text, contact), `linhas-da-vida/*.md` (a title
underlined with dashes; the files name no services).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from onewindow.delivery.services.wire.imported import Rejection
from onewindow.delivery.services.wire.markup import plain, rich
from onewindow.delivery.services.wire.rich_text import Link, RichText
from onewindow.delivery.services.wire.xml_file import Unusable, root_of, text_of

LONGEST_EVENT = 20_000


@dataclasses.dataclass(frozen=True, slots=True)
class ImportedPortalBody:
    """A body as the portal presents it; `source_id` is what the cards' bodies are named by."""

    source_id: str
    name: str
    text: RichText
    contact: RichText


@dataclasses.dataclass(frozen=True, slots=True)
class ImportedLifeEvent:
    """A life event; `links` is what its text leads to, empty in the material of 2018."""

    source_id: str
    title: str
    text: RichText
    links: tuple[Link, ...]


def bodies(content: Path) -> Iterator[ImportedPortalBody | Rejection]:
    """Gives each body of `content/orgaos`, in the order of file names."""
    for path in sorted((content / "orgaos").glob("*.xml")):
        try:
            yield _body(path)
        except Unusable as problem:
            yield Rejection(path.name, str(problem))


def _body(path: Path) -> ImportedPortalBody:
    root = root_of(path, "orgao")
    source_id, name = text_of(root, "url"), plain(text_of(root, "nome"))
    if not source_id or not name:
        raise Unusable("The body has no address or no name.")
    text, contact = rich(text_of(root, "conteudo")), rich(text_of(root, "contato"))
    return ImportedPortalBody(source_id, name, text, contact)


def life_events(content: Path) -> Iterator[ImportedLifeEvent | Rejection]:
    """Gives each life event of `content/linhas-da-vida`, in the order of file names."""
    for path in sorted((content / "linhas-da-vida").glob("*.md")):
        try:
            yield _life_event(path)
        except Unusable as problem:
            yield Rejection(path.name, str(problem))


def _life_event(path: Path) -> ImportedLifeEvent:
    title, _, rest = _text(path).strip().partition("\n")
    title = plain(title)
    if not title:
        raise Unusable("The life event has no title.")
    text = rich(rest)
    return ImportedLifeEvent(path.stem, title, text, text.links())


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LONGEST_EVENT:
            raise Unusable(f"The file is larger than {LONGEST_EVENT} bytes.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable("The file is not valid UTF-8.") from None
    except OSError as problem:
        reason = problem.strerror or "unknown reason"
        raise Unusable(f"The file cannot be opened: {reason}.") from None
