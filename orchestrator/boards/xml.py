"""XML for boards that speak it: built from values, so that no text becomes markup; read without entities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import quoteattr

from lxml import etree
from lxml.etree import _Element as Element

from .text import cdata, xml_safe

Marked = str | Mapping[str, "Marked"]
"""What an element with CDATA sections holds: a text, or elements by name."""

Content = str | int | Mapping[str, "Content"] | Iterable[Element]
"""What an element holds: a text, elements by name, or elements made before (of which several may have one name)."""


def element(name: str, content: Content = "", **attributes: str) -> Element:
    """One element. Texts lose the characters that XML cannot carry."""
    made = etree.Element(name, {key: xml_safe(value) for key, value in attributes.items()})
    if isinstance(content, str | int):
        made.text = xml_safe(str(content)) or None
    elif isinstance(content, Mapping):
        made.extend(element(child, inner) for child, inner in content.items())
    else:
        made.extend(content)
    return made


def document(root: Element) -> bytes:
    """The document in UTF-8 with its declaration."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def fragment(root: Element) -> bytes:
    """The element alone with a line break behind it, as it stands in a longer document. Everything is ASCII."""
    return etree.tostring(root, encoding="us-ascii") + b"\n"


def marked(name: str, content: Marked, **attributes: str) -> str:
    """An element whose texts stand in CDATA sections, for readers that want them so."""
    inner = cdata(content) if isinstance(content, str) else "".join(marked(*each) for each in content.items())
    given = "".join(f" {key}={quoteattr(xml_safe(value))}" for key, value in attributes.items())
    return f"<{name}{given}>{inner}</{name}>"


def entry(name: str, content: Mapping[str, Marked], **attributes: str) -> bytes:
    """An entry of a longer document, its texts in CDATA sections, on a line of its own; empty values are left out."""
    kept = {child: inner for child, inner in content.items() if inner}
    return (marked(name, kept, **attributes) + "\n").encode()


def parsed(data: bytes) -> Element:
    """The root of a document from a board. Raises ValueError when it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(str(error)) from None


def words(root: Element, path: str) -> str:
    """The text of the first element at `path`, without the space around it; empty when there is none."""
    return (root.findtext(path) or "").strip()
