"""How fast services are taken in from a file of linked data, with index and audit."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from django.db import connection

from onewindow.delivery.services import cli
from onewindow.delivery.services.cpsv.facts import Authority, Description, Part
from onewindow.delivery.services.cpsv.writing import add_service
from onewindow.engines import linked
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import IMPORTER
from onewindow.ground.kernel.imports import Counts

PARTS = ("channels", "evidence", "outputs", "requirements", "rules")


def described(number: int) -> Description:
    """Gives a service of usual length: eleven parts, two languages."""
    iri = f"https://bench.example/id/service/{number}"

    def parts(role: str, count: int) -> tuple[Part, ...]:
        words = {"en": f"One of the {role} of service {number}", "pt": f"Parte de {number}"}
        return tuple(Part(f"{iri}#{role}-{n}", f"{role}-{n}", words, words) for n in range(count))

    return Description(
        iri=iri,
        identifier=f"service-{number}",
        title={"en": f"Service {number}", "pt": f"Serviço {number}"},
        text={"en": "What it is for, in two lines. " * 6, "pt": "Para que serve. " * 8},
        authority=Authority("https://bench.example/body", "body", {"en": "Office", "pt": "Órgão"}),
        duration="P30D",
        **{role: parts(role, 2) for role in PARTS},  # type: ignore[arg-type]
    )


def pace(count: int) -> tuple[float, float]:
    """Gives services taken in a second, and the CPU milliseconds of this process for each."""
    graph = linked.Graph()
    for number in range(count):
        add_service(graph, described(number))
    region = next(one.code for one in jurisdiction.regions() if one.parent is None)
    source = cli.Source("bench", {"en": "Bench"}, cli.CPSV)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "services.nt"
        file.write_bytes(linked.write(graph, linked.Media.N_TRIPLES))
        begun, worked = time.perf_counter(), time.process_time()
        counts = cli.import_described(
            IMPORTER, cli.described_in(file), source, region=region, counts=Counts()
        )
        passed, work = time.perf_counter() - begun, time.process_time() - worked
    connection.close()
    assert counts.created == count, counts.data()
    return count / passed, work * 1000 / count
