"""The law of services, as pure functions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping

OFFLINE = frozenset({"window", "paper", "voice", "agent", "sms", "ussd"})
_NEEDED = {
    "who": "who it is for",
    "cost": "what it costs",
    "duration": "how long it takes",
    "bring": "what to bring",
    "start": "where to start",
}


def gaps_in_guide(guide: Mapping[str, object]) -> list[str]:
    """Gives what a guide must still say before its service can go live.

    The five questions of the first screen, and one channel that needs no internet (AC-4.8).
    """
    gaps = [words for key, words in _NEEDED.items() if key not in guide]
    channels = guide.get("channels")
    kinds = {str(c.get("kind")) for c in channels} if isinstance(channels, list) else set()
    if not kinds & OFFLINE:
        gaps.append("a channel that needs no internet")
    return gaps


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_CODE = 150
BUSINESSES, EVERYBODY, RESIDENTS = "businesses", "everybody", "residents"


def fault_of_imported(title: str, language: str, answers: Collection[str]) -> str | None:
    """Gives what keeps an imported item from being information, or nothing.

    It has a title, a language that a page can name, and an answer to each of the five questions,
    be it that its source is silent.
    """
    if not re.search(r"\w", title):
        return "it has no title."
    if not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?", language):
        return "its language is not known."
    silent = [words for key, words in _NEEDED.items() if _ANSWERS[key] not in answers]
    return f"it does not say {', '.join(silent)}." if silent else None


_ANSWERS = {
    "who": "audience",
    "cost": "cost",
    "duration": "duration",
    "bring": "bring",
    "start": "start",
}


def code_of(source_id: str, called: str = "") -> str:
    """Gives the code in the address of an imported item: the source's id where it can be one.

    Any other id is written in plain letters, with a few signs of its digest so that two ids never
    become one. Where the id says little to people, `called` is written instead of it.
    """
    if len(source_id) <= LONGEST_CODE and _SLUG.fullmatch(source_id):
        return source_id
    bare = (
        unicodedata.normalize("NFKD", called or source_id)
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    slug = "-".join(re.findall(r"[a-z0-9]+", bare))[: LONGEST_CODE - 13].strip("-")
    digest = hashlib.sha256(source_id.encode("utf-8", "replace")).hexdigest()[:12]
    return f"{slug}-{digest}" if slug else digest


def audience_of(segments: Collection[str]) -> str:
    """Gives the audience by which the directory filters, from the segments that a source names."""
    if "citizens" in segments:
        return RESIDENTS if len(segments) == 1 else EVERYBODY
    return BUSINESSES if "companies" in segments else ""
