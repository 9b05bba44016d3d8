"""What the frame of a page needs, made without a database, a session or a template engine."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils import translation
from django.utils.formats import get_format

from onewindow.ground.design.types import LanguageLink, Link, Site

OWN_NAMES: Final = {"en": "English", "zh-hans": "简体中文", "ii": "ꆈꌠꉙ", "ar": "العربية"}
YEAR: Final = 365 * 86_400  # seconds
DATE_STYLES: Final = {"en": "j F Y"}
STAND_INS: Final = {"ii": "zh-hans"}
"""Languages whose frame is not translated yet, and the language that its words are in meanwhile."""


def installation() -> Site:
    """Gives the installation's own names and addresses."""
    site = getattr(settings, "ONEWINDOW_SITE", None)
    return site if isinstance(site, Site) else Site()


def direction(code: str) -> str:
    """Gives `rtl` or `ltr`."""
    return "rtl" if code.split("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def named_in(path: str) -> str:
    """Gives the language that a path begins with, or nothing."""
    code = path[1:].partition("/")[0]
    return code if code in dict(settings.LANGUAGES) else ""


def language_of(path: str) -> str:
    """Gives the language that a path begins with, else the installation's first."""
    return named_in(path) or settings.LANGUAGE_CODE


def speak(response: HttpResponseBase, code: str) -> None:
    """Keeps in this browser in which language pages speak whose path carries none."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def date_style() -> str:
    """Gives the format of a date; never one in which day and month can be mistaken."""
    code = translation.get_language() or settings.LANGUAGE_CODE
    own = DATE_STYLES.get(code.split("-")[0])
    return own or str(get_format("DATE_FORMAT", lang=STAND_INS.get(code, code)))


def in_language(address: str, code: str) -> str:
    """Gives an address of the installation with the language filled in."""
    return address.replace("{lang}", code)


def asset(name: str) -> str:
    """Gives the address of a static file, also where the manifest does not know it.

    An error page must not fail because assets were not collected.
    """
    try:
        return static(f"design/{name}")
    except ValueError:
        return f"{settings.STATIC_URL or '/static/'}design/{name}"


def own_name(code: str, given: str) -> str:
    """Gives the name of a language in that language."""
    return OWN_NAMES.get(code, given)


def language_links(path: str, code: str) -> tuple[LanguageLink, ...]:
    """Gives the same page in every language; nothing where the path carries no language."""
    prefix = f"/{code}/"
    if not path.startswith(prefix) or len(settings.LANGUAGES) < 2:
        return ()
    rest = path[len(prefix) :]
    return tuple(
        LanguageLink(
            other, own_name(other, str(name)), f"/{other}/{rest}", direction(other), other == code
        )
        for other, name in settings.LANGUAGES
    )


def links(given: object, code: str, path: str) -> tuple[Link, ...]:
    """Gives the installation's links with language and present section filled in."""
    found = []
    for link in given if isinstance(given, (list, tuple)) else ():
        href = in_language(link.href, code)
        is_here = link.active or (path.startswith(href) and len(href) > len(f"/{code}/"))
        found.append(Link(str(link.text), href, active=is_here, key=link.key))
    return tuple(found)


def frame(request: HttpRequest | None) -> dict[str, object]:
    """Gives the context of every layout.

    *Shape*: `site` (Site, addresses filled in), `page_language`, `frame_language` (differs while
    a translation is missing), `page_direction`, `languages`, `navigation`, `footer_links`.
    """
    code = translation.get_language() or settings.LANGUAGE_CODE
    path = request.get_full_path() if request else ""
    site = installation()
    return {
        "site": {
            "name": site.name,
            "service": site.service,
            "home": in_language(site.home, code),
            "desk": in_language(site.desk, code),
            "accessibility": in_language(site.accessibility, code),
            "privacy": in_language(site.privacy, code),
            "contact": in_language(site.contact, code),
            "notice_tag": site.notice_tag,
            "notice": site.notice,
        },
        "page_language": code,
        "frame_language": STAND_INS.get(code, code),
        "page_direction": direction(code),
        "languages": language_links(path, code),
        "navigation": links(site.navigation, code, path),
        "footer_links": links(site.footer, code, path),
    }
