"""Can it be read in a minute? House conventions: no study shows that readability changes who applies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .subject import BULLET, Hit, Subject

_SYLLABLES = re.compile(r"[aeiouyàâäéèêëîïôöùûü]+")
_SILENT = re.compile(r"[^aeiouyl\W]e(?:s|d)?\b")
_LONG = 30
_WEIGHED = 20_000
"""Characters of a text that are weighed; what follows is as the rest."""
_ENTRY = re.compile(
    r"\b(?:apprentice|trainee|assistant|cleaner|domestic|porter|operative|kitchen|driver)\b", re.IGNORECASE
)
_REQUIREMENTS = re.compile(
    r"^[#*\s]{0,6}(?:essential|requirements?|what you(?:’|'| wi)ll need|you(?:’|'| wi)ll need|you need|must[- "
    r"]haves?|about you|who you are"
    r"|person specification|skills|what we(?:’|'| a)re looking for)\b[^\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)


def grade(text: str, words: int, parts: int) -> float:
    """The Flesch-Kincaid grade of a text with so many words and sentences; syllables are groups of vowels."""
    if not words or not parts:
        return 0.0
    lower = text.lower()
    syllables = max(words, len(_SYLLABLES.findall(lower)) - len(_SILENT.findall(lower)))
    return 0.39 * words / parts + 11.8 * syllables / words - 15.59


def hard(subject: Subject) -> Iterator[Hit]:
    """Harder than most adverts are; care and entry work is read by people from everywhere."""
    if len(subject.words) < 60:
        return
    parts = _parts(subject)
    body = subject.body[:_WEIGHED]
    found = grade(body, sum(len(body[first:last].split()) for first, last in parts), len(parts))
    easy = subject.care or bool(_ENTRY.search(subject.title))
    if found <= (10 if easy else 12):
        return
    first, last = max(parts, key=lambda span: len(body[span[0] : span[1]].split()))
    words = " ".join(subject.body[first:last].split())[:120]
    severity = "warning" if found > (13 if easy else 15) else None
    yield Hit("body", first, last, {"grade": round(found), "words": words}, severity)


def long_sentences(subject: Subject) -> Iterator[Hit]:
    for first, last in _parts(subject):
        if last - first > 2 * _LONG and (count := len(subject.body[first:last].split())) > _LONG:
            yield Hit("body", first, last, {"count": count})


def no_list(subject: Subject) -> Iterator[Hit]:
    if len(subject.words) > 200 and not BULLET.search(subject.body):
        yield Hit("body", details={"count": len(subject.words)})


def many_requirements(subject: Subject) -> Iterator[Hit]:
    """More than eight must-haves, or as many bullets below a heading that asks for them."""
    if len(subject.vacancy.must_haves) > 8:
        yield Hit("must_haves", details={"count": len(subject.vacancy.must_haves)})
        return
    count, counting = 0, False
    for line in subject.body[:_WEIGHED].split("\n"):
        if _REQUIREMENTS.match(line):
            counting = True
        elif counting and BULLET.match(line):
            count += 1
        elif line.strip() and count:
            break
    if count > 8:
        yield Hit("body", details={"count": count})


def _parts(subject: Subject) -> list[tuple[int, int]]:
    """The sentences of more than a mark, without the spaces around them."""
    found = []
    for first, last in subject.sentences:
        if first > _WEIGHED:
            break
        part = subject.body[first:last]
        if len(bare := part.strip()) > 3:
            start = first + len(part) - len(part.lstrip())
            found.append((start, start + len(bare)))
    return found
