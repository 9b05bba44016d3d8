"""The map of institutions and functions, drawn by the server: no script, no inline style.

It says the same as the table beside it. What is marked is marked by a sign and words, never by
colour alone, and it prints in black.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions.types import Atlas, Drawn

WIDTH, BODY, GAP, LINE = 960, 320, 120, 30
LEFT_LETTERS, RIGHT_LETTERS = 40, 62
NOBODY = UUID(int=0)


@dataclasses.dataclass(frozen=True, slots=True)
class _Block:
    """A body with its functions under each other. Units: pixels from the top."""

    body: UUID
    name: str
    top: int
    drawn: tuple[Drawn, ...]

    @property
    def height(self) -> int:
        return max(len(self.drawn), 1) * LINE

    @property
    def middle(self) -> int:
        return self.top + self.height // 2


def map_of(atlas: Atlas) -> SafeString:
    """Gives institutions on one side and their functions on the other, joined by lines.

    Solid: responsible. Dashed: cooperating or delegated. A function with open findings has a
    warning sign and a broken frame.
    """
    blocks = list(_blocks(atlas))
    height = (blocks[-1].top + blocks[-1].height + LINE) if blocks else LINE
    places = {
        one.function.id: block.top + at * LINE + LINE // 2
        for block in blocks
        for at, one in enumerate(block.drawn)
    }
    shapes = [_body(block) for block in blocks]
    shapes += [_function(one, places[one.function.id]) for b in blocks for one in b.drawn]
    shapes += list(_lines(blocks, places))
    return format_html(
        '<svg class="ow-map" role="img" aria-labelledby="map-title map-words" viewBox="0 0 {} {}"'
        ' width="{}" height="{}"><title id="map-title">{}</title><desc id="map-words">{}</desc>'
        '<g font-size="14" font-family="inherit">{}</g></svg>',
        WIDTH,
        height,
        WIDTH,
        height,
        _("Map of institutions and functions"),
        _(
            "Solid lines lead to what an institution is responsible for, dashed ones to where it"
            " helps. The table below says the same."
        ),
        format_html_join("", "{}", ((shape,) for shape in shapes)),
    )


def _blocks(atlas: Atlas) -> Iterator[_Block]:
    """Gives each body with what it owns; those that own nothing too, and nobody at the end."""
    top = LINE // 2
    rows = [(one.id, pick(one.name)) for one in atlas.bodies]
    for key, name in [*rows, (NOBODY, _("nobody"))]:
        mine = tuple(d for d in atlas.functions if (d.owner or NOBODY) == key)
        if key == NOBODY and not mine:
            continue
        block = _Block(key, name, top, mine)
        yield block
        top += block.height + LINE // 2


def _x(left: int, width: int) -> int:
    """Gives where a shape begins; from the right where the language is written so."""
    return WIDTH - left - width if get_language_bidi() else left


def _text(left: int, width: int, y: int, words: str) -> SafeString:
    x = WIDTH - left - 8 if get_language_bidi() else left + 8
    return format_html('<text x="{}" y="{}">{}</text>', x, y, words)


def _body(block: _Block) -> SafeString:
    return format_html(
        '<g><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" fill="none"'
        ' stroke="currentColor" stroke-width="2"/>{}</g>',
        block.name,
        _x(0, BODY),
        block.top,
        BODY,
        block.height - 4,
        _text(0, BODY, block.middle + 3, _short(block.name, LEFT_LETTERS)),
    )


def _function(one: Drawn, middle: int) -> SafeString:
    name, left = pick(one.function.title), BODY + GAP
    words = f"\u26a0 {name}" if one.findings else name
    said = _("{function}: open findings").format(function=name) if one.findings else name
    return format_html(
        '<g><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" fill="none"'
        ' stroke="currentColor" stroke-width="{}"{}/>{}</g>',
        said,
        _x(left, WIDTH - left),
        middle - LINE // 2 + 2,
        WIDTH - left,
        LINE - 6,
        2 if one.findings else 1,
        SafeString(' stroke-dasharray="8 3"') if one.findings else "",
        _text(left, WIDTH - left, middle + 4, _short(words, RIGHT_LETTERS)),
    )


def _lines(blocks: list[_Block], places: dict[UUID, int]) -> Iterator[SafeString]:
    middles = {block.body: block.middle for block in blocks}
    begin, end = BODY, BODY + GAP
    if get_language_bidi():
        begin, end = WIDTH - begin, WIDTH - end
    for block in blocks:
        for one in block.drawn:
            goal = places[one.function.id]
            if block.body != NOBODY:
                yield _line(begin, block.middle, end, goal, is_help=False)
            for body, _mode in one.helpers:
                if body in middles:
                    yield _line(begin, middles[body], end, goal, is_help=True)


def _line(x1: int, y1: int, x2: int, y2: int, *, is_help: bool) -> SafeString:
    dashes = SafeString(' stroke-dasharray="3 4" opacity="0.6"') if is_help else ""
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor"{}/>', x1, y1, x2, y2, dashes
    )


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}\u2026"
