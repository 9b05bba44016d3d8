"""What is kept of a text for finding it, and what is asked for, in PostgreSQL's words. Pure.

The same folding (ground.kernel.folding) is used on both sides.
"""

from __future__ import annotations

from onewindow.ground.kernel.folding import runs, words

MOST_WORDS = 12_000
MOST_ASKED = 16
LAST_POSITION = 16_383


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


def question(text: str) -> str:
    """Gives the text form of a tsquery: all words, the last one also as a beginning.

    A run without spaces is asked for as a phrase of its pairs. Empty where nothing is asked.
    """
    asked = [run for run, _ in zip(runs(text), range(MOST_ASKED), strict=False)]
    parts = []
    for place, (run, paired) in enumerate(asked):
        is_last = place == len(asked) - 1
        parts.append(_phrase(run) if paired else _quoted(run) + (":*" if is_last else ""))
    return " & ".join(parts)


def _phrase(run: str) -> str:
    """Gives a run without spaces as neighbouring pairs; one character as a beginning."""
    if len(run) == 1:
        return f"{_quoted(run)}:*"
    pairs = [run[place : place + 2] for place in range(min(len(run) - 1, MOST_ASKED))]
    return f"({' <-> '.join(_quoted(pair) for pair in pairs)})"


def _quoted(word: str) -> str:
    """Gives a word as a lexeme of a tsvector or tsquery."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
