"""The real file: 663 bodies, 35 with several parents, 6 parents that are not there."""

import collections
import os
from pathlib import Path

import pytest

from onewindow.registers.institutions.wire.govuk_organisations import (
    ORGAN_TYPES,
    ImportedBody,
    Note,
    count,
    read,
)

DATA = Path(os.environ.get("ONEWINDOW_DATA", "../shared/data"))
FILE = DATA / "uk-govuk-organisations" / "govuk_extant_orgs.json"

pytestmark = [
    pytest.mark.material,
    pytest.mark.skipif(not FILE.exists(), reason=f"the public material is not at {FILE}"),
]


def test_all_bodies_of_the_real_file_are_read() -> None:
    found = list(read(FILE))
    bodies = [one for one in found if isinstance(one, ImportedBody)]
    notes = [one for one in found if isinstance(one, Note)]
    assert count(FILE) == 663
    assert (len(bodies), len(notes), len(found)) == (663, 6, 669)
    assert sum(len(body.parents) > 1 for body in bodies) == 35
    assert {body.format for body in bodies} <= set(ORGAN_TYPES)
    assert collections.Counter(body.organ_type for body in bodies) == {
        "public_body": 388,
        "government": 221,
        "court": 54,
    }
