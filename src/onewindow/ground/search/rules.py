"""What is kept of a text for finding it, and what is asked for, in PostgreSQL's words. Pure.

The same folding (ground.kernel.folding) is used on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from onewindow.ground.kernel.folding import runs, words

MOST_WORDS = 12_000
MOST_ASKED = 16
LAST_POSITION = 16_383
MOST_TERM = 4
MOST_SIGNS = 8
MOST_OTHERS = 11
LONGEST_FACET = 160


def vector(title: str, body: str) -> str:
    """Gives the text form of a tsvector: words of the title weigh A, those of the body D."""
    kept: dict[str, list[str]] = {}
    position = 0
    for text, weight in ((title, "A"), (body, "D")):
        position += 1  # a phrase does not reach from the title into the body
        for word in words(text):
            position += 1
            if position > MOST_WORDS:
                break
            kept.setdefault(word, []).append(f"{min(position, LAST_POSITION)}{weight}")
    return " ".join(f"{_quoted(word)}:{','.join(places[:255])}" for word, places in kept.items())


def asked(text: str) -> list[tuple[str, bool]]:
    """Gives the runs that are asked for, at most sixteen."""
    return [run for run, _ in zip(runs(text), range(MOST_ASKED), strict=False)]


def question(text: str, synonyms: Sequence[Sequence[str]] = ()) -> str:
    """Gives the text form of a tsquery: all words, the last one also as a beginning.

    A run without spaces is asked for as a phrase of its pairs. Empty where nothing is asked.
    Each of `synonyms` are terms of which any stands for any other.
    """
    given = asked(text)
    known = {
        key(term): [t for t in group if key(t) != key(term)] for group in synonyms for term in group
    }
    parts = []
    place = 0
    while place < len(given):
        reach = _term_at(given, place, known)
        span, place = given[place : place + reach], place + reach
        is_last = place == len(given)
        said = " ".join(run for run, _ in span)
        other = [_all(asked(term), is_last=False) for term in known.get(said, ())]
        other += _inside(span, known) if not other else []
        parts.append(_any([_all(span, is_last=is_last), *other[:MOST_OTHERS]]))
    return " & ".join(parts)


def pieces(text: str) -> list[str]:
    """Gives the question for each run of a text by itself."""
    given = asked(text)
    return [_all([run], is_last=run is given[-1]) for run in given]


def certain(text: str) -> str | None:
    """Gives the question for all runs but the last, which may be a beginning; none for one run."""
    return " & ".join(pieces(text)[:-1]) or None


def combined(runs: Sequence[str], ways: Mapping[int, Sequence[str]]) -> list[str]:
    """Gives a text with some of its runs said otherwise, in up to nine ways, likeliest first."""
    options = [list(ways.get(place) or [run])[:3] for place, run in enumerate(runs)]
    ranks = product(*(range(len(option)) for option in options))
    best = sorted(ranks, key=lambda rank: (sum(rank), rank))[:9]
    texts = [" ".join(o[n] for o, n in zip(options, rank, strict=True)) for rank in best]
    return [text for text in texts if text != " ".join(runs)]


def key(term: str) -> str:
    """Gives a term as synonyms are looked up by it: its folded runs."""
    return " ".join(run for run, _ in asked(term))


def keys_in(text: str) -> list[str]:
    """Gives every key that may stand for a piece of a text: up to four words, or eight signs."""
    given = asked(text)
    found = set()
    for place in range(len(given)):
        for reach in range(1, MOST_TERM + 1):
            found.add(" ".join(run for run, _ in given[place : place + reach]))
    for run in [run[:MOST_ASKED] for run, paired in given if paired]:
        lengths = range(1, MOST_SIGNS + 1)
        found |= {run[a : a + n] for n in lengths for a in range(len(run) - n + 1)}
    return sorted(found)


def _term_at(given: Sequence[tuple[str, bool]], place: int, known: Mapping[str, object]) -> int:
    """Gives how many runs the longest known term has that begins here; 1 where there is none."""
    for reach in range(MOST_TERM, 1, -1):
        if " ".join(run for run, _ in given[place : place + reach]) in known:
            return min(reach, len(given) - place)
    return 1


def _inside(span: Sequence[tuple[str, bool]], known: Mapping[str, Sequence[str]]) -> list[str]:
    """Gives what a run without spaces is with a known term in it said otherwise."""
    run, paired = span[0]
    if not paired:
        return []
    terms = [term for term in sorted(known, key=len, reverse=True) if term in run]
    return [
        _all(asked(run.replace(term, other, 1)), is_last=False)
        for term in terms[:2]
        for other in known[term]
    ]


def _all(span: Sequence[tuple[str, bool]], *, is_last: bool) -> str:
    ends = len(span) - 1
    return " & ".join(
        _phrase(run) if paired else _word(run, is_last=is_last and place == ends)
        for place, (run, paired) in enumerate(span)
    )


def _word(run: str, *, is_last: bool) -> str:
    """Gives a word, the last one also as a beginning; a single letter begins too many."""
    return _quoted(run) + (":*" if is_last and len(run) > 1 else "")


def _phrase(run: str) -> str:
    """Gives a run without spaces as neighbouring pairs; one character as a beginning."""
    if len(run) == 1:
        return f"{_quoted(run)}:*"
    pairs = [run[place : place + 2] for place in range(min(len(run) - 1, MOST_ASKED))]
    return f"({' <-> '.join(_quoted(pair) for pair in pairs)})"


def _any(ways: Sequence[str]) -> str:
    return ways[0] if len(ways) == 1 else "(" + " | ".join(f"({way})" for way in ways) + ")"


def narrowed(asked_for: str, facets: Mapping[str, Sequence[str]]) -> str:
    """Gives a question with facets: of each name any of the values."""
    ways = [
        _any([_quoted(facet(name, value)) for value in values])
        for name, values in facets.items()
        if values
    ]
    return " & ".join([f"({asked_for})", *ways]) if ways else asked_for


def facet(name: str, value: str) -> str:
    """Gives the lexeme of a facet. No text folds to it: words hold letters and digits only."""
    return f"={name}:{value}".replace("\x00", "")[: LONGEST_FACET + 1]


def with_facets(vector_of_text: str, facets: Iterable[str]) -> str:
    """Gives the text form of a tsvector with the lexemes of facets, without places."""
    return " ".join([vector_of_text, *(_quoted(one) for one in facets)])


def _quoted(word: str) -> str:
    """Gives a word as a lexeme of a tsvector or tsquery."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
