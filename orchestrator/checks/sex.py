"""Words that name or ask for a sex (Equality Act 2010, sections 11 and 39, Schedule 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrase import phrases
from .subject import Hit, Subject

_TITLES = phrases("sex", "titles")
_TITLE_KEYS = (
    "man ",
    "men ",
    "waitress",
    "maid",
    "lady ",
    "ladies ",
    "girl",
    " boy",
    "saturday boy",
    "stewardess",
    "manageress",
    "seamstress",
    "hostess",
    "proprietress",
    "headmistress",
)
_WANTED_KEYS = (
    "male",
    " men ",
    " women ",
    " man ",
    " woman ",
    " lady ",
    " ladies ",
    " girl",
    " lad ",
    " lads ",
    " mum ",
    " mums ",
    " mother",
    "housewife",
    "gentleman",
    "gentlemen",
    " boys ",
)
_BOTH = re.compile(
    r"\s?(?:/|or|and)\s?(?:-?\s?)?(?:wom[ae]n|person|lad(?:y|ies)|maid|man|people|waiter|host\b|steward\b|mistress|master)",
    re.IGNORECASE,
)
_BOTH_BEFORE = re.compile(
    r"(?:waiter|man|woman|host|steward|manager|master|maid|person|boy)s?\s?(?:/|or|and)\s?\Z", re.IGNORECASE
)
_HIRING = re.compile(
    r"\b(?:look(?:ing|s)? for|seek(?:ing|s)?|wanted|hir(?:e|ing)|recruit\w*|need(?:s|ed)?|requires?|required|join "
    r"us as|vacanc(?:y|ies)|opportunity for|position of|role of|as an? (?!\w+ to)|to work as|become|experienced)\b",
    re.IGNORECASE,
)
_NOT_THE_POST = re.compile(
    r"\b(?:report(?:s|ing)? to|work(?:ing)? (?:with|alongside|under)|support(?:s|ing)? (?:the|our)|assist(?:s"
    r"|ing)? (?:the|our)|chairm[ae]n of|our (?:founder|current)|ombuds|led by|said|alongside|liais\w*)\b",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"\b(?:s?he|s/he|he/she|his|her|his/her|him|himself|herself)\b", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:post ?-?holder|candidate|applicant|successful (?:person|individual)|employee|the (?:manager|nurse|carer"
    r"|coordinator|worker|driver|chef|teacher|assistant|officer))\b",
    re.IGNORECASE,
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:patients?|residents?|clients?|child|son|daughter|mother|father|mum|dad|husband|wife|service users?|pupil"
    r"|majesty|founder|named|lady|gentleman|young person)\b",
    re.IGNORECASE,
)
_WANTED = phrases("sex", "wanted")
_OTHERS = re.compile(
    r"[\s-]{1,3}(?:and|or|/|to)\s(?:fe)?male|\s(?:patients?|clients?|service users?|residents?|wards?|wing|units?"
    r"|prison|prisoners?|estate|genital|health|offenders?|students|pupils|pop|population|caseload|hostel"
    r"|accommodation|dormitory|adult|adults|toilets?|changing|domestic|victims|survivors|in their|with (?:a |an "
    r")?(?:learning|physical|mental|autism|brain|complex)|aged|who (?:has|have|is|are|lives|suffers))",
    re.IGNORECASE,
)
_OTHERS_BEFORE = re.compile(
    r"(?:fe)?male(?:s)?\s?(?:and|or|/|to|&)\s?\Z|\b(?:support|supporting|care for|caring for|support "
    r"for)(?:\s\w{1,9}){0,2}\s\Z",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:occupational requirement|schedule 9|equality act 2010 (?:applies|allows|permits|,? (?:part|sch))|exempt "
    r"under|genuine requirement)\b",
    re.IGNORECASE,
)
_AMERICAN = phrases("sex", "american")


def titles(subject: Subject) -> Iterator[Hit]:
    """A gendered name for the post: in the title, or in the text where somebody is sought."""
    for found in subject.near(_TITLES, _TITLE_KEYS):
        if _BOTH.match(subject.text, found.end()) or _BOTH_BEFORE.search(
            subject.text[max(0, found.start() - 25) : found.start()]
        ):
            continue
        if subject.field_at(found.start()) != "title":
            first, last = subject.sentence_bounds(*found.span())
            before = subject.text[first : found.start()]
            if _NOT_THE_POST.search(before[-60:]) or not (
                _HIRING.search(before) or _HIRING.match(subject.text[found.end() : last].lstrip())
            ):
                continue
        yield subject.at(*found.span())


def pronouns(subject: Subject) -> Iterator[Hit]:
    if not subject.has(
        "post",
        "candidate",
        "applicant",
        "successful",
        "employee",
        "the manager",
        "the nurse",
        "the carer",
        "the driver",
        "the officer",
    ):
        return
    for found in subject.near(_PRONOUNS, (" he ", " she ", " his ", " her ", " him ", "himself", "herself")):
        sentence = subject.sentence(*found.span())
        if _POST.search(sentence) and not _SOMEBODY_ELSE.search(sentence):
            yield subject.at(*found.span())


def wanted(subject: Subject) -> Iterator[Hit]:
    """A sex that is asked for; a hint only where the advert states an occupational requirement."""
    stated = (
        "info"
        if subject.has("occupational requirement", "schedule 9", "equality act", "exempt under", "genuine requirement")
        and _REASON.search(subject.text)
        else None
    )
    for found in subject.near(_WANTED, _WANTED_KEYS):
        if _OTHERS.match(subject.text, found.end()) or _OTHERS_BEFORE.search(
            subject.text[max(0, found.start() - 40) : found.start()]
        ):
            continue
        hit = subject.at(*found.span())
        yield Hit(hit.field, hit.start, hit.end, hit.details, stated)


def american(subject: Subject) -> Iterator[Hit]:
    for found in subject.near(_AMERICAN, (*_TITLE_KEYS, "male", "pregnant", "single", "children", "kids")):
        if not _BOTH.match(subject.text, found.end()):
            yield subject.at(*found.span())
