"""Bodies and life events that stand beside the cards."""

from pathlib import Path

from onewindow.delivery.services.wire.imported import Rejection
from onewindow.delivery.services.wire.portal_content import (
    ImportedLifeEvent,
    ImportedPortalBody,
    bodies,
    life_events,
)

BODY = (
    "<orgao{}><url>http://b.example/1</url><nome>Capitania</nome>"
    "<conteudo>**Cuida** do cais.</conteudo></orgao>"
)


def test_bodies_are_read_with_and_without_the_name_space(tmp_path: Path) -> None:
    folder = tmp_path / "orgaos"
    folder.mkdir()
    (folder / "a.xml").write_text(BODY.format(""), encoding="utf-8")
    (folder / "b.xml").write_text(
        BODY.format(' xmlns="http://servicos.gov.br/v3/schema"'), encoding="utf-8"
    )
    (folder / "c.xml").write_text("<orgao><nome>Sem</nome></orgao>", encoding="utf-8")
    (folder / "d.xml").write_text("<orgao>", encoding="utf-8")
    first, second, third, fourth = bodies(tmp_path)
    assert isinstance(first, ImportedPortalBody) and first == second
    assert (first.source_id, first.name, first.text.plain()) == (
        "http://b.example/1",
        "Capitania",
        "Cuida do cais.",
    )
    assert third == Rejection("c.xml", "The body has no address or no name.")
    assert isinstance(fourth, Rejection)


def test_life_events_have_a_title_and_the_links_of_their_text(tmp_path: Path) -> None:
    folder = tmp_path / "linhas-da-vida"
    folder.mkdir()
    (folder / "a.md").write_text("Nascer\n---\n[Registrar](http://b.example/r)", encoding="utf-8")
    (folder / "b.md").write_bytes(b"\xff\xfe\xff")
    (folder / "c.md").write_text("---\n", encoding="utf-8")
    first, second, third = life_events(tmp_path)
    assert isinstance(first, ImportedLifeEvent)
    assert (first.source_id, first.title, first.links[0].href) == (
        "a",
        "Nascer",
        "http://b.example/r",
    )
    assert second == Rejection("b.md", "The file is not valid UTF-8.")
    assert third == Rejection("c.md", "The life event has no title.")
