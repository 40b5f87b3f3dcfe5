"""A religion or belief that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrase import pattern
from .subject import Hit, Subject

_FAITH = "(?:christian|muslim|islamic|jewish|catholic|hindu|sikh|buddhist|anglican|evangelical|protestant|atheist)"
_WANTED = pattern([
    f"{_FAITH}s? (?:only|applicants?|candidates?|carers?|workers?|nann(?:y|ies)|staff (?:only|preferred)|preferred|required)", f"must be (?:an? )?(?:\\w{{6,12}} )?{_FAITH}", f"(?:practi[sc]ing|committed|devout|born[- ]again|active) {_FAITH}s?",
    f"of (?:the )?{_FAITH} (?:faith|religion)(?: (?:only|required|preferred))?", "(?:share|have|has|with) (?:our|a|the) (?:\\w{4,12} )?(?:christian|muslim|catholic|jewish) (?:faith|beliefs?)", "member of (?:a|the) (?:church|mosque|synagogue|parish)",
    "(?:active|regular|committed) (?:church ?goer|member of (?:a|the|their) (?:local )?church)", f"(?:looking for|seeking|require|need|want) an? (?:\\w{{4,12}} )?{_FAITH}(?! (?:charity|school|ethos|faith school|studies|education|organisation|chaplain|values|community|home|care home|cook|chef))",
])  # fmt: skip
_KEYS = ("christian", "muslim", "islam", "jewish", "catholic", "hindu", " sikh", "buddhist", "anglican", "church", "mosque", "synagogue", "evangel", "protestant", "atheist", "parish")
_ANY = re.compile(r"\b(?:all faiths?|any faith|of all faiths|no faith|or none|whether|regardless|do not (?:need|have) to be|not (?:need|required) to|irrespective|different faiths|any religion|patients?|residents?)\b", re.IGNORECASE)
_REASON = re.compile(r"\b(?:occupational requirement|schedule 9|genuine requirement|exempt under)\b", re.IGNORECASE)


def wanted(subject: Subject) -> Iterator[Hit]:
    """A hint only where the advert states an occupational requirement."""
    stated = "info" if subject.has("requirement", "schedule 9", "exempt under") and _REASON.search(subject.text) else None
    for found in subject.near(_WANTED, _KEYS):
        if not _ANY.search(subject.sentence(*found.span())):
            hit = subject.at(*found.span())
            yield Hit(hit.field, hit.start, hit.end, hit.details, stated)
