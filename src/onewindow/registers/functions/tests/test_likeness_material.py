"""The detector of overlaps on real titles: the half that did not tune it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tools import likeness

DATA = Path(os.environ.get("ONEWINDOW_DATA", "../shared/data"))
NEEDED = [DATA / "uk-govuk-organisations", DATA / "br-cartas-de-servico"]

pytestmark = [
    pytest.mark.material,
    pytest.mark.skipif(
        not all(place.exists() for place in NEEDED), reason=f"the public material is not at {DATA}"
    ),
]


def test_the_test_half_of_real_titles_is_found_with_recall_and_precision() -> None:
    tuning, testing = likeness.halves()
    assert not {t for part in tuning for t in part.texts} & {t for p in testing for t in p.texts}
    found = likeness.measure(testing)
    assert found.same > 1000
    assert found.different > 800
    assert found.recall >= 0.95
    assert found.precision >= 0.9
    every = sum(len(part.texts) for part in testing)
    assert found.compared < 20 * every
