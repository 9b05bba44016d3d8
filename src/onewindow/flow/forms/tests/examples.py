"""The birth form, and complete raw answers to it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from onewindow.flow.forms.rules import answer
from onewindow.flow.forms.schema import parse_schema
from onewindow.flow.forms.types import Answer

TODAY = dt.date(2026, 11, 2)
BIRTH: dict[str, Any] = json.loads((Path(__file__).parent / "birth.json").read_text("utf-8"))
SCHEMA = parse_schema(BIRTH)
CHILD = {
    "child_name": "  Chen   Xiaoyu ",
    "sex": "female",
    "born_on": "2026-10-28",
    "born_at": "14:05",
    "hospital": "Mingzhou Maternity Hospital",
}
PARENTS = {
    "mother_id": "110101199003070028",
    "has_father": "yes",
    "father_id": "11010119880307001X",
}
HOUSEHOLD = {"joins": "mother", "card": "delivery", "address": "1 Harbour Street\n2nd floor"}
PAGES = {"child": CHILD, "parents": PARENTS, "household": HOUSEHOLD}


def answered(*pages: str) -> dict[str, Answer]:
    """Gives the answers after the named pages were answered as in the examples."""
    answers: dict[str, Answer] = {}
    for page in pages:
        answers = answer(SCHEMA, answers, page, PAGES[page], TODAY)
    return answers
