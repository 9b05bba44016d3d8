"""Drawings made by the server: no script, no inline style, readable as a table beside them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

WIDTH, LINE, BAR = 320, 46, 16
SPARK_WIDTH, SPARK_HEIGHT = 96, 24


def bars(values: Sequence[tuple[str, float]]) -> SafeString:
    """Gives horizontal bars, each under its name; hidden from those who read the table instead."""
    longest = max((value for _name, value in values), default=0) or 1
    is_rtl = get_language_bidi()
    drawn = []
    for index, (name, value) in enumerate(values):
        length = max(round(value / longest * (WIDTH - 70)), 1)
        top = index * LINE
        x, text_x, number_x = 0, 0, length + 6
        if is_rtl:
            x, text_x, number_x = WIDTH - length, WIDTH, WIDTH - length - 6
        shown = formats.number_format(value, use_l10n=True, force_grouping=True)
        drawn.append((text_x, top + 16, name, x, top + 22, length, BAR, number_x, top + 35, shown))
    shapes = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text><rect x="{}" y="{}" width="{}" height="{}"/>'
        '<text x="{}" y="{}">{}</text>',
        drawn,
    )
    return format_html(
        '<svg class="ow-bars" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>',
        WIDTH,
        len(values) * LINE,
        shapes,
    )


def spark(values: Sequence[float | None]) -> SafeString:
    """Gives a line of values, oldest first, beside the number that is said; a gap where there is
    none. Hidden from those who read the numbers: they stand on the page of the thing."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    spread, step = (high - low) or 1.0, SPARK_WIDTH / max(len(values) - 1, 1)
    is_rtl = get_language_bidi()
    dots = []
    for index, value in enumerate(values):
        if value is not None:
            x = round(2 + (len(values) - 1 - index if is_rtl else index) * step)
            dots.append((x, round(SPARK_HEIGHT - (value - low) / spread * SPARK_HEIGHT) + 2))
    drawn = format_html_join("", '<circle cx="{}" cy="{}" r="2"/>', dots)
    path = " ".join(f"{x},{y}" for x, y in dots) if None not in values else ""
    line = format_html('<polyline points="{}"/>', path) if path else ""
    return format_html(
        '<svg class="ow-spark" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true"'
        ' focusable="false">{}{}</svg>',
        SPARK_WIDTH + 4,
        SPARK_HEIGHT + 4,
        SPARK_WIDTH + 4,
        SPARK_HEIGHT + 4,
        line,
        drawn,
    )
