"""Reading the service's reports, whose format is not public: what they say of one code."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from orchestrator.boards.text import cut
from orchestrator.boards.xml import parsed
from orchestrator.domain.errors import Reason, Rejected

BAD = re.compile(r"fail|reject|error|invalid|not (?:found|permitted|allowed)|deleted by", re.IGNORECASE)
GOOD = re.compile(r"success|accept|creat|updat|publish|expired|processed|\bok\b", re.IGNORECASE)
OURS = {
    "postalcode": "place", "location": "place", "title": "title", "description": "text", "salary": "pay",
    "category": "category", "expiry": "ends", "applyurl": "apply link",
}  # fmt: skip


def said_of(code: str, report: bytes) -> bool:
    """Whether a report says that this code went through; False where it does not name it. Raises Rejected."""
    named = re.compile(rf"(?<![\w.-]){re.escape(code)}(?![\w.-])")
    for words in _passages(named, report):
        if BAD.search(words):
            field = next((ours for theirs, ours in OURS.items() if theirs in words.lower()), "")
            raise Rejected((Reason(field, f"Find a Job says: {cut(words, 300)}"),))
        if GOOD.search(words):
            return True
    return False


def _passages(named: re.Pattern[str], report: bytes) -> list[str]:
    """What a report says of what is `named`: lines; in XML the element that has it, or holds the one that is it."""
    try:
        root = parsed(report)
    except ValueError:
        return [line for line in report.decode("utf-8", "replace").splitlines() if named.search(line)]
    found = []
    for each in root.iter():
        own = each.text or ""
        if named.fullmatch(own.strip()):
            holder = each.getparent()
            found.append(_words(each if holder is None else holder))
        elif named.search(own) or any(named.search(str(value)) for value in each.attrib.values()):
            found.append(_words(each))
    return found


def _words(element: Element) -> str:
    """Everything an element says, and what it stands in."""
    above = element.getparent()
    inside = (each for part in element.iter() for each in (str(part.tag), *map(str, part.attrib.values())))
    texts = (str(text).strip() for text in element.itertext())
    return " ".join(["" if above is None else str(above.tag), *inside, *texts]).strip()
