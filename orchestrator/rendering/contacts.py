"""Taking contact details out of a text so that what is left still reads."""

from __future__ import annotations

import re

from orchestrator.boards.contacts import find_contacts

_LEADING = re.compile(
    r"(?:\b(?:on|at|via|to|by|or|see|visit|tel|telephone|phone|email|e-mail)[.:]?[ \t]+)+\Z", re.IGNORECASE
)


def without_contacts(text: str) -> str:
    """`text` (plain, or HTML without attributes) without contact details and the little words that lead to them.

    `Call Jane on 0113 496 0000 for a chat.` becomes `Call Jane for a chat.`
    """
    kept: list[str] = []
    end = 0
    for contact in find_contacts(text):
        kept.append(_LEADING.sub("", text[end : contact.start]))
        end = contact.end
    if not kept:
        return text
    left = "".join([*kept, text[end:]])
    left = re.sub(r"\(\s*\)|\[\s*\]", "", left)
    return re.sub(r"[ \t]+([.,;:!?)])", r"\1", re.sub(r"[ \t]{2,}", " ", left)).strip()
