"""What a citizen does in the tests, through HTTP."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client

CHILD = {
    "child_name": "Chen Xiaoyu",
    "child_sex": "female",
    "birth_date_day": "28",
    "birth_date_month": "10",
    "birth_date_year": "2026",
    "birth_hospital": "mingzhou_maternity",
}
PARENTS = {
    "mother_name": "Li Na",
    "mother_number": "000000199001010017",
    "other_parent_name": "Chen Wei",
}
WISHES = {"household_to_join": "mother", "card_pick_up": "service_hall"}
WHO = {"name": "Li Na", "email": "li.na@example.org"}
NUMBER = re.compile(r"MZ-\d{4}-BTH-\d{6}-[0-9A-Z]")


def text_of(response: HttpResponse) -> str:
    """Gives the words of a page, without marks and with single spaces."""
    page = response.content.decode()
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def begin(client: Client) -> str:
    """Begins the application for a birth; gives the address of its first page."""
    answer = client.post("/en/services/birth/start/")
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def filled(client: Client) -> str:
    """Answers all questions; gives the address of the preview."""
    address = begin(client)
    for answers in (CHILD, PARENTS, WISHES):
        answer = client.post(address, answers)
        assert answer.status_code == 302, text_of(answer)
        address = str(answer["Location"])
    return address


def applied(client: Client) -> str:
    """Applies for a birth; gives the address of the application."""
    answer = client.post(filled(client), WHO)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"]).removesuffix("receipt/")
