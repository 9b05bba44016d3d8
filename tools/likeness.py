"""The labelled set on which the overlap detector is measured: real titles, seeded changes.

Titles are those of 663 British bodies and 1 703 Brazilian services. Positives: each title and the
same in other words (synonyms, order, abbreviation, words written together, typing errors), every
third one changed twice. Negatives: pairs of different titles that are nearest to each other by a
measure that the detector does not use (plain 3-grams, unweighted). The first half tunes the
detector, the other half judges it; no title is in both.

.venv/bin/python -P tools/likeness.py           # measure both halves
.venv/bin/python -P tools/likeness.py --nearest # print the nearest different pairs, to be read
"""

from __future__ import annotations

import dataclasses
import random
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tools import material  # noqa: E402

from onewindow.ground.kernel.folding import folded  # noqa: E402
from onewindow.registers.functions.likeness import DIALS, Dials, Titles, grams  # noqa: E402

SEED = 20261126
BAR = 0.8
READ = ROOT / "conformance" / "titles-read.toml"

# Words that a register's keepers use for one another; the detector knows none of these lists.
SYNONYMS = {
    "en": (
        "office bureau", "authority agency", "committee panel", "commission board",
        "service services-unit", "department ministry", "council assembly", "national nationwide",
        "advisory consultative", "tribunal court", "independent autonomous", "research studies",
        "safety protection", "museum gallery", "fund endowment", "company corporation",
        "commissioner ombudsman", "centre hub", "institute college", "group team",
    ),
    "pt": (
        "obter conseguir", "solicitar requerer", "registrar inscrever", "consultar pesquisar",
        "realizar efetuar", "cadastrar inscrever", "participar tomar-parte", "receber auferir",
        "emitir expedir", "alterar modificar", "informações dados", "autorização permissão",
        "licença alvará", "programa projeto", "apoio auxílio", "curso treinamento",
        "certificado atestado", "produtos mercadorias", "imóvel propriedade", "uso utilização",
    ),
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Half:
    """Titles of one half in one language, with what is known of their pairs.

    Shape: `texts` holds the titles and, after them, each in other words; `same` and `different`
    are pairs of places in it; `kinds` says how the second of a same pair was made.
    """

    language: str
    texts: tuple[str, ...]
    same: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    different: tuple[tuple[int, int], ...]


def _replace(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, text, count=1)


def _long(text: str, least: int) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= least]


def synonym(text: str, language: str, chance: random.Random) -> str | None:
    """Says one word by another of the same meaning."""
    pairs = [tuple(pair.split()) for pair in SYNONYMS[language]]
    known = [*pairs, *((new, old) for old, new in pairs)]
    lower = text.lower()
    fitting = [pair for pair in known if re.search(rf"(?<!\w){re.escape(pair[0])}(?!\w)", lower)]
    return _replace(lower, *chance.choice(fitting)) if fitting else None


def order(text: str, _language: str, chance: random.Random) -> str | None:
    """Says the last words first, as lists do."""
    parts = text.split()
    if len(parts) < 3:
        return None
    cut = chance.randrange(1, len(parts) - 1)
    return " ".join([*parts[cut:], "-", *parts[:cut]])


def abbreviation(text: str, _language: str, chance: random.Random) -> str | None:
    """Shortens one or two long words to their beginning."""
    found = _long(text, 8)
    for word in chance.sample(found, min(len(found), chance.choice([1, 2]))):
        text = _replace(text, word, word[: chance.randrange(4, 6)] + ".")
    return text if found else None


def together(text: str, _language: str, chance: random.Random) -> str | None:
    """Writes two neighbouring words as one."""
    places = [m.start() for m in re.finditer(r"(?<=\w\w\w) (?=\w\w\w)", text)]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + text[place + 1 :]


def typing_error(text: str, _language: str, chance: random.Random) -> str | None:
    """Loses, doubles, swaps or mistakes one letter of a longer word."""
    found = _long(text, 6)
    if not found:
        return None
    word = chance.choice(found)
    place = chance.randrange(1, len(word) - 1)
    wrong = {
        "lost": word[:place] + word[place + 1 :],
        "doubled": word[:place] + word[place] + word[place:],
        "swapped": word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        "mistaken": word[:place] + chance.choice("aeiorst") + word[place + 1 :],
    }
    return _replace(text, word, wrong[chance.choice(sorted(wrong))])


CHANGES: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "synonym": synonym,
    "order": order,
    "abbreviation": abbreviation,
    "written together": together,
    "typing error": typing_error,
}


def changed(text: str, language: str, turn: int, chance: random.Random) -> tuple[str, str] | None:
    """Gives the title in other words and how it was changed; kinds take turns."""
    kinds = list(CHANGES)
    wanted = kinds[turn % len(kinds) :] + kinds[: turn % len(kinds)]
    made: list[str] = []
    for kind in wanted:
        new = CHANGES[kind](text, language, chance)
        if new is not None and folded(new) != folded(text):
            text = new
            made.append(kind)
        if len(made) == (2 if turn % 3 == 0 else 1):
            break
    return (text, " and ".join(made)) if made else None


def nearest(texts: Sequence[str]) -> list[tuple[float, int, int]]:
    """Gives for each title its nearest different one by plain 3-grams, the nearest pairs first."""
    bags = [set(grams(folded(text))) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(bags):
        for gram in bag:
            holders[gram].append(place)
    pairs: dict[tuple[int, int], float] = {}
    for place, bag in enumerate(bags):
        shared = Counter(other for gram in bag for other in holders[gram] if other != place)
        near = {o: n / (len(bag) + len(bags[o]) - n) for o, n in shared.items()}
        best = max(near, key=lambda o: (near[o], -o), default=None)
        if best is not None:
            pairs[min(place, best), max(place, best)] = near[best]
    return sorted(((n, a, b) for (a, b), n in pairs.items()), key=lambda p: (-p[0], p[1:]))


def judged_same() -> set[frozenset[str]]:
    """Gives the pairs of different records that were read and found to be one and the same."""
    listed = tomllib.loads(READ.read_text(encoding="utf-8")) if READ.exists() else {}
    return {frozenset(map(folded, pair)) for pair in listed.get("same", [])}


def titles() -> dict[str, list[str]]:
    """Gives the real titles by language, each once. Raises MaterialFault."""
    from onewindow.delivery.services.wire import cartas_de_servico as cards
    from onewindow.registers.institutions.wire import govuk_organisations as orgs

    listed = material.sources()
    file = material.present(listed["govuk-organisations"]) / "govuk_extant_orgs.json"
    folder = material.present(listed["cartas-de-servico"]) / "cartas-servico" / "v3" / "servicos"
    found = {
        "en": [one.title for one in orgs.read(file) if isinstance(one, orgs.ImportedBody)],
        "pt": [one.name for one in cards.read(folder) if isinstance(one, cards.ImportedService)],
    }
    return {
        language: list({folded(text).strip(" ."): text for text in texts}.values())
        for language, texts in found.items()
    }


def halves(seed: int = SEED) -> tuple[list[Half], list[Half]]:
    """Gives the half that tunes and the half that tests, each one part a language."""
    tuning, testing = [], []
    for language, texts in titles().items():
        chance = random.Random(f"{seed} {language}")
        mixed = sorted(texts)
        chance.shuffle(mixed)
        middle = len(mixed) // 2
        for half, into in ((mixed[:middle], tuning), (mixed[middle:], testing)):
            into.append(_half(language, half, chance))
    return tuning, testing


def _half(language: str, texts: list[str], chance: random.Random) -> Half:
    same, kinds, all_texts = [], [], list(texts)
    for place, text in enumerate(texts):
        made = changed(text, language, place, chance)
        if made:
            same.append((place, len(all_texts)))
            kinds.append(made[1])
            all_texts.append(made[0])
    known = judged_same()
    different = tuple(
        (a, b)
        for _near, a, b in nearest(texts)
        if frozenset((folded(texts[a]), folded(texts[b]))) not in known
    )
    return Half(language, tuple(all_texts), tuple(same), tuple(kinds), different)


@dataclasses.dataclass
class Measured:
    """What the detector found of a half. Units: counts of pairs."""

    same: int = 0
    found: int = 0
    different: int = 0
    wrongly: int = 0
    compared: int = 0
    elsewhere: int = 0
    missed: Counter[str] = dataclasses.field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Gives the share of the same pairs that were found."""
        return self.found / self.same

    @property
    def precision(self) -> float:
        """Gives the share of the labelled pairs found that are the same."""
        return self.found / (self.found + self.wrongly)


def measure(parts: Sequence[Half], dials: Dials = DIALS, bar: float = BAR) -> Measured:
    """Lets the detector look at each part as a whole, blocking included, and counts."""
    into = Measured()
    for part in parts:
        found = {(a, b) for a, b, _ in _found(part, dials, bar, into)}
        into.same += len(part.same)
        into.different += len(part.different)
        into.found += sum(pair in found for pair in part.same)
        into.wrongly += sum(pair in found for pair in part.different)
        into.elsewhere += len(found - set(part.same) - set(part.different))
        into.missed.update(
            kind for pair, kind in zip(part.same, part.kinds, strict=True) if pair not in found
        )
    return into


def _found(
    part: Half, dials: Dials, bar: float, into: Measured
) -> Iterator[tuple[int, int, float]]:
    known = Titles(part.texts, dials)
    seen: set[tuple[int, int]] = set()
    for bucket in known.buckets():
        for place, one in enumerate(bucket):
            for other in bucket[place + 1 :]:
                if (one, other) in seen:
                    continue
                seen.add((one, other))
                similarity = known.like(one, other).similarity
                if similarity >= bar:
                    yield one, other, similarity
    into.compared += len(seen)


def _print_nearest(count: int) -> None:
    """Prints the nearest different pairs of all titles of both halves, to be read."""
    rows = [
        (near, part.texts[a], part.texts[b])
        for half in halves()
        for part in half
        for near, a, b in nearest(part.texts[: len(part.texts) - len(part.same)])
    ]
    for near, one, other in sorted(rows, reverse=True)[:count]:
        print(f"{near:.2f}\t{one}\t{other}")


def main() -> int:
    """Measures both halves, or prints the pairs to be read."""
    if "--nearest" in sys.argv:
        _print_nearest(200)
        return 0
    for name, half in zip(("tuning half", "test half"), halves(), strict=True):
        one = measure(half)
        print(
            f"{name}: recall {one.recall:.4f} ({one.found} of {one.same}), "
            f"precision {one.precision:.4f} ({one.wrongly} of {one.different} taken for the same), "
            f"{one.elsewhere} other pairs, {one.compared} compared; missed {dict(one.missed)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
