"""Tables by a mapping: a closed grammar, faults by row and column, encodings told or named."""

from __future__ import annotations

import pytest

from onewindow.engines.columns import (
    BadMapping,
    Fault,
    Field,
    Row,
    Unreadable,
    mapping_of,
    read,
)

FIELDS = (
    Field("id", needed=True),
    Field("title", in_languages=True, needed=True),
    Field("word", in_languages=True, many=True),
    Field("kind", values=("court", "party")),
)
GOOD = {
    "fields": {
        "id": {"column": "Code", "required": True},
        "title@pt": {"column": "Nome", "required": True},
        "title@en": {"column": "Name"},
        "word@pt": {"column": "Palavras", "separator": ";"},
        "kind": {"column": "Tipo", "values": {"tribunal": "court"}},
    }
}
HEAD = "Code,Nome,Name,Palavras,Tipo\n"


def rows(text: str, **more: object) -> list[Row | Fault]:
    return list(read(text.encode(), mapping_of({**GOOD, **more}, FIELDS)))


def test_columns_become_fields_with_languages_lists_and_mapped_values() -> None:
    (row,) = rows(HEAD + "a-1,Certidão,,um; dois ;,tribunal\n")
    assert isinstance(row, Row)
    assert (row.number, row.first("id"), row.first("kind")) == (2, "a-1", "court")
    assert row.texts("title") == {"pt": "Certidão"}
    assert row.lists("word") == [("pt", "um"), ("pt", "dois")]


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (",Nome,,,tribunal", "Code", "It is empty"),
        ("a,,,,tribunal", "Nome", "It is empty"),
        ("a,b,,,juiz", "Tipo", '"juiz" has no meaning yet. Add it to the values of kind'),
        ("a,b,,,tribunal,f", "", "6 cells under 5 columns"),
        ('a,"' + "x" * 140_000 + '",,,', "", "cannot be read"),
    ],
)
def test_a_broken_row_names_row_and_column_and_the_next_one_is_read(
    line: str, column: str, words: str
) -> None:
    broken, good = rows(f"{HEAD}{line}\nb,B,,,tribunal\n")
    assert isinstance(broken, Fault)
    assert (broken.number, broken.column) == (2, column)
    assert words in broken.sentence
    assert isinstance(good, Row)
    assert good.number == 3


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", "utf-16"),
        ("gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_told_by_the_first_bytes_or_named(encoding: str, named: str) -> None:
    data = {**GOOD, **({"encoding": named} if named else {})}
    text = HEAD + "a,证明,,,tribunal\n"
    (row,) = read(text.encode(encoding), mapping_of(data, FIELDS))
    assert isinstance(row, Row)
    assert row.texts("title") == {"pt": "证明"}


def test_an_encoding_that_is_not_named_is_no_guess() -> None:
    data = (HEAD + "a,证明,,,tribunal\n").encode("gb18030")
    with pytest.raises(Unreadable, match=r"Line 2 is not UTF-8.*encoding: gb18030"):
        list(read(data, mapping_of(GOOD, FIELDS)))


def test_a_column_that_the_table_lacks_is_named_with_those_it_has() -> None:
    with pytest.raises(Unreadable, match=r'no column "Nome"\. It has: Code, Outro'):
        list(read(b"Code,Outro\n", mapping_of(GOOD, FIELDS)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "names with values"),
        ({"field": {}}, "field is not known. Choose: encoding, delimiter, fields"),
        ({"fields": {}}, "no id"),
        ({"encoding": "latin-1", "fields": {}}, 'encoding "latin-1" is not read'),
        ({"delimiter": ";;", "fields": {}}, "one sign"),
        ({"fields": {"id": {"column": "a", "python": "1+1"}}}, "python is not known"),
        ({"fields": {"id": {"column": "a", "constant": "b"}}}, "one of the two"),
        ({"fields": {"id": {}}}, "one of the two"),
        ({"fields": {"name": {"column": "a"}}}, "no field name"),
        ({"fields": {"title": {"column": "a"}}}, "say its language"),
        ({"fields": {"title@../x": {"column": "a"}}}, "say its language"),
        ({"fields": {"id@en": {"column": "a"}}}, "has no language"),
        ({"fields": {"id": {"column": "a", "separator": ";"}}}, "holds one value"),
        ({"fields": {"id": {"column": ["a"]}}}, "column is a text"),
        ({"fields": {"id": {"column": "a", "required": "yes"}}}, "true or false"),
        ({"fields": {"id": {"column": "a", "values": ["x"]}}}, "names with values"),
    ],
)
def test_whatever_is_outside_the_grammar_is_refused_by_name(data: object, words: str) -> None:
    with pytest.raises(BadMapping, match=words):
        mapping_of(data, FIELDS)
