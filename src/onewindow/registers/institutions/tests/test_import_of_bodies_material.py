"""The real file taken in whole: its numbers, its parents, a run that was killed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.db.models import Count

from onewindow.ground.kernel.actor import IMPORTER
from onewindow.ground.kernel.imports import Counts
from onewindow.registers.institutions.cli import SCHEME, import_bodies
from onewindow.registers.institutions.models import Body, BodyParent
from onewindow.registers.institutions.tests.small_country import Country

DATA = Path(os.environ.get("ONEWINDOW_DATA", "../shared/data"))
FILE = DATA / "uk-govuk-organisations" / "govuk_extant_orgs.json"

pytestmark = [
    pytest.mark.material,
    pytest.mark.skipif(not FILE.exists(), reason=f"the public material is not at {FILE}"),
]


def take_in() -> Counts:
    begun = time.perf_counter()
    counts = import_bodies(IMPORTER, FILE, region="RP", counts=Counts())
    print(f"{counts.read} bodies in {time.perf_counter() - begun:.1f} s")  # noqa: T201
    return counts


def test_all_663_bodies_are_taken_in_once_with_their_640_parents_and_6_notes(
    country: Country,
) -> None:
    first = take_in()
    assert first.data() == {
        "read": 663, "created": 663, "updated": 0, "unchanged": 0, "rejected": []
    }  # fmt: skip
    assert len(first.notes) == 6
    assert all("is not in the file" in note.reason for note in first.notes)
    # 35 bodies name several parents; of two of them only one is in the file, which a note tells.
    several = BodyParent.objects.values("body").annotate(n=Count("id")).filter(n__gt=1)
    assert several.count() == 33
    assert BodyParent.objects.count() == 640
    second = take_in()
    assert (second.read, second.unchanged, len(second.notes)) == (663, 663, 6)
    assert (Body.objects.filter(scheme=SCHEME).count(), BodyParent.objects.count()) == (663, 640)
