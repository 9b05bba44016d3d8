"""Opens an XML file of somebody else: no entities, no network, no document type, no surprise."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

Element = etree._Element  # noqa: SLF001  lxml offers its element type under this name only

SPACE = "{http://servicos.gov.br/v3/schema}"
LONGEST_FILE = 2 * 1024 * 1024
LONGEST_TEXT = 20_000


class Unusable(Exception):
    """The file cannot be used; the text says why in a plain sentence."""


def root_of(path: Path, name: str) -> Element:
    """Gives the root element, which must have the name.

    Raises: Unusable for everything that can be wrong with the file.
    """
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise Unusable(f"The file is larger than {LONGEST_FILE} bytes.")
        content = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or "unknown reason"
        raise Unusable(f"The file cannot be opened: {reason}.") from None
    root = _parsed(content)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unusable("The file declares a document type, which is not accepted.")
    if root.tag == name:  # some bodies leave the name space out
        for element in root.iter("*"):
            element.tag = element.tag if element.tag[0] == "{" else SPACE + element.tag
    if any(_is_endless(element) for element in root.iter("*")):
        raise Unusable(f"A text in the file is longer than {LONGEST_TEXT} signs.")
    if root.tag != SPACE + name:
        raise Unusable(f"The file does not hold the element <{name}> of version 3.")
    return root


def _is_endless(element: Element) -> bool:
    texts = (element.text or "", element.tail or "", *map(str, element.attrib.values()))
    return max(map(len, texts)) > LONGEST_TEXT


def child(parent: Element, name: str) -> Element | None:
    return parent.find(SPACE + name)


def words_of(element: Element) -> str:
    """Gives the words of the element and of all that is inside it."""
    return "".join(map(str, element.itertext())).strip()


def text_of(parent: Element | None, name: str) -> str:
    """Gives the words of the child element, nothing where it is missing or empty."""
    found = None if parent is None else child(parent, name)
    return "" if found is None else words_of(found)


def items(parent: Element, name: str) -> list[str]:
    """Gives the items of a list element, without the empty ones and the ones said twice."""
    found = child(parent, name)
    texts = () if found is None else (words_of(item) for item in found.iterfind(SPACE + "item"))
    return list(dict.fromkeys(text for text in texts if text))


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise Unusable(f"The file is not well-formed XML (line {problem.lineno or 1}).") from None
    except (ValueError, LookupError):
        raise Unusable("The file is not in a known encoding.") from None
