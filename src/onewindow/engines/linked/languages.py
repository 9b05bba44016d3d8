"""Languages by address and by tag, as the authority tables of the Union name them.

Source: EU Publications Office, authority table `language`; lexvo.org for what it lacks.
"""

from __future__ import annotations

LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
# ISO 639-1 to the codes of the authority table of languages (ISO 639-3 in capitals).
_LANGUAGES = {
    "ar": "ARA", "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG",
    "es": "SPA", "et": "EST", "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN",
    "it": "ITA", "lt": "LIT", "lv": "LAV", "mt": "MLT", "nl": "NLD", "pl": "POL", "pt": "POR",
    "ro": "RON", "ru": "RUS", "sk": "SLK", "sl": "SLV", "sv": "SWE", "uk": "UKR", "zh": "ZHO",
}  # fmt: skip
_CODES = {name: code for code, name in _LANGUAGES.items()}


def language_iri(tag: str) -> str:
    """Gives the address of a language, in the authority table where it knows it."""
    base = tag.partition("-")[0]
    known = _LANGUAGES.get(base)
    return f"{LANGUAGE}{known}" if known else f"http://lexvo.org/id/iso639-1/{base}"


def language_tag(iri: str) -> str:
    """Gives the tag of a language by its address, or nothing."""
    return _CODES.get(iri.rpartition("/")[2].upper(), "")
