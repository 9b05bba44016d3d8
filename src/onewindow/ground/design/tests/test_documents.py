"""What an asker likes best."""

from __future__ import annotations

import pytest

from onewindow.ground.design.documents import best_media

MEDIA = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.9", "text/turtle"),
        ("text/*;q=0.3, application/ld+json", "application/ld+json"),
        ("text/html;q=0, */*;q=0.1", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=wrong", None),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_asker_gets_what_it_likes_best(accept: str, chosen: str | None) -> None:
    assert best_media(accept, ["text/html", *MEDIA]) == chosen
