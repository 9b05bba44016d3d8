"""Linked data: what is written is read again, always the same bytes; hostile files are refused."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.engines import linked
from onewindow.engines.linked import (
    DCT,
    NOWHERE,
    XSD,
    Graph,
    Iri,
    Limits,
    Literal,
    Malformed,
    Media,
    Paging,
    Unwritable,
    media_of,
    read,
    read_lines,
    write,
)

A, B = Iri("http://a.example/a"), Iri("http://a.example/b#x-1")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r\"\\'<>&"))
TAGS = st.sampled_from(["en", "zh-hans", "pt", "ar"])
VALUES = st.one_of(
    TEXT.map(Literal),
    st.tuples(TEXT, TAGS).map(lambda both: Literal(*both)),
    st.builds(lambda n: Literal(str(n), "", XSD["integer"]), st.integers()),
    st.sampled_from([A, B, Iri("urn:x:y"), Iri("http://a.example/漢?q=1&r=2")]),
)


@pytest.fixture(autouse=True, scope="module")
def _no_network() -> Iterator[None]:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.mark.parametrize("media", Media)
@settings(deadline=None, max_examples=30)
@given(said=st.lists(st.tuples(st.sampled_from([A, B]), VALUES), max_size=8))
def test_what_is_written_is_read_again_in_whatever_order_it_came(
    media: Media, said: list[tuple[Iri, linked.Term]]
) -> None:
    one, other = Graph(), Graph()
    for subject, value in said:
        one.add(subject, DCT["title"], value)
    for subject, value in reversed(said):
        other.add(subject, DCT["title"], value)
    data = write(one, media)
    assert data == write(other, media)
    assert read(data, media) == one


def test_prefixes_are_those_that_are_used() -> None:
    graph = Graph()
    graph.add(A, DCT["title"], Literal("A", "en"))
    assert write(graph, Media.TURTLE).decode() == (
        '@prefix dct: <http://purl.org/dc/terms/> .\n\n<http://a.example/a> dct:title "A"@en .\n'
    )


def test_rdf_xml_cannot_name_every_predicate_and_says_so() -> None:
    graph = Graph()
    graph.add(A, Iri("http://a.example/7"), A)
    with pytest.raises(Unwritable, match=r"a\.example/7"):
        write(graph, Media.RDF_XML)


def test_blank_nodes_in_a_circle_are_read_and_written() -> None:
    data = b"@prefix d: <http://a.example/> . _:x d:to _:y . _:y d:to _:x ."
    graph = read(data, Media.TURTLE)
    assert len(graph) == 2
    for media in Media:
        assert len(read(write(graph, media), media)) == 2


def test_a_relative_address_is_read_against_its_base_or_told_by_nowhere() -> None:
    data = b'<x> <http://purl.org/dc/terms/title> "A" .'
    assert list(read(data, Media.TURTLE, "http://a.example/b/").subjects()) == [
        "http://a.example/b/x"
    ]
    assert list(read(data, Media.TURTLE).subjects()) == [NOWHERE + "x"]
    with pytest.raises(Malformed, match="Line 1: The address <x> is not absolute"):
        read(data, Media.N_TRIPLES)


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&f;</rdf:RDF>"""
REMOTE = json.dumps({"a": 1, "@context": "https://evil.example/c.jsonld"}, indent=1).encode()
NESTED = json.dumps(
    {"@context": {"t": {"@id": "http://a.example/t", "@context": "https://evil.example/c"}}}
).encode()
FETCHED = b'{"@context": {"@import": "https://evil.example/c"}}'
DEEP_XML = b"<a>" * 200 + b"</a>" * 200


@pytest.mark.parametrize(
    ("data", "media", "words"),
    [
        (LAUGHS, Media.RDF_XML, "Line 2: The file declares a document type"),
        (OUTSIDE, Media.RDF_XML, "Line 1: The file declares a document type"),
        (DEEP_XML, Media.RDF_XML, "more than 64 deep"),
        (b"<rdf:RDF", Media.RDF_XML, "Line 1: This is no XML"),
        (b"<a>\n<b></a>", Media.RDF_XML, "Line 2: This is no XML"),
        (REMOTE, Media.JSON_LD, "Line 3: The context https://evil.example/c.jsonld lies elsewhere"),
        (NESTED, Media.JSON_LD, "https://evil.example/c lies elsewhere"),
        (FETCHED, Media.JSON_LD, "https://evil.example/c lies elsewhere"),
        (b'{"@id":\n', Media.JSON_LD, "Line 2: This is no JSON"),
        (b"[" * 5000, Media.JSON_LD, "deep|no JSON"),
        (b"[" * 100 + b"]" * 100, Media.JSON_LD, "deep"),
        (b"<http://a.example/a>\n<http://a.example/b> <broken", Media.TURTLE, "Line 2: This is no"),
        (b"@prefix : <http://a.example/> .\n:a :b " + b"[ :c " * 3000, Media.TURTLE, "Line|deep"),
        (b'<http://a.example/a> <http://a.example/b> "\xff" .', Media.TURTLE, "Line 1: .* UTF-8"),
        (b'<http://a.example/a> <http://a.example/b> "\xff" .', Media.N_TRIPLES, "UTF-8"),
        (b"<http://a.example/a b> <http://a.example/b> 1 .", Media.TURTLE, "no Turtle|cannot be"),
        (LAUGHS, Media.TURTLE, "cannot be one"),
        (b"@prefix x: <http://a.example/> .", Media.RDF_XML, "This is no XML"),
        (b"{ a b }", Media.N_TRIPLES, "Line 1: This is no statement"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_refused_with_its_line(
    data: bytes, media: Media, words: str
) -> None:
    with pytest.raises(Malformed, match=words):
        read(data, media)


def test_a_context_that_is_known_here_needs_no_network() -> None:
    data = b'{"@context": "https://c.example/c", "@id": "http://a.example/a", "title": "A"}'
    known = {"https://c.example/c": {"title": "http://purl.org/dc/terms/title"}}
    graph = read(data, Media.JSON_LD, contexts=known)
    assert graph.texts(A, DCT["title"]) == [Literal("A")]


@pytest.mark.parametrize("media", [Media.TURTLE, Media.N_TRIPLES])
def test_a_text_longer_than_a_text_may_be_is_refused(media: Media) -> None:
    data = b'<http://a.example/a> <http://a.example/b> "' + b"x" * 3000 + b'" .'
    with pytest.raises(Malformed, match="longer than"):
        read(data, media, limits=Limits(text=2000))


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(Malformed, match="larger than 64 MB"):
        read(bytes(100 * 1024 * 1024), Media.TURTLE)


def test_a_broken_line_costs_that_line_and_names_what_it_is_about() -> None:
    lines = [
        b'<http://a.example/a> <http://purl.org/dc/terms/title> "A"@en .\n',
        b'<http://a.example/b> <http://purl.org/dc/terms/title> "B .\n',
        b"# a remark\n",
        b"\n",
        b'_:x <http://purl.org/dc/terms/title> "\\u00e9\\n"^^<http://a.example/t> .\n',
        b'<http://a.example/c> <http://purl.org/dc/terms/title> "\\uD800" .\n',
    ]
    graph = Graph()
    faults = list(read_lines(lines, graph))
    assert [(fault.line, fault.about) for fault in faults] == [
        (2, "http://a.example/b"),
        (6, "http://a.example/c"),
    ]
    assert len(graph) == 2


def test_files_are_known_by_their_endings() -> None:
    assert [media_of(media.ending) for media in Media] == list(Media)
    assert media_of(".JSON") is Media.JSON_LD
    assert media_of(".txt") is None


def test_a_page_names_its_neighbours() -> None:
    page = Paging("http://a.example/l", "http://a.example/l.ttl", 2, 101, 50)
    assert page.header() == (
        '<http://a.example/l.ttl?page=1>; rel="first", <http://a.example/l.ttl?page=3>; rel="last",'
        ' <http://a.example/l.ttl?page=3>; rel="next",'
        ' <http://a.example/l.ttl?page=1>; rel="prev"'
    )
    graph = Graph()
    page.add_to(graph, [A])
    assert graph.texts(Iri("http://a.example/l"), linked.HYDRA["totalItems"])[0].text == "101"
    assert Paging("c", "d", 1, 0, 50).others() == {"first": "d?page=1", "last": "d?page=1"}
