"""Measures the search over seeded things: how long `find` takes, by class of words."""

from __future__ import annotations

import bisect
import random
import statistics
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from onewindow.ground.kernel.ids import new_id
from onewindow.ground.search import public as search
from onewindow.ground.search import rules

MIX = Path(__file__).with_name("search_mix.toml")
KINDS = ("service", "body", "function", "resource")
ORGANS = ("government", "court", "party", "public_body")
TITLE, BODY = 6, 40
LETTERS = {
    "en": ("bcdfghklmnprstvw", "aeiou"),
    "ar": ("بتثجحخدرزسشصطعفقكلمن", "اوي"),
}
COLUMNS = (
    "id, created_at, kind, ref_id, region, level, rooms, facets, subject_kind, subject_id,"
    " is_hidden, language, title, body, url, words"
)
LEARN = """
    INSERT INTO ground_search_searchword (id, word, language, level, rooms, cuts)
    SELECT gen_random_uuid(), k.word, k.language, k.level, k.rooms, onewindow_search_cuts(k.word)
      FROM (SELECT DISTINCT unnest(onewindow_search_kept(words)) AS word, language, level, rooms
              FROM ground_search_searchentry) k
"""


def mix() -> dict[str, Any]:
    """Gives what is asked, as the file fixes it."""
    return tomllib.loads(MIX.read_text(encoding="utf-8"))


class Language:
    """Words of one language, the most frequent first, drawn as Zipf's law has it."""

    def __init__(self, code: str, count: int, seed: int) -> None:
        self.code = code
        self.chance = random.Random(f"{seed} {code}")  # seeded on purpose
        found: dict[str, None] = {}
        while len(found) < count:
            found[self._made()] = None
        self.words = list(found)
        self.sums = list(accumulate(1 / rank for rank in range(1, count + 1)))
        self.between = "" if code.startswith("zh") else " "

    def _made(self) -> str:
        if self.code.startswith("zh"):
            return "".join(chr(0x4E00 + int(2_000 * self.chance.random() ** 2)) for _ in "12")
        hard, soft = LETTERS[self.code]
        syllables = self.chance.choice((2, 2, 3, 3, 3, 4, 4, 5))
        return "".join(self.chance.choice(hard) + self.chance.choice(soft) for _ in " " * syllables)

    def text(self, count: int) -> list[str]:
        """Gives that many words."""
        most = self.sums[-1]
        draws = (self.chance.random() * most for _ in range(count))
        return [self.words[bisect.bisect(self.sums, draw)] for draw in draws]


@dataclass
class World:
    """What was put into the index: languages, and words that stand together in a thing."""

    languages: dict[str, Language]
    pairs: dict[str, dict[str, list[str]]]
    entries: int = 0


def fill(owner: psycopg.Connection[Any], asked: dict[str, Any]) -> World:
    """Fills the index with seeded things, by COPY as its owner."""
    made = {
        code: Language(code, count, asked["seed"]) for code, count in asked["vocabulary"].items()
    }
    world = World(made, {code: {} for code in made})
    subjects = [
        row[0].partition(":")
        for row in owner.execute(
            "SELECT ref FROM trust_security_subject WHERE ref LIKE 'service:%'"
        )
    ]
    defined = owner.execute(
        "SELECT indexdef FROM pg_indexes WHERE indexname = 'search_entry_words'"
    ).fetchone()
    assert defined
    owner.execute("DROP INDEX search_entry_words")
    with (
        owner.cursor() as cursor,
        cursor.copy(
            f"COPY ground_search_searchentry ({COLUMNS}) FROM STDIN"  # constants
        ) as copy,
    ):
        for row in _rows(world, asked, subjects):
            copy.write_row(row)
            world.entries += 1
    owner.execute(defined[0].replace(" ON ONLY ", " ON "))  # on every shelf
    owner.execute(LEARN)
    owner.commit()
    owner.autocommit = True
    owner.execute("VACUUM ANALYZE ground_search_searchentry")
    owner.execute("VACUUM ANALYZE ground_search_searchword")
    return world


def _rows(world: World, asked: dict[str, Any], subjects: list[Any]) -> Iterator[list[Any]]:
    chance = random.Random(asked["seed"])  # seeded on purpose
    firsts, shares = zip(*asked["languages"].items(), strict=True)
    numbers, further = zip(*asked["further"].items(), strict=True)
    now = time.strftime("%Y-%m-%d %H:%M:%S+00")
    for number in range(asked["things"]):
        [first] = chance.choices(firsts, shares)
        [count] = chance.choices(numbers, further)
        spoken = [first, *(code for code in firsts if code != first)][: int(count)]
        in_rooms = chance.random() < asked["rooms"]["things"]
        rooms = [f"room{chance.randrange(10)}"] if in_rooms else []
        kind, organ = chance.choice(KINDS), chance.choice(ORGANS)
        subject = subjects[number % len(subjects)] if number % 2 else ("", "", "")
        for code in spoken:
            language = world.languages[code]
            drawn = language.text(TITLE + BODY)
            _remember(world, code, drawn)
            title, body = (language.between.join(p) for p in (drawn[:TITLE], drawn[TITLE:]))
            facets = {"organ": organ, "kind": kind, "language": code}
            signs = [rules.facet(name, value) for name, value in sorted(facets.items())]
            words = rules.with_facets(rules.vector(title, body), signs)
            yield [new_id(), now, kind, f"t{number}", None, 0, rooms, [f"organ:{organ}"],
                   subject[0], subject[2], False, code, title, body, "/", words]  # fmt: skip


def _remember(world: World, code: str, drawn: list[str]) -> None:
    """Remembers which words stand beside each other, so that two words can be asked for."""
    for one, other in zip(drawn[::5], drawn[1::5], strict=False):
        world.pairs[code].setdefault(one, [])[:] = [*world.pairs[code].get(one, ())[-3:], other]


@dataclass
class Question:
    """One text that is asked for, by a reader in some rooms."""

    text: str
    language: str
    group: str
    rooms: list[str]
    misspelt: bool


def questions(world: World, asked: dict[str, Any]) -> list[Question]:
    """Gives the questions of the mix, the same ones every time."""
    chance = random.Random(asked["seed"] + 1)  # seeded on purpose
    classes = asked["classes"]
    groups = [g for g, c in classes.items() for _ in range(round(c["share"] * asked["asked"]))]
    readers, shares = zip(*asked["rooms"]["readers"].items(), strict=True)
    codes, spoken = zip(*asked["languages"].items(), strict=True)
    found = []
    for group in groups:
        [code], [count] = chance.choices(codes, spoken), chance.choices(readers, shares)
        language = world.languages[code]
        bounds = classes[group]
        words = [language.words[chance.randint(bounds["first"], bounds["last"])]]
        beside = world.pairs[code].get(words[0])
        if beside and chance.random() >= asked["one_word"]:
            words.append(chance.choice(beside))
        misspelt = chance.random() < asked["misspelt"]
        if misspelt:
            words[0] = _slip(words[0], chance)
        rooms = chance.sample([f"room{n}" for n in range(10)], int(count))
        found.append(Question(language.between.join(words), code, group, rooms, misspelt))
    chance.shuffle(found)
    return found


def _slip(word: str, chance: random.Random) -> str:
    """Gives a word with one slip: a letter left out, doubled, taken for another, or exchanged."""
    place = chance.randrange(1, len(word))
    return chance.choice([
        word[:place] + word[place + 1 :],
        word[:place] + word[place - 1 :],
        word[:place] + chance.choice(word) + word[place + 1 :],
        word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
    ])  # fmt: skip


@dataclass
class Times:
    """Milliseconds of many searches."""

    name: str
    every: list[float] = field(default_factory=list)
    found: int = 0

    def row(self) -> str:
        """Gives the line of a table."""
        half, most = statistics.median(self.every), percentile(self.every, 95)
        share = 100 * self.found / len(self.every)
        return f"| {self.name} | {len(self.every)} | {half:.1f} | {most:.1f} | {share:.0f} % |"


def percentile(times: list[float], part: int) -> float:
    """Gives the time that so many of a hundred do not exceed."""
    return sorted(times)[max(0, -(-len(times) * part // 100) - 1)]


def measure(found: list[Question], rounds: int = 3) -> dict[str, Times]:
    """Asks everything once to warm up and then in rounds, as the application's role."""
    times = {name: Times(name) for name in ("whole mix", "misspelt")}
    for turn in range(rounds + 1):
        for one in found:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('onewindow.rooms', %s, false)",
                               [",".join(one.rooms)])  # fmt: skip
            begun = time.perf_counter()
            page = search.find(one.text, language=one.language)
            took = (time.perf_counter() - begun) * 1000
            names = [one.group, "whole mix", *(["misspelt"] if one.misspelt else [])]
            for name in names if turn else ():
                into = times.setdefault(name, Times(name))
                into.every.append(took)
                into.found += page.total > 0
    return times


HEAD = "| words | searches | p50, ms | p95, ms | with results |\n|---|---|---|---|---|"


def part(owner_url: str, *, quick: bool = False) -> str:
    """Gives the search's part of the bench's page."""
    asked = mix()
    if quick:
        asked["things"] //= 20
    with psycopg.connect(owner_url) as owner:
        world = fill(owner, asked)
    times = measure(questions(world, asked), 1 if quick else 3)
    whole, common = (percentile(times[n].every, 95) for n in ("whole mix", "very_common"))
    return (
        f"## Search\n\n{asked['things']} things in three languages, {world.entries} entries; "
        "questions as `tools/benching/search_mix.toml` fixes them. A search is a call of `find` "
        "with all its statements, those that mend slips too.\n\n"
        + "\n".join([HEAD, *(one.row() for one in times.values())])
        + "\n\n| bar | measured | wanted |\n|---|---|---|\n"
        f"| p95 over the mix, ms | {whole:.1f} | at most 40 |\n"
        f"| p95 of very common words, ms | {common:.1f} | at most 100 |"
    )
