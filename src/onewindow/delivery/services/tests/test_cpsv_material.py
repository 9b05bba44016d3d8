"""The 1 703 real cards out as CPSV-AP, into an empty installation, and out again."""

from __future__ import annotations

import os
from pathlib import Path

from onewindow.delivery.services import exports
from onewindow.delivery.services.cpsv.reading import services_in
from onewindow.delivery.services.cpsv.writing import add_service
from onewindow.delivery.services.tests.conftest import clear, officers, take_in
from onewindow.engines import linked

DATA = Path(os.environ.get("ONEWINDOW_DATA", "../shared/data"))
CARDS = DATA / "br-cartas-de-servico" / "cartas-servico" / "v3" / "servicos"


def test_try(region: str) -> None:
    take_in(CARDS, limit=150)
    clear(officers()[0])
    graph = linked.Graph()
    facts = list(exports.every())
    for one in facts:
        add_service(graph, one)
    print(len(facts), len(graph))
    for media in linked.Media:
        data = linked.write(graph, media)
        again = linked.read(data, media)
        assert again == graph, media
        back = list(services_in(again))
        bad = [(x, y) for x, y in zip(back, facts) if x != y]
        for x, y in bad[:2]:
            for f in x.data():
                if x.data()[f] != y.data().get(f):
                    print(f, x.data()[f], y.data().get(f))
        assert not bad
    Path("/tmp/w/formats/cards.ttl").write_bytes(linked.write(graph, linked.Media.TURTLE))
