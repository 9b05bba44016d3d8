"""From the bytes of a BPMN 2.0 file to a model; faults are collected, nothing is thrown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from lxml import etree

from .checks import all_problems
from .elements import Elements
from .model import FailureRule, Model, Problem

MAX_BYTES = 2_000_000


def parse(xml: bytes, names: Iterable[str] = ()) -> Model:
    """The process of a BPMN 2.0 file; ask `problems()` before it is started.

    `names` are variables of several words that conditions may use. Nothing is thrown for
    any bytes: what cannot be read is a problem of the model. Entities, document types and
    the network are off.
    """
    return _parse(xml, tuple(sorted(set(names))))


@lru_cache(maxsize=32)
def _parse(xml: bytes, names: tuple[str, ...]) -> Model:
    """The model with its problems; kept, for a running process asks for it at every step."""
    digest = hashlib.sha256(xml).hexdigest()
    fault = _size(xml)
    if fault is None:
        try:
            root = etree.fromstring(xml, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            line = getattr(error, "lineno", 0) or 0
            fault = Problem(line, "", "notXml", f"The file cannot be read as XML: {error}")
        else:
            model = _model(root, digest, names)
            return replace(model, found=all_problems(model))
    return Model("", "", "", FailureRule.INDEPENDENT, {}, {}, digest, (fault,))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _size(xml: bytes) -> Problem | None:
    if len(xml) <= MAX_BYTES:
        return None
    return Problem(0, "", "tooLarge", f"The file is larger than {MAX_BYTES} bytes.")


def _model(root: etree._Element, digest: str, names: tuple[str, ...]) -> Model:
    reader = Elements(names)
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # missing in the stubs
        reader.fault(root, "documentType", "The file has a document type; remove the DOCTYPE line.")
    process = reader.process(root)
    if process is not None:
        reader.read(process)
    return reader.model(process, digest)
