"""The 31 public examples of DCAT-AP, of which two are malformed: the run goes on after them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onewindow.ground.kernel.actor import IMPORTER
from onewindow.registers.catalogue import harvesting
from onewindow.registers.catalogue.commands.harvests import name_harvest_source
from onewindow.registers.catalogue.models import HarvestedResource
from onewindow.registers.catalogue.tests.conftest import Small
from onewindow.registers.catalogue.types import HarvestFormat, HarvestState, SourceTold

DATA = Path(os.environ.get("ONEWINDOW_DATA", "../shared/data"))
EXAMPLES = DATA / "shacl-dcat-ap" / "releases" / "3.0.1" / "html" / "examples"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.material,
    pytest.mark.skipif(not EXAMPLES.exists(), reason=f"the public material is not at {EXAMPLES}"),
]


def test_29_of_31_examples_are_read_and_two_are_reported_with_their_line(small: Small) -> None:
    told = SourceTold("bees", {"en": "Bees"}, "", HarvestFormat.DCAT, "RP", "", 20)
    name_harvest_source(IMPORTER, told=told)
    done = harvesting.harvest_files(IMPORTER, "bees", EXAMPLES)
    broken = [line for line in done.lines if "This is no" in line[1] or "context" in line[1]]
    assert [reason.partition(": This")[0] for _, reason in broken] == [
        "example-bee-population-dataset-series-api.ttl: Line 20",
        "example-bee-population-dataset-series-combined.ttl: Line 32",
    ]
    assert len(list(EXAMPLES.iterdir())) == 31
    assert done.state is HarvestState.DONE
    assert done.created == HarvestedResource.objects.count() > 5
    row = HarvestedResource.objects.get(iri="https://data.gov.gr/id/dataset/BeePopulation")
    assert row.title == {"en": "Bee population"}
    assert row.said["publisher"]["iri"] == "https://agencies.gov.gr/id/GreekEnvironmentAgency"
