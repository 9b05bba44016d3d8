"""The law of services, as pure functions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping

from onewindow.ground.kernel.folding import words

OFFLINE = frozenset({"window", "paper", "voice", "agent", "sms", "ussd"})


def gaps_in_guide(guide: Mapping[str, object]) -> list[str]:
    """Gives what a guide must still say before its service can go live, as codes of
    `types.ANSWERS`.

    The five questions of the first screen, and one channel that needs no internet (AC-4.8).
    """
    gaps = [key for key in _ANSWERS if key not in guide]
    channels = guide.get("channels")
    kinds = {str(c.get("kind")) for c in channels} if isinstance(channels, list) else set()
    if not kinds & OFFLINE:
        gaps.append("offline")
    return gaps


def output_type_of(guide: Mapping[str, object]) -> str:
    """Gives what a service puts out, folded, from the outputs that its guide names; or nothing.

    Two guides that name the same outputs in any order and spelling give the same (INV-04).
    """
    named = guide.get("outputs")
    outputs = [one for one in named if isinstance(one, Mapping)] if isinstance(named, list) else []
    first = [str(one.get("en") or next(iter(one.values()), "")) for one in outputs]
    return "; ".join(sorted(" ".join(words(text)) for text in first))[:200]


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_CODE = 150
BUSINESSES, EVERYBODY, RESIDENTS = "businesses", "everybody", "residents"


def fault_of_imported(title: str, language: str, answers: Collection[str]) -> tuple[str, ...]:
    """Gives what keeps an imported item from being information, as codes of `types.FAULTS`.

    It has a title, a language that a page can name, and an answer to each of the five questions,
    be it that its source is silent.
    """
    if not re.search(r"\w", title):
        return ("no_title",)
    if not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?", language):
        return ("no_language",)
    return tuple(f"no_{key}" for key, answer in _ANSWERS.items() if answer not in answers)


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
