"""The file of errors that appears some minutes after an upload: which one it is, and what it says of one posting."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from orchestrator.boards.text import cut
from orchestrator.boards.xml import parsed
from orchestrator.domain.errors import Reason, Rejected, Retry

WHOLE = re.compile(r"schema|xsd|wohlgeform|well-formed", re.IGNORECASE)
NAMES = re.compile(r"PostingId|EntryId", re.IGNORECASE)
HARMLESS = re.compile(r"hinweis|warnung|warning", re.IGNORECASE)
UNKNOWN = re.compile(r"nicht (?:vorhanden|gefunden|bekannt)|unbekannt|not found|unknown", re.IGNORECASE)
OURS = {
    "titledescription": "title", "titlecode": "occupation", "objective": "text", "postalcode": "place",
    "municipality": "place", "region": "region", "salary": "pay", "enddate": "ends", "contactwebsite": "apply link",
    "familyname": "contact", "hiringorgid": "employer_id",
}  # fmt: skip


def error_file(name: str, page: str) -> str:
    """The file on the server's page for an upload: its name with an E for the D; empty while there is none."""
    stem = "E" + name.removesuffix(".xml")[1:]
    found = re.search(rf"(?<![\w-]){re.escape(stem)}[\w.-]*", page)
    return found[0] if found else ""


def check(number: str, errors: bytes, *, going: bool) -> None:
    """Rejected where the file has an error of the posting with this number, or of the upload as a whole.

    `going`: it is being taken down, so that it is not known there is no error.
    """
    try:
        root = parsed(errors)
    except ValueError:
        raise Retry("the file of errors is not the XML it should be") from None
    for words in (*_passages(number, root), *_whole(root)):
        if HARMLESS.search(words) or (going and UNKNOWN.search(words)):
            continue
        field = next((ours for theirs, ours in OURS.items() if theirs in words.lower()), "")
        raise Rejected((Reason(field, f"the Bundesagentur says: {cut(words, 300)}"),))


def _passages(number: str, root: Element) -> list[str]:
    """What is said of the number: the words of the element that names it, or stands around the one that does."""
    named = re.compile(rf"(?<![\w.-]){re.escape(number)}(?![\w.-])")
    found = []
    for each in root.iter():
        own = (each.text or "").strip()
        if named.fullmatch(own):
            holder = each.getparent()
            found.append(_words(each if holder is None else holder))
        elif named.search(own) or any(named.search(str(value)) for value in each.attrib.values()):
            found.append(_words(each))
    return found


def _whole(root: Element) -> list[str]:
    """What is said of the upload as a whole, in a file that names no posting."""
    if any(NAMES.search(str(name)) for each in root.iter() for name in (each.tag, *each.attrib)):
        return []
    return [own for each in root.iter() if WHOLE.search(own := (each.text or "").strip())]


def _words(element: Element) -> str:
    parts = (each for part in element.iter() for each in (*map(str, part.attrib.values()), (part.text or "").strip()))
    return " ".join(each for each in parts if each)
