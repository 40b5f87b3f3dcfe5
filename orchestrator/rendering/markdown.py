"""A wording's Markdown as HTML, and which sections of an advert it already has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token


class Section(StrEnum):
    """Parts of an advert that the template adds unless the recruiter wrote them."""

    MUST_HAVES = "must_haves"
    DESIRABLES = "desirables"
    CHECKS = "checks"
    BENEFITS = "benefits"
    DETAILS = "details"
    SIMILAR = "similar"
    APPLY = "apply"


# The first that matches a heading names it, so the narrower words stand first.
_HEADINGS = (
    (Section.APPLY, r"apply|application"),
    (Section.DESIRABLES, r"desirable|good to have|nice to have|bonus|even better|advantage|preferred"),
    (Section.BENEFITS, r"benefit|perks|we offer|rewards?\b|in return|you(?:.ll| will) get|in it for you"),
    (Section.CHECKS, r"checks?\b|dbs|disclosure|vetting"),
    (Section.MUST_HAVES, r"must.have|require|essential|you(?:.ll| will)? need|about you|looking for|qualif|criteria"),
    (Section.DETAILS, r"^(?:pay|salary|hours|pay and hours|location|where|key facts|details)\b"),
    (Section.SIMILAR, r"also know|similar|other titles"),
)
_WORDS = tuple((section, re.compile(pattern, re.IGNORECASE)) for section, pattern in _HEADINGS)

# Without raw HTML in it, whatever a person types comes out as text.
_MARKDOWN = MarkdownIt("js-default").disable("image")


@dataclass(frozen=True, slots=True)
class Body:
    """`html` is safe but not yet limited to a board's elements. `headed`: the text has headings of its own."""

    html: str
    sections: frozenset[Section]
    headed: bool


@lru_cache(maxsize=256)
def read(text: str) -> Body:
    """Markdown as HTML with its sections. Cached: one wording is rendered for many vacancies and boards."""
    tokens = _MARKDOWN.parse(text)
    headings = _headings(tokens)
    sections = (next((section for section, words in _WORDS if words.search(each)), None) for each in headings)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}).strip()
    return Body(html, frozenset(section for section in sections if section), bool(headings))


def _headings(tokens: list[Token]) -> list[str]:
    """The headings, and the short lines that people write in bold or with a colon instead of one."""
    found: list[str] = []
    for opening, inline in pairwise(tokens):
        if inline.type != "inline" or inline.level > 1:
            continue
        words = inline.content.strip()
        bold = re.fullmatch(r"(\*\*|__)[^*_]{1,60}\1:?", words)
        alone = opening.type == "paragraph_open" and "\n" not in words
        if opening.type == "heading_open" or (alone and (bold or re.fullmatch(r"[^.!?]{1,60}:", words))):
            found.append(words.strip("*_: "))
    return found
