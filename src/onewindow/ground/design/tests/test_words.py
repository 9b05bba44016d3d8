"""The words of the frame: complete in each language, and compiled."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"


def catalogue(locale: str) -> gettext.GNUTranslations:
    """Gives a compiled catalogue."""
    with (LOCALE / locale / "LC_MESSAGES/django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def written(locale: str) -> dict[str, str]:
    """Gives the messages of a .po file."""
    text = (LOCALE / locale / "LC_MESSAGES/django.po").read_text()
    return dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.MULTILINE))


def asked() -> set[str]:
    """Gives every message that templates and modules of this package ask for."""
    found: set[str] = set()
    for path in (PACKAGE / "templates").rglob("*.html"):
        text = path.read_text()
        found |= set(re.findall(r'{% translate "([^"]+)"', text))
    for path in [*PACKAGE.glob("*.py"), *PACKAGE.glob("templatetags/*.py")]:
        found |= set(re.findall(r'\b_\(\s*"([^"]+)"\s*\)', path.read_text()))
    return found


@pytest.mark.parametrize("locale", ["zh_Hans", "ar", "ii"])
def test_every_word_of_the_frame_is_translated_and_compiled(locale: str) -> None:
    messages, compiled = written(locale), catalogue(locale)
    assert len(asked()) > 50
    assert asked() <= set(messages)
    for message, translated in messages.items():
        assert translated
        assert compiled.gettext(message) == translated, f"msgfmt again: {locale}"
        assert set(re.findall(r"%\(\w+\)s", message)) == set(re.findall(r"%\(\w+\)s", translated))


def test_yi_shows_chinese_until_someone_translates_it() -> None:
    assert written("ii") == written("zh_Hans")
