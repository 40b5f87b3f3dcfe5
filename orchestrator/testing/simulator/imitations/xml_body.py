"""The XML document of a request's body."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element


def xml_body(data: bytes) -> Element | None:
    """The root, or None when this is no document or one that declares entities of its own."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def texts(root: Element) -> dict[str, str]:
    """The texts of the root's children by name."""
    return {str(part.tag): (part.text or "").strip() for part in root}
