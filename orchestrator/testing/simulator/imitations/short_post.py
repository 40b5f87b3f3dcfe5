"""What a short post on a channel says: a channel knows no references, so a post is named by the link in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_LINK = re.compile(r"https?://[^\s<>\"|)]+")


@dataclass(frozen=True, slots=True)
class ShortPost:
    """`link`: the last one in the text; `reference`: the last part of its path. Both empty where there is none."""

    title: str
    text: str
    link: str
    reference: str


def read_post(text: str) -> ShortPost:
    links = _LINK.findall(unescape(text))
    link = links[-1] if links else ""
    lines = re.sub(r"<[^>]*>", "", text).strip().splitlines() or [""]
    title = unescape(lines[0]).strip("*_ ")
    return ShortPost(title, text, link, link.rstrip("/").rpartition("/")[2])
