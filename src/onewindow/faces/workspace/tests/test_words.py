"""Nothing English is left in what the desk says in another language: roles, refusals, the audit."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from tests.support.country import Country

from onewindow.faces.workspace.tests.desks import NOON, Apply, SignIn, task_of
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit import public as audit
from onewindow.trust.security import public as security

LANGUAGES = ["zh-hans", "ar"]
LATIN = re.compile(r"[A-Za-z]{2,}")
SUMMARY = re.compile(r'error-summary__body"><p>(.*?)</p>', re.DOTALL)
ROLES = re.compile(r"<ul class=\"govuk-list govuk-list--bullet\">(.*?)</ul>", re.DOTALL)


@pytest.fixture(autouse=True)
def _at_noon() -> object:
    with clock.frozen_at(NOON):
        yield


def plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", markup))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("login", "address", "action"),
    [
        ("song.mei", "/desk/security/", "security.view"),
        ("zhao", "/desk/outbox/", "messages.stuck"),
        ("song.mei", "/desk/functions/", "functions.oversee"),
        ("song.mei", "/desk/audit/", "audit.view"),
        ("zhao", "/desk/services/", "services.oversee"),
    ],
)
def test_who_may_is_said_in_the_language_of_the_page(
    country: Country, sign_in: SignIn, language: str, login: str, address: str, action: str
) -> None:
    client = sign_in(login)
    client.cookies["language"] = language
    answer = client.get(address)
    assert answer.status_code == 403
    (sentence,) = SUMMARY.findall(answer.content.decode())
    assert LATIN.findall(plain(sentence).replace(action, "")) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("login", ["song.mei", "zhao"])
def test_the_reasons_of_ones_roles_are_in_the_language_of_the_page(
    country: Country, sign_in: SignIn, language: str, login: str
) -> None:
    client = sign_in(login)
    client.cookies["language"] = language
    (roles,) = ROLES.findall(client.get("/desk/account/").content.decode())
    assert len(re.findall("<li>", roles)) > 2
    own_names = {"zh-hans": [], "ar": LATIN.findall(plain(roles))}[language]
    assert not {"post", "since", "everybody", "whoever", "named", "of"} & set(own_names)
    if language == "zh-hans":
        assert LATIN.findall(plain(roles)) == []


@pytest.mark.parametrize("reader", ["en", *LANGUAGES])
@pytest.mark.parametrize("refused", ["en", *LANGUAGES])
def test_a_refusal_in_one_language_is_read_in_another(
    country: Country, sign_in: SignIn, refused: str, reader: str
) -> None:
    subject = Ref.to("service", country.service("birth"))
    veto = security.impose_veto(
        country.official("zhao"), subject=subject, public_reason="1", alternative="2"
    )
    client = sign_in("zhao")
    client.cookies["language"] = refused
    answer = client.post(f"/desk/security/vetoes/{veto}/", {"evidence": "3"})
    said = {
        "en": "You were already the one who imposed the veto here",
        "zh-hans": "您在此已是作出否决的人，不能同时是解除否决的人",
        "ar": "لقد كنت هنا من فرض الحظر",
    }
    assert said[refused] in answer.content.decode()
    (line, *_more) = audit.refused_lines(1)
    assert line.fact["facts"] == {"held": "imposer", "wanted": "lifter"}
    client.cookies["language"] = reader
    assert said[reader] in client.get("/desk/audit/?show=refused").content.decode()


LATIN_SIGNS = {
    "zh-hans": re.compile(r"[\u3400-\u9fff][)”]?[,;:.](?: |$)[^\n]{0,20}"),
    "ar": re.compile(r"[\u0600-\u06ff][,;](?: |$)[^\n]{0,20}"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_between_words_are_those_of_the_language(
    country: Country, sign_in: SignIn, apply: Apply, language: str
) -> None:
    case = apply()
    task = task_of(country, case)
    processes.claim_task(country.official("song.mei"), task_id=task)
    song = ["/desk/", f"/desk/tasks/{task}/", f"/desk/cases/{case}/", "/desk/account/"]
    found = [sign for address in song for sign in signs(sign_in("song.mei"), address, language)]
    veto = security.impose_veto(
        country.official("zhao"),
        subject=Ref.to("service", country.service("birth")),
        public_reason="1",
        alternative="2",
    )
    for address in ("/desk/security/", "/desk/account/", f"/desk/security/vetoes/{veto}/"):
        found += signs(sign_in("zhao"), address, language)
    assert found == []


def signs(client: Client, address: str, language: str) -> list[str]:
    """Gives the signs of Latin script that stand behind words of the language on a page."""
    client.cookies["language"] = language
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    lines = re.sub(r"<(?!/?(?:bdi|time|a|strong)\b)[^>]+>", "\n", body)
    return LATIN_SIGNS[language].findall(unescape(re.sub(r"<[^>]+>", "", lines)))
