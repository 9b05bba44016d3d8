"""Translations: every text of the house stands in its catalogues, and what the public reads is
translated into every language that is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.utils import translation
from tools import texts
from tools.texts import Text

from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.permissions import ROLES, Role, all_permissions
from tests.architecture.house import HOUSE, ROOT, short

# Read by officials and operators only: may wait for a translator, everything else may not.
STAFF = {"faces/workspace", "config"}


def test_the_catalogues_hold_what_is_said_today_and_are_compiled() -> None:
    late = [
        path.relative_to(ROOT).as_posix()
        for path, content in texts.files()
        if not path.exists() or path.read_bytes() != content
    ]
    assert late == [], "Run tools/texts.py (make texts)."


def test_nothing_that_the_public_reads_waits_for_a_translator() -> None:
    waiting = [line for line in texts.open_texts() if line.split()[1].rstrip(":") not in STAFF]
    assert waiting == [], "Translate these in the package's locale; then make texts."


def test_no_catalogue_lies_where_nobody_looks_for_it() -> None:
    known = {package / "locale" for package in texts.packages()}
    found = {path.parents[2] for path in HOUSE.rglob("django.po")}
    assert sorted(short(path) for path in found - known) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("Send")', {Text("Send")}),
        ('gettext_lazy("a" "b")', {Text("ab")}),
        ('ngettext("%(n)s day", "%(n)s days", n)', {Text("%(n)s day", "%(n)s days")}),
        ('pgettext("a button", "Open")', {Text("Open", context="a button")}),
        ('_(words)\nprint("Send")', set()),
    ],
)
def test_texts_are_found_in_code(source: str, found: set[Text]) -> None:
    assert texts.spoken(source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% load i18n %}<p>{% translate "Send" %}, {% translate "It\'s" as x %}</p>',
         {Text("Send"), Text("It's")}),
        ("{% load i18n %}{% blocktranslate trimmed with a=b %}\n We write to {{ a }}.\n"
         "{% endblocktranslate %}", {Text("We write to %(a)s.")}),
        ("{% load i18n %}{% blocktranslate trimmed count n=x %}{{ n }} day{% plural %}{{ n }} days"
         "{% endblocktranslate %}", {Text("%(n)s day", "%(n)s days")}),
        ('{% load i18n %}{% include "box.html" with label=_("Look (here)") %}',
         {Text("Look (here)")}),
        ('{% load i18n %}{% translate "Open" context "a button" %}',
         {Text("Open", context="a button")}),
    ],
)  # fmt: skip
def test_texts_are_found_in_templates(source: str, found: set[Text]) -> None:
    assert texts.shown(source, "test.html") == found


def test_the_sentence_of_an_error_is_a_text() -> None:
    source = 'class Late(Conflict):\n    """It is late.\n    Go home."""\n\n    code = "LATE"\n'
    assert texts.sentences(source) == {Text("It is late. Go home.")}
    assert texts.sentences(source.replace('"LATE"', "models.CharField()")) == set()


def test_the_sentence_of_an_error_that_counts_has_two_forms() -> None:
    source = (
        'class Full(Conflict):\n    """{count} left."""\n\n    one = "One left."\n    code = "F"\n'
    )
    assert texts.sentences(source) == {Text("One left.", plural="{count} left.")}


@pytest.mark.parametrize("language", ["zh-hans", "ar"])
def test_the_words_that_stand_in_sentences_are_translated(language: str) -> None:
    with translation.override(language):
        said = {str(words) for words in _words()}
    assert [words for words in said if re.search(r"[A-Za-z]{2}", re.sub(r"{\w+}", "", words))] == []
    assert set(ROLES) == set(Role)


def _words() -> Iterator[object]:
    """Gives who may, the words of roles, and the words that errors have for their codes."""
    tables = all_permissions().items()
    yield from (row.words for name, rows in tables if name[:5] != "test." for row in rows)
    yield from ROLES.values()
    for kind in _kinds(OneWindowError):
        if kind.__module__.startswith("onewindow.") and ".tests." not in kind.__module__:
            yield from (word for table in kind.words.values() for word in table.values())


def _kinds(kind: type[OneWindowError]) -> Iterator[type[OneWindowError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)


COUNTS = {"count", "days", "lines", "seals", "total", "unread", "questions", "limit"}
NOTHING_AGREES = {  # the number stands alone, as a day, an amount or the number of a page
    "Page %(number)s of %(count)s",
    "More than %(total)s results",  # thousands
    "%(question)s: must be %(limit)s or less",
    "%(question)s: must be %(limit)s or more",
    "%(question)s: must be on or after %(limit)s",
    "%(question)s: must be on or before %(limit)s",
    "At most %(days)s: we promise that",  # days with their word
    "Some answers cannot be taken. Look again at: {questions}.",  # their names
    "Some questions are not answered yet. Answer: {questions}.",
}


def test_what_counts_has_a_form_for_one_and_for_several() -> None:
    named = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
    single = [
        text.message
        for package in texts.packages()
        for text in texts.texts(package)
        if not text.plural and COUNTS & {a or b for a, b in named.findall(text.message)}
    ]
    assert sorted(set(single) - NOTHING_AGREES) == []


@pytest.mark.parametrize(("language", "count"), [("zh_Hans", 1), ("ar", 6)])
def test_every_form_of_a_plural_is_there(language: str, count: int) -> None:
    wrong = []
    for package in texts.packages():
        catalog = texts.current(package, language)
        for text in (one for one in texts.texts(package) if one.plural):
            forms = catalog.get(text.message, text.context or None)
            strings = forms.string if forms else ()
            if len(strings) != count or not all(strings):
                wrong.append(text.message)
    assert wrong == []
