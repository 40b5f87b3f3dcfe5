"""Is the title one people search for, and nothing else?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestrator.titles.occupations import key
from orchestrator.titles.similar import known, similar

from .subject import Hit, Subject

_ELSEWHERE = re.compile(
    r"(?P<pay>[£€$]\s?\d[\d,.]*k?|\b\d{2,3}k\b|\b(?i:competitive (?:salary|pay)|ote)\b)"
    r"|(?P<postcode>\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b)"
    r"|(?P<urgency>\b(?i:urgent(?:ly)?|immediate(?:ly)?\s{1,5}(?:start|available)|asap|apply\s{1,5}now|hiring\s{1,5}now|start\s{1,5}now|required|wanted)\b)"
    r"|(?P<hours>\b(?i:full[- ]time|part[- ]time|\d{1,2}(?:\.\d)?\s?(?:hours|hrs)|\d{1,2}\s?(?:am|pm)|zero hours?"
    r"|(?:night|day|early|late|weekend)s? shifts?|flexible hours|term[- ]time(?: only)?|permanent|fixed[- ]term"
    r"|temporary)\b)"
    r"|(?P<reference>\b(?i:ref)\b[:.]?\s?\S{1,30}|\b[A-Z]{2,5}[-/]?\d{3,8}\b)"
)
_SYMBOLS = re.compile("(?:[!*~\U0001f300-\U0001faff\u2600-\u27bf]|[$](?!\\s?\\d)){1,20}")
_ACRONYMS = frozenset({
    "RGN", "RMN", "RNLD", "HCA", "CPN", "ODP", "OT", "SALT", "CAMHS", "CMHT", "ICU", "ITU", "A&E", "GP", "NHS", "HGV",
    "LGV", "IT", "HR", "PA", "QA", "UX", "UI", "CNC", "FMCG", "SEN", "SENCO", "NVQ", "CQC", "LD", "MH", "PR", "SEO",
    "ERP", "SAP", "SQL", "AWS", "HCSW", "EMI", "CEO", "CFO", "COO", "CTO", "MOT", "HVAC", "EYP", "ESOL", "DBA", "IAPT",
    "AMHP", "PMO", "PE", "TA", "HLTA", "SCM", "RN", "EA", "GIS", "BIM", "CAD",
})  # fmt: skip
_ROLE = (
    r"(?:nurse|carer|assistant|worker|manager|coordinator|co-ordinator|officer|administrator|driver|chef|cook|cleaner|teacher"
    r"|engineer|technician|supervisor|therapist|receptionist|porter|operative|electrician|plumber|developer|analyst|accountant|housekeeper)"
)
_PLURAL = re.compile(rf"\b(?:{_ROLE}|chefs de partie)s\b(?!')", re.IGNORECASE)
_TWO = re.compile(
    rf"\b(?P<first>{_ROLE})\s?(?:/|\band\b|&|\bor\b|,)\s?(?:[\w-]{{2,15}}\s){{0,2}}(?P<second>{_ROLE})\b", re.IGNORECASE
)


def long(subject: Subject) -> Iterator[Hit]:
    words = len(subject.title.split())
    if len(subject.title) > 60 or words > 8:
        yield Hit("title", details={"characters": len(subject.title), "count": words})


def other_fields(subject: Subject) -> Iterator[Hit]:
    """Pay, place, hours, urgency or a reference in the title; an error for a board that hides such adverts."""
    title, town = subject.title[:1000], subject.vacancy.place.town
    strict = "error" if any(board.strict_titles for board in subject.advert.boards) else None
    for found in _ELSEWHERE.finditer(title):
        yield Hit("title", found.start(), found.end(), {"what": found.lastgroup, "words": found[0]}, strict)
    named = re.search(rf"\b{re.escape(town[:100])}\b", title, re.IGNORECASE) if len(town) > 2 else None
    if named:
        yield Hit("title", named.start(), named.end(), {"what": "place", "words": named[0]}, strict)


def shouting(subject: Subject) -> Iterator[Hit]:
    """Symbols, and capitals that are no acronym."""
    title = subject.title[:1000]
    for found in _SYMBOLS.finditer(title):
        yield Hit("title", found.start(), found.end(), {"words": found[0]})
    words = [word for word in re.findall(r"[^\W\d_]+(?:&[^\W\d_]+)?", title) if word not in _ACRONYMS]
    letters = [letter for word in words for letter in word if letter.isalpha()]
    if len(letters) > 4 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters):
        yield Hit("title", 0, len(title), {"words": title})


def several(subject: Subject) -> Iterator[Hit]:
    """Two kinds of work, or a plural."""
    title = subject.title[:1000]
    two = _TWO.search(title)
    if two and two["first"].casefold() != two["second"].casefold():
        yield Hit("title", two.start(), two.end(), {"words": two[0]})
    elif plural := _PLURAL.search(title):
        yield Hit("title", plural.start(), plural.end(), {"words": plural[0]})


def uncommon(subject: Subject) -> Iterator[Hit]:
    """In no list of titles, though something near is."""
    if known(subject.title) or not (near := similar(subject.title, 3)):
        return
    yield Hit("title", 0, len(subject.title), {"words": subject.title, "near": ", ".join(each.title for each in near)})


def twice(subject: Subject) -> Iterator[Hit]:
    """Another vacancy's advert with this title in this town is live on a chosen board; an error where that hides it.

    The same vacancy with several openings is one posting and no double.
    """
    boards = {board.label: board for board in subject.advert.boards}
    here = (key(subject.title), subject.vacancy.place.town.casefold())
    for twin in subject.advert.live:
        other = twin.board in boards and twin.vacancy != subject.advert.vacancy_id
        if other and (key(twin.title), twin.town.casefold()) == here:
            told: dict[str, object] = {"words": twin.title, "town": twin.town, "board": twin.board}
            severity = None if boards[twin.board].hides_twins else "warning"
            yield Hit("title", 0, len(subject.title), told, severity)


def no_similar(subject: Subject) -> Iterator[Hit]:
    title = subject.title.casefold()
    if not any(similar_.casefold() != title for similar_ in subject.advert.wording.similar_titles):
        yield Hit("similar_titles")


def unnamed_in_text(subject: Subject) -> Iterator[Hit]:
    """None of the known similar titles is in the text; the suggestion is the sentence that names three."""
    mine = [title for title in subject.advert.wording.similar_titles if title.casefold() != subject.title.casefold()]
    names = mine or [each.title for each in similar(subject.title, 5) if each.nearness >= 0.6]
    if not names or any(name.casefold() in subject.lower for name in (*names, *(n + "s" for n in names))):
        return
    listed = ", ".join(names[:2]) + (f" or {names[2]}" if len(names) > 2 else "")
    if len(names) == 2:
        listed = " or ".join(names)
    sentence = f"Elsewhere this work is called {listed}."
    yield Hit("body", details={"sentence": sentence}, suggestion=sentence)
