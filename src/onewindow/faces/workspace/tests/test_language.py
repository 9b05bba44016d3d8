"""In which language pages speak whose path carries none: desks and sign-in."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from tests.support.country import Country

from onewindow.faces.workspace.tests.desks import signed_in
from onewindow.ground.kernel.actor import ANONYMOUS
from onewindow.ground.kernel.errors import Refused
from onewindow.trust.audit import public as audit
from onewindow.trust.identity import public as identity
from onewindow.trust.identity.errors import LanguageUnknown

COOKIE = settings.LANGUAGE_COOKIE_NAME
ACCOUNT = "/desk/account/"


def desk(country: Country, login: str) -> Client:
    """Gives a browser in which nobody has chosen a language."""
    client = signed_in(country, login, "password", "mfa")
    del client.cookies[COOKIE]
    return client


def spoken(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    assert f'<html lang="{answer["Content-Language"]}"' in answer.content.decode()
    return str(answer["Content-Language"])


def test_the_desk_speaks_the_language_of_its_account(country: Country) -> None:
    client = desk(country, "yan.bo")
    assert spoken(client, "/desk/") == "zh-hans"
    assert "我的账号" in client.get(ACCOUNT).content.decode()
    assert spoken(desk(country, "song.mei"), "/desk/") == "en"


def test_a_language_is_chosen_for_the_account_and_for_this_browser(country: Country) -> None:
    client = desk(country, "song.mei")
    answer = client.post(f"{ACCOUNT}language/", {"language": "ar"})
    assert (answer.status_code, answer.cookies[COOKIE].value) == (302, "ar")
    page = client.get(ACCOUNT).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    (chosen,) = re.findall(r'<input[^>]*name="language"[^>]*checked[^>]*>', page)
    assert 'value="ar"' in chosen
    for code, name in (("en", "English"), ("zh-hans", "简体中文"), ("ar", "العربية")):
        side = "rtl" if code == "ar" else "ltr"
        assert f'lang="{code}" dir="{side}">{name}</label>' in page
    assert spoken(desk(country, "song.mei"), "/desk/") == "ar"
    (line,) = [one for one in audit.latest_lines(5) if one.action == "identity.choose_language"]
    assert line.fact == {"language": "ar"}


def test_what_this_browser_has_chosen_goes_before_the_account(country: Country) -> None:
    client = desk(country, "yan.bo")
    client.cookies[COOKIE] = "en"
    assert spoken(client, "/desk/") == "en"
    client.cookies[COOKIE] = "klingon"
    assert spoken(client, "/desk/") in dict(settings.LANGUAGES)


def test_a_language_that_is_not_spoken_here_is_refused(country: Country) -> None:
    answer = desk(country, "song.mei").post(f"{ACCOUNT}language/", {"language": "klingon"})
    assert answer.status_code == 422
    assert "Choose one of: English, 简体中文" in answer.content.decode()
    with pytest.raises(LanguageUnknown):
        identity.choose_language(country.official("song.mei"), language="")
    with pytest.raises(Refused):
        identity.choose_language(ANONYMOUS, language="en")


def test_sign_in_speaks_the_language_of_the_page_one_comes_from(country: Country) -> None:
    client = Client()
    assert spoken(client, "/accounts/login/?next=/ar/applications/") == "ar"
    assert spoken(client, "/accounts/login/?next=/desk/") == "en"
    chinese = {"accept-language": "zh-CN,zh;q=0.9"}
    assert spoken(client, "/accounts/login/", **chinese) == "zh-hans"
    assert spoken(client, "/accounts/login/?next=/ar/", **chinese) == "ar"


def test_the_path_alone_decides_about_public_pages(country: Country) -> None:
    client = desk(country, "yan.bo")
    client.cookies[COOKIE] = "ar"
    assert spoken(client, "/en/", **{"accept-language": "zh-CN"}) == "en"
