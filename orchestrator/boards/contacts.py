"""E-mail addresses, web addresses and UK telephone numbers in texts, for boards that forbid them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class ContactKind(StrEnum):
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact detail: `text[start:end]` of the text it was found in."""

    kind: ContactKind
    text: str
    start: int
    end: int


_AT = r"(?:@|\s?[\[({]\s?(?:at|@)\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?)"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# Endings of names written without http:// or www.; a longer list would take "ASP.NET" or "end.We" for a site.
_ENDING = r"(?:co\.uk|org\.uk|ac\.uk|gov\.uk|nhs\.uk|ltd\.uk|com|org|jobs|careers|ly|io|eu)"
_PATTERN = re.compile(
    rf"(?P<email>\b[a-z0-9][a-z0-9._%+'-]{{0,63}}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{1,4}}\b)"
    r"|(?P<url>\bhttps?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]"
    r"|\bwww\.[^\s<>\"']+[^\s<>\"'.,;:!?)\]]"
    rf"|(?<![@\w.-])(?:{_LABEL}\.){{1,4}}{_ENDING}\b(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)\]])?)"
    r"|(?P<phone>(?<![\w£$€.,/-])(?:(?:\+|00)44[\s.-]?(?:\(0\)[\s.-]?)?|\(?0)[1-9](?:\)?[\s.-]{0,2}\(?\d){8,9}(?![\d/]))",
    re.IGNORECASE,
)


def find_contacts(text: str) -> list[Contact]:
    """The contact details in `text`, in order.

    Phone numbers are those of the UK numbering plan as they are written: +44, 0044 or 0 and nine or ten digits that
    do not start with 0, in groups. Addresses disguised as "name (at) example [dot] com" are found. A bare host
    without http:// or www. is found for common endings only.
    """
    return [
        Contact(ContactKind(match.lastgroup or ""), match[0], match.start(), match.end())
        for match in _PATTERN.finditer(text)
    ]


def strip_contacts(text: str, replacement: str = "") -> str:
    """`text` with each contact detail replaced, and the spaces and empty brackets that leaves tidied."""
    stripped = _PATTERN.sub(lambda _: replacement, text)
    if stripped == text:
        return text
    stripped = re.sub(r"\(\s*\)|\[\s*\]", "", stripped)
    return re.sub(r"[ \t]+([.,;:!?)])", r"\1", re.sub(r"[ \t]{2,}", " ", stripped)).strip()
