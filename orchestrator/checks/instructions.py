"""What a client asks for outside of the text: who follows a discriminating instruction can be liable too."""

from __future__ import annotations

from collections.abc import Iterator

from .phrase import pattern
from .subject import Hit, Subject, small

_ASKED = pattern([
    "(?:no|not|only|prefers?|preferably|wants?|must be|just|rather|ideally)(?: an?| any| someone| somebody| people)?(?: \\w{2,10})? (?:m[ae]n|wom[ae]n|(?:fe)?males?|girls?|boys?|lad(?:y|ies)|young(?:er)?|old(?:er)?|white|black|asian|british|english|foreign(?:ers?)?|eastern europeans?|africans?|muslims?|christians?|jewish|disabled|pregnant|married|single|gay|mums?|mothers|over[- ]\\d0s?|under[- ]\\d0s?)(?: people| applicants| candidates| staff| carers?| only)?",
    "(?:m[ae]n|wom[ae]n|(?:fe)?males?|girls?|boys?|lad(?:y|ies)|white|british|english|christians?|muslims?) only", "no accents?", "without an accent", "(?:under|over|below|above|not older than) (?:the age of )?[2-6]\\d", "good[- ]looking", "attractive (?:person|candidate|lady|girl)", "(?:not|n[o’]t) pregnant", "no (?:hijabs?|headscarves|turbans?|burkas?)", "fit in culturally", "nobody (?:over|under) \\d\\d", "no health (?:issues|problems)", "english[- ]sounding",
])  # fmt: skip


def discriminating(subject: Subject) -> Iterator[Hit]:
    text = subject.advert.instructions
    for found in _ASKED.finditer(small(text)):
        yield Hit("instructions", found.start(), found.end(), {"words": text[found.start() : found.end()]})
