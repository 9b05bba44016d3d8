"""What is looked at before a parser is let at it: document types, remote contexts, depth.

Source: JSON-LD 1.1, 3.1 and 10 (contexts); XML 1.0, 2.8 (document type declaration).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from xml.parsers import expat  # it refuses a document type before anything expands

from .errors import Malformed
from .limits import Limits

CONTEXT, FETCHED = "@context", "@import"


class _Refused(Exception):
    """Stops the walk through XML; never leaves this module."""


def guard_xml(data: bytes, limits: Limits) -> None:
    """Refuses XML that is broken, too deep, or declares a document type (and so entities).

    Raises: Malformed.
    """
    parser = expat.ParserCreate()
    depth, reason = 0, ""

    def begins(*_: object) -> None:
        nonlocal depth, reason
        depth += 1
        if depth > limits.depth:
            reason = f"Elements stand in each other more than {limits.depth} deep."
            raise _Refused

    def ends(*_: object) -> None:
        nonlocal depth
        depth -= 1

    def declares(*_: object) -> None:
        nonlocal reason
        reason = "The file declares a document type. Leave the <!DOCTYPE> out; nothing needs it."
        raise _Refused

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.StartDoctypeDeclHandler = declares
    try:
        parser.Parse(data, True)
    except _Refused:
        raise Malformed(reason, parser.CurrentLineNumber) from None
    except expat.ExpatError as fault:
        raise Malformed(f"This is no XML: {expat.ErrorString(fault.code)}.", fault.lineno) from None


def guarded_json(text: str, contexts: Mapping[str, object], limits: Limits) -> object:
    """Gives the JSON with every remote context replaced by the one known here.

    Nothing is ever fetched. Raises: Malformed for one that is not known.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        raise Malformed(f"This is no JSON: {fault.msg}.", fault.lineno) from None
    except RecursionError:
        raise Malformed(f"Values stand in each other more than {limits.depth} deep.") from None
    return _local(data, _Known(text, contexts), limits.depth)


class _Known:
    """The contexts that are known, and where in the text a name of another one stands."""

    def __init__(self, text: str, contexts: Mapping[str, object]) -> None:
        self._text, self._contexts = text, contexts

    def context(self, given: object) -> object:
        """Gives a context as it may be used. Raises: Malformed."""
        if isinstance(given, list):
            return [self.context(one) for one in given]
        if not isinstance(given, str):
            return given
        if given in self._contexts:
            return self._contexts[given]
        raise self.refused(given)

    def refused(self, given: str) -> Malformed:
        """Gives the refusal of something that would have to be fetched."""
        place = self._text.find(json.dumps(given, ensure_ascii=False))
        line = self._text.count("\n", 0, place) + 1 if place >= 0 else 0
        return Malformed(
            f"The context {given[:120]} lies elsewhere, and nothing is fetched. Write it out.", line
        )


def _local(value: object, known: _Known, left: int) -> object:
    if left <= 0:
        raise Malformed("Values stand in each other too deep.")
    if isinstance(value, list):
        return [_local(one, known, left - 1) for one in value]
    if not isinstance(value, dict):
        return value
    if FETCHED in value:
        raise known.refused(str(value[FETCHED]))
    return {
        key: _local(known.context(one) if key == CONTEXT else one, known, left - 1)
        for key, one in value.items()
    }
