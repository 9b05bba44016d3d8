"""Documents of other catalogues: what they hold, what of it cannot be read, where they go on."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from onewindow.engines import linked
from onewindow.engines.linked import Graph, Malformed, Media
from onewindow.registers.catalogue.dcat import ckan, data_json
from onewindow.registers.catalogue.dcat.facts import Dataset
from onewindow.registers.catalogue.dcat.reading import Fault, Unfit, datasets_in, next_page
from onewindow.registers.catalogue.types import HarvestFormat

ENDINGS = (".ttl", ".jsonld", ".json", ".rdf", ".xml", ".nt")
ACCEPT = "text/turtle, application/n-triples;q=0.9, application/ld+json;q=0.8, " \
         "application/rdf+xml;q=0.8"  # fmt: skip
_MEDIA = {
    **{str(one): one for one in Media},
    "application/json": Media.JSON_LD,
    "text/xml": Media.RDF_XML,
    "application/xml": Media.RDF_XML,
    "application/x-turtle": Media.TURTLE,
}
NONE: Mapping[str, object] = MappingProxyType({})
_VAGUE = ("", "text/plain", "application/octet-stream", "binary/octet-stream")


@dataclasses.dataclass(slots=True)
class Heard:
    """What a document says. Shape: `next` is where it goes on; `is_whole` is false where
    something could not be read of which nobody can tell what it was about; `total` counts what
    the source says it has in all, where it says so.
    """

    found: list[Dataset | Fault] = dataclasses.field(default_factory=list)
    next: str = ""
    is_whole: bool = True
    total: int = 0

    def take_over(self, other: Heard) -> None:
        """Adds what a further document says."""
        self.found += other.found
        self.is_whole = self.is_whole and other.is_whole


def media_of(media: str, address: str) -> Media:
    """Gives the way of writing of a document: by its type, else by the end of its address.

    Raises: Malformed.
    """
    if media in _MEDIA:
        return _MEDIA[media]
    path = address.partition("?")[0].partition("#")[0]
    found = linked.media_of(path.rpartition("/")[2].rpartition(".")[2]) if media in _VAGUE else None
    if found is None:
        raise Malformed(f"The source sends {media[:60] or 'something'}, which is no linked data.")
    return found


def heard(
    format_: HarvestFormat,
    data: bytes,
    media: str,
    address: str,
    contexts: Mapping[str, object] = NONE,
) -> Heard:
    """Gives what a document says that was found at an address; `contexts` are those of JSON-LD
    that are at hand. Raises Malformed.
    """
    if format_ is HarvestFormat.DCAT:
        return _dcat(data, media_of(media, address), address, contexts)
    whole = _json(data)
    if format_ is HarvestFormat.DATA_JSON:
        records = whole.get("dataset")
        if not isinstance(records, list):
            raise Malformed("This is no data.json: it has no list called dataset.")
        return _records(records, lambda one: data_json.dataset_of(one, address), "identifier")
    result = whole.get("result")
    if whole.get("success") is not True or not isinstance(result, dict):
        raise Malformed("This is no answer of CKAN's package_search.")
    site = address.partition("/api/")[0]
    records = result.get("results")
    told = _records(
        records if isinstance(records, list) else [],
        lambda one: ckan.dataset_of(one, site),
        "name",
    )
    count = result.get("count")
    told.total = count if isinstance(count, int) and not isinstance(count, bool) else 0
    return told


def _dcat(data: bytes, media: Media, address: str, contexts: Mapping[str, object]) -> Heard:
    graph, told = Graph(), Heard()
    if media is not Media.N_TRIPLES:
        graph = linked.read(data, media, address, contexts=contexts)
        found = list(datasets_in(graph))
        return Heard(found, next_page(graph), all(_is_known(one) for one in found))
    broken = set[str]()
    for fault in linked.read_lines(data.splitlines(), graph):
        owner = fault.about.partition("#")[0]
        told.is_whole = told.is_whole and bool(owner)
        if not owner or owner not in broken:
            told.found.append(Fault(owner, str(fault)))
        broken.add(owner)
    for one in datasets_in(graph):
        if not (isinstance(one, Dataset) and one.iri in broken):
            told.found.append(one)
            told.is_whole = told.is_whole and _is_known(one)
    told.next = next_page(graph)
    return told


def _is_known(one: Dataset | Fault) -> bool:
    return isinstance(one, Dataset) or bool(one.source)


def _records(records: list[Any], read: Callable[[object], Dataset], name: str) -> Heard:
    told = Heard()
    for place, one in enumerate(records, 1):
        try:
            told.found.append(read(one))
        except Unfit as fault:
            given = one.get(name) if isinstance(one, dict) else None
            called = f" ({given[:80]})" if isinstance(given, str) and given else ""
            told.found.append(Fault("", f"Record {place}{called}: {fault}"))
            told.is_whole = False
    return told


def _json(data: bytes) -> dict[str, Any]:
    if len(data) > linked.LIMITS.size:
        raise Malformed("The file is too large.")
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as fault:
        raise Malformed(f"This is no JSON: {fault.msg}.", fault.lineno) from None
    except (UnicodeDecodeError, RecursionError):
        raise Malformed("This is no JSON: not in UTF-8, or values stand too deep.") from None
    if not isinstance(whole, dict):
        raise Malformed("This is no catalogue: the file holds no object.")
    return whole


class Beside(Mapping[str, object]):
    """The contexts that lie beside a file: one that it names by an address is taken from the file
    of the same name in its folder, and from nowhere else.
    """

    def __init__(self, file: Path) -> None:
        self._folder = file.parent

    def __getitem__(self, address: str) -> object:
        name = address.partition("#")[0].partition("?")[0].rpartition("/")[2]
        place = self._folder / name
        if not name.endswith((".jsonld", ".json")) or not place.is_file():
            raise KeyError(address)
        try:
            whole = json.loads(place.read_bytes())
        except (ValueError, OSError, RecursionError):
            raise KeyError(address) from None
        if not isinstance(whole, dict) or "@context" not in whole:
            raise KeyError(address)
        return whole["@context"]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def heard_in(place: Path, format_: HarvestFormat, address: str) -> Heard:
    """Gives what a file says, or all files of a folder; a broken file is one fault with its line.

    Shape: `address` is what identifiers without an address are understood by.
    """
    base = "" if format_ is HarvestFormat.DCAT else address
    told = Heard()
    for file in files_in(place):
        try:
            if file.stat().st_size > linked.LIMITS.size:
                raise Malformed(f"It is larger than {linked.LIMITS.size} bytes. Split it.")
            media = linked.media_of(file.suffix)
            kind = str(media) if media else "a file of another kind"
            told.take_over(heard(format_, file.read_bytes(), kind, base, Beside(file)))
        except Malformed as fault:
            told.found.append(Fault("", f"{file.name}: {fault}"))
            told.is_whole = False
        except OSError as problem:
            told.found.append(Fault("", f"{file.name}: It cannot be opened: {problem.strerror}."))
            told.is_whole = False
    return told


def files_in(place: Path) -> Iterator[Path]:
    """Gives the file, or the files of a folder that can hold a catalogue, by name."""
    if place.is_file():
        yield place
    else:
        yield from sorted(one for one in place.iterdir() if one.suffix.lower() in ENDINGS)
