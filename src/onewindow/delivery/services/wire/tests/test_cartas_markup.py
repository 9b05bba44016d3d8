"""Markdown mixed with pasted HTML becomes paragraphs, lists, links and emphasis, nothing else."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.delivery.services.wire.inline import address_words
from onewindow.delivery.services.wire.markup import plain, rich, title
from onewindow.delivery.services.wire.rich_text import (
    Run,
    from_data,
    plain_line,
    safe_address,
    shortened,
)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One\nTwo\n\nThree", "<p>One<br>Two</p><p>Three</p>"),
        ("- a1\n* b1\n• c1", "<ul><li>a1</li><li>b1</li><li>c1</li></ul>"),
        ("See:\n> first\n> second", "<p>See:</p><ul><li>first</li><li>second</li></ul>"),
        ("1. one\n2) two", "<ol><li>one</li><li>two</li></ol>"),
        ("4. later", "<p>4. later</p>"),
        ("### Title ###\nText", "<p><strong>Title</strong></p><p>Text</p>"),
        ("A **bold** and *soft* word", "<p>A <strong>bold</strong> and <em>soft</em> word</p>"),
        ("** Office** - Road 1", "<p><strong>Office</strong> - Road 1</p>"),
        ("never **closed", "<p>never <strong>closed</strong></p>"),
        ("(*) a note, 3 * 4", "<p>(*) a note, 3  4</p>".replace("  ", " ")),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("Tom &amp; Co &nbsp; &lt;b&gt;x&lt;/b&gt;", "<p>Tom &amp; Co <strong>x</strong></p>"),
        ("<p style='x'>A<br>B</p>\n<br>\nC", "<p>A<br>B</p><p>C</p>"),
        (
            "<ul><li><b>x</b>:</li>\n<li><p>y</p></li></ul>",
            "<ul><li><strong>x</strong>:</li><li>y</li></ul>",
        ),
        ("a<script>alert(1)</script>b", "<p>ab</p>"),
        ("a <!-- hidden --> b", "<p>a b</p>"),
        ("weight < ou = 7 and > 9 kg", "<p>weight ≤ 7 and mais de 9 kg</p>"),
        ("Menu > Form -> End", "<p>Menu › Form → End</p>"),
        ("Put <your name> here", "<p>Put ‹your name› here</p>"),
        ("text <img src='x", "<p>text</p>"),
        ("C:\\* star", "<p>C:* star</p>"),
        ("zero\u200bwidth\x07 \ue000", "<p>zerowidth</p>"),
    ],
)
def test_source_text_becomes_safe_html(source: str, html: str) -> None:
    assert rich(source).html() == html


@pytest.mark.parametrize(
    "source", ["", " ", "-", ".", "****", "..", "=", "&nbsp;", "###", "<br>", "__ __"]
)
def test_a_text_that_says_nothing_is_nothing(source: str) -> None:
    assert not rich(source)
    assert rich(source).html() == ""


@pytest.mark.parametrize(
    ("source", "words", "href"),
    [
        ("[form](http://a.example/x)", "form", "http://a.example/x"),
        ("[form] (http://a.example/x)", "form", "http://a.example/x"),
        ("[form]: (http://a.example/x)", "form", "http://a.example/x"),
        ("[form}(http://a.example/x)", "form", "http://a.example/x"),
        ("(the table)[http://a.example/x]", "the table", "http://a.example/x"),
        ("[**form**](http://a.example/x 'a (long) title')", "form", "http://a.example/x"),
        ("[](http://a.example/x)", "a.example", "http://a.example/x"),
        (
            '[<img src = "p.png">](https://play.google.com/s?id=1)',
            "Google Play",
            "https://play.google.com/s?id=1",
        ),
        ("<a target=_blank href='http://a.example/x'>form</a>", "form", "http://a.example/x"),
        ("<a href='http://http://a.example/x'>form</a>", "form", "http://a.example/x"),
        ("http://www.a.example/x.", "a.example/x", "http://www.a.example/x"),
        ("<https://a.example/x>", "a.example/x", "https://a.example/x"),
        ("[https://a.example/]", "a.example", "https://a.example/"),
        ("www.a.example", "a.example", "http://www.a.example"),
        ("me@a.example", "me@a.example", "mailto:me@a.example"),
        ("https://a.example/p?q=1&copy=2", "a.example/…", "https://a.example/p?q=1&copy=2"),
        (
            "https://a.example/file__name_*x",
            "a.example/file__name_",
            "https://a.example/file__name_",
        ),
    ],
)
def test_links_in_every_spelling_are_links(source: str, words: str, href: str) -> None:
    (link,) = rich(source).links()
    assert (link.text, link.href) == (words, href)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://a.example/x",
        "//a.example", "/relative", "http://", "http://localhost", "http://user:pw@a.example",
        "http://[::1", "http:\\\\a.example", 'http://a.example/"onclick=', "vbscript:x",
        "mailto:nobody", "http://a.example/" + "x" * 2000, "java\nscript:x",
    ],
)  # fmt: skip
def test_an_address_that_a_page_must_not_link_to_is_no_link(address: str) -> None:
    assert safe_address(address) == ""
    text = rich(f"[words]({address}) <a href='{address}'>more</a>")
    assert all(safe_address(link.href) == link.href != address for link in text.links())
    assert "onclick" not in "".join(link.href for link in text.links())
    assert "words" in text.plain()


@pytest.mark.parametrize(
    "text", ["[a [b [c", "](", "[[[]]]((", "](x)](y)", "[x](", "a](b", "**](**"]
)
def test_torn_links_leave_no_signs_of_a_link(text: str) -> None:
    assert "](" not in rich(text).html() and "**" not in rich(text).html()


SIGNS = (
    "< > <b> </b> <a~href='http://a.example'> </a> ** * _ __ [ ]( ) ](http://a.example) &nbsp; "
    '&lt; &amp;lt; -~ #~ 1.~ >~ word é~ ` \\ http://a.example/x_y <li> <br me@a.example " | '
    "<script> &#60; &#0; \ue004 \x00"
)
WORDS = [*(sign.replace("~", " ") for sign in SIGNS.split(" ")), "\n", "\n\n"]
PIECES = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
TAGS = re.compile(
    r"</?(?:p|ul|ol|li|strong|em|a)>|<br>"
    r"|<a href=\"(?:https?|mailto):[^\"<>]*\" rel=\"noopener\">"
)


@given(PIECES)
def test_no_mixture_of_signs_leaves_a_remnant_or_breaks(source: str) -> None:
    text = rich(source)
    shown = text.plain()
    assert not re.search(r"[<>\x00\ue000-\uf8ff]|\*\*|\]\(|&(?:nbsp|lt|amp);", shown)
    assert all(re.search(r"\w", plain_line(line)) for line in text.lines())
    tags = TAGS.sub("", text.html())
    assert "<" not in tags and ">" not in tags
    assert from_data(text.data()) == text


def test_kept_data_are_checked_again_when_they_come_back() -> None:
    made = from_data([{"p": [[{"t": "x", "a": "javascript:alert(1)"}]]}])
    assert made.links() == ()
    for wrong in ({}, [1], [{"h1": []}], [{"p": [[{"t": 1}]]}], [{"p": [1]}]):
        with pytest.raises(ValueError):
            from_data(wrong)


def test_a_long_text_is_read_in_little_time() -> None:
    for piece in (
        "[",
        "<",
        "*",
        "_",
        "(",
        "<a ",
        "[a](",
        "&",
        "- \n",
        "<!--",
        '<a href="',
        '<b "',
        "www.",
    ):
        began = time.process_time()
        rich(piece * (20_000 // len(piece)))
        assert time.process_time() - began < 5, piece  # a cubic reader would need hours


def test_names_are_one_line_and_headings_lose_their_full_stop() -> None:
    assert plain(" <b>A</b>\t**b**\nc ") == "A b c"
    assert title("Receive the answer.") == "Receive the answer"
    assert title("Acme S.A.") == "Acme S.A."


def test_shortening_keeps_whole_words_and_no_dangling_small_ones() -> None:
    line = (Run("Certificate of the "), Run("harbour", strong=True), Run(" of Porto Novo"))
    short = shortened(line, 24)
    assert plain_line(short) == "Certificate of the…"
    assert plain_line(shortened((Run("x" * 50),), 10)) == "x" * 9 + "…"
    assert shortened(line, 100) == line


def test_a_long_address_is_shown_by_its_host() -> None:
    assert address_words("https://www.a.example/" + "long/" * 20) == "a.example/…"
    assert address_words("https://a.example/short/") == "a.example/short"
