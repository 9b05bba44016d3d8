"""The 1 703 real cards out as CPSV-AP, into an empty installation, and out again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from tests.support.database import TestServer, session_database
from tests.support.shapes import CPSV_AP, DCAT_AP, violations

from onewindow.delivery.services import cli, exports
from onewindow.delivery.services.cpsv.facts import from_data
from onewindow.delivery.services.models import PublicService
from onewindow.delivery.services.tests.conftest import clear, found_region, officers, take_in
from onewindow.engines import linked
from onewindow.engines.linked import Iri, Media
from onewindow.ground.kernel.actor import IMPORTER
from onewindow.ground.kernel.imports import Counts

DATA = Path(os.environ.get("ONEWINDOW_DATA", "../shared/data"))
CARDS = DATA / "br-cartas-de-servico" / "cartas-servico" / "v3" / "servicos"
CV = "http://data.europa.eu/m8g/"

pytestmark = [
    pytest.mark.material,
    pytest.mark.skipif(not CARDS.exists(), reason=f"the public material is not at {CARDS}"),
]


@pytest.mark.django_db(transaction=True)
def test_all_1703_cards_go_out_conform_and_come_in_elsewhere_with_no_changed_field(
    database_server: TestServer, tmp_path: Path
) -> None:
    found_region()
    take_in(CARDS)
    clear(officers()[0])
    before = {one.iri: one.data() for one in exports.every()}
    file = tmp_path / "services.nt"
    file.write_bytes(cli.exported(Media.N_TRIPLES, []))
    graph = linked.read(file.read_bytes(), Media.N_TRIPLES)
    told = graph.of_type(Iri("http://purl.org/vocab/cpsv#PublicService"))
    assert len(told) == len(before) == PublicService.objects.count() == 1703
    assert all(len(graph.things(one, Iri(CV + "hasCompetentAuthority"))) == 1 for one in told)
    for one in told:
        languages = {text.language for text in graph.texts(one, linked.DCT["title"])}
        assert languages == set(before[str(one)]["title"])
        assert len(languages) == 1
    turtle = cli.exported(Media.TURTLE, [])
    for shapes in (CPSV_AP, DCAT_AP):
        if shapes.exists():
            assert violations(turtle, shapes) == []

    template = database_server.template(list(settings.INSTALLED_APPS))
    connections.close_all()
    database_server.clone(template, session_database())
    found_region()
    source = cli.Source("elsewhere", {"en": "Elsewhere"}, cli.CPSV)
    for outcome in ("created", "unchanged"):
        begun = time.perf_counter()
        counts = cli.import_described(
            IMPORTER, cli.described_in(file), source, region="RP", counts=Counts()
        )
        passed = time.perf_counter() - begun
        print(f"{counts.read} services {outcome} in {passed:.1f} s")  # noqa: T201
        assert (getattr(counts, outcome), counts.rejected) == (1703, [])
    rows = PublicService.objects.filter(origin="elsewhere")
    kept = {row.source_id: from_data(row.guide["cpsv"]).data() for row in rows}
    assert [iri for iri in before if kept[iri] != before[iri]] == []
