"""Words that can read as a wish for an age group (Equality Act 2010, sections 5, 13 and 39).

The exceptions come from reading real adverts: most of what a plain word list finds is about those who are cared for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .subject import Hit, Subject

_LIMIT = re.compile(
    r"\b(?:aged?\s{1,5}(?:between\s{1,5})?\d{2}(?:\s?(?:-|–|to|and)\s?\d{2}|\s?\+|\s{1,5}(?:or|and)\s{1,5}(?:over|above|under))?"
    r"|between\s{1,5}\d{2}\s{1,5}and\s{1,5}\d{2}\s{1,5}years\s{1,5}old"
    r"|(?:under|over|below|above)\s{1,5}(?:the\s{1,5}age\s{1,5}of\s{1,5})?\d{2}s?(?=\s{0,5}(?:[.,;)!]|need|to\b|for\b|who\b|only\b|if\b|due\b|years\s{1,5}(?:old|of\s{1,5}age)|$))"
    r"|(?:maximum|upper)\s{1,5}age|no\s{1,5}older\s{1,5}than\s{1,5}\d{2}|at\s{1,5}least\s{1,5}\d{2}\s{1,5}years\s{1,5}(?:old|of\s{1,5}age)"
    r"|\d{2}\s?(?:\+|or\s{1,5}over|years\s{1,5}or\s{1,5}over)(?=\s{0,5}(?:[.,;)]|to\b|for\b|due\b|$)))",
    re.IGNORECASE | re.MULTILINE,
)
_CANDIDATE = re.compile(
    r"\b(?:you|applicants?|candidates?|must\s{1,5}be|suit|seeking|looking\s{1,5}for|wanted|ideal(?:ly)?|only"
    r"|someone|somebody|anyone|nobody|no[- ]one|sorry)\b",
    re.IGNORECASE,
)
_CLIENTS = re.compile(
    r"\b(?:people|persons|(?<!suit a )(?<!want a )(?<!seek a )person|adults|children|patients?|residents|clients"
    r"|users|men|women|those|individuals|populations?"
    r"|pupils|students|boys|girls|pensioners|older|babies|infants|learners|members)\b",
    re.IGNORECASE,
)
_EIGHTEEN = re.compile(
    r"\b(?:18|21)\s?(?:\+|or\b|years|and\s{1,5}(?:over|above))|\b(?:over|above|least)\s{1,5}(?:the\s{1,5}age\s{1,5}of\s{1,5})?(?:18|21)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b(?:young(?:er)?|youthful|mature|digital\s{1,5}natives?)\b", re.IGNORECASE)
_CARED_FOR = (
    r"service\s{1,5}users?|people|persons?’?s?|adults?|carers?|patients?|child(?:ren)?|men|women|man|woman|gentlem[ae]n|lad(?:y|ies)|brothers?|sisters?|sons?|daughters?"
    r"|offenders?|onset|minds?|parents?|mums?|famil(?:y|ies)|users?|clients?|ones|learners?|lives|residents?|boys?|girls?|fathers?|mothers?|individuals?"
    r"|disabled|students?|pupils|readers|athletes|players|tenants|refugees|dementia|stroke|epilepsy|members"
)
_NOT_A_WISH = re.compile(
    rf"[\s-]{{1,5}}(?:(?:{_CARED_FOR})\b|(?:and|or|to|&)\s{{1,5}}(?:\w{{1,15}}\s{{1,5}}){{0,3}}(?:old(?:er)?|elderly|{_CARED_FOR})\b"
    rf"|(?:vulnerable|autistic|disabled|homeless|unaccompanied|severely|at[- ]risk|trans|gay|black|lgbt\w*|deaf"
    rf"|blind|looked[- ]after|single)\s{{1,5}}(?:\w{{1,15}}\s{{1,5}})?(?:{_CARED_FOR})\b)",
    re.IGNORECASE,
)
_MATURE_THING = re.compile(
    r"[\s-]{1,5}(?:and\s{1,5}\w{3,15}\s{1,5})?(?:leadership|approach|attitude|manner|outlook|markets?|econom\w{1,4}|gardens?|trees?|woodland|relationships?|organisation|business(?:es)?|company|companies"
    r"|services?|team\s{1,5}player|way|students?|programme|process(?:es)?|product|brand|estate|grounds|cheddar|understanding|response|portfolio|system|and\s{1,5}be|into|as|in)\b",
    re.IGNORECASE,
)
_BEFORE_EXCEPTED = re.compile(r"(?:digitally|&|Ernst\s{1,5}(?:&|and)|[a-z,][ ]{1,3}[A-Z][a-z]{1,20})\s{1,5}$")
_BEFORE_WORD = re.compile(
    r"(?:digitally|children and|babies and|all (?:ages|people)|young and|old(?:er)? and|the|was|were|when|since|so"
    r"|very)\s$",
    re.IGNORECASE,
)
_CANDIDATE_AFTER = re.compile(
    r"\b(?:for applicants|need not apply|may apply|can apply|only|preferred|wanted|to (?:apply|drive|join|work"
    r"|serve|be considered|do this)|to serve alcohol|for insurance|due to|will not be considered)\b",
    re.IGNORECASE,
)
_NOT_CANDIDATE_AFTER = re.compile(
    r"[\s,)-]{0,3}(?:years?\s(?:of\s)?(?:experience|ago|in)|days?|hours?|minutes?|mins|miles?|%|beds?|staff|people|clients|residents|p\b|km|kg)",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(
    r"\b(?:welcome|whether|as well as|or experienced|and experienced|also|experienced or|returners?|all levels"
    r"|open to|considered|consider|suitable for qualified|supported|preceptorship|career changers?)\b",
    re.IGNORECASE,
)
_GRADUATE = re.compile(
    r"\b(?:(?:recent|new|fresh)(?:ly)?[\s-]{1,5}(?:graduates?|graduated)|recently\s{1,5}qualified|newly[\s-]{1,5}qualified|school[\s-]leavers?|college[\s-]leavers?)\b",
    re.IGNORECASE,
)
_ENERGY = re.compile(
    r"\b(?:energetic|dynamic|vibrant)\b(?!\s{1,5}risk\b|\s{1,5}support\b|\s{1,5}range\b|\s{1,5}pricing\b)",
    re.IGNORECASE,
)


_AGE_WORDS = (
    " aged",
    " age ",
    "ages ",
    " under ",
    " over ",
    " below ",
    " above ",
    "older than",
    "years old",
    " 16 ",
    " 18 ",
    " 21 ",
    " 25 ",
)


def limits(subject: Subject) -> Iterator[Hit]:
    """An age or age limit for the candidate; 18 and 21 are sometimes required by law, so those are milder."""
    text = subject.text
    for found in subject.near(_LIMIT, _AGE_WORDS):
        hit = subject.at(*found.span())
        first, last = subject.sentence_bounds(*found.span())
        before = text[max(first, found.start() - 80) : found.start()]
        wanted = _CANDIDATE.search(before) or _CANDIDATE_AFTER.search(text[found.end() : min(last, found.end() + 60)])
        if not (wanted or hit.field.startswith(("must_haves", "desirables", "title"))) or _CLIENTS.search(before):
            continue
        if _NOT_CANDIDATE_AFTER.match(text, found.end()):
            continue
        mild = "warning" if _EIGHTEEN.search(found[0]) else None
        yield Hit(hit.field, hit.start, hit.end, hit.details, mild)


def words(subject: Subject) -> Iterator[Hit]:
    """Young, mature and the like, unless they are about those who are cared for, a name, or a thing."""
    if subject.has("young", "youth", "mature", "digital native"):
        for first, last in _unexcepted(subject.text):
            yield subject.at(first, last)


def _unexcepted(text: str) -> Iterator[tuple[int, int]]:
    for found in _WORDS.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        excepted = _MATURE_THING if found[0][0] in "mM" else _NOT_A_WISH
        if found[0].casefold() != "youthful" and (excepted.match(text, found.end()) or _BEFORE_WORD.search(before)):
            continue
        if found[0] != found[0].lower() and _BEFORE_EXCEPTED.search(before):
            continue
        yield found.span()


def graduates(subject: Subject) -> Iterator[Hit]:
    """Recent graduates and school leavers, unless they are welcome beside others."""
    for found in subject.near(_GRADUATE, ("graduate", "leaver", "qualified")):
        hit = subject.at(*found.span())
        milder = _INCLUSIVE.search(subject.sentence(*found.span()))
        yield Hit(hit.field, hit.start, hit.end, hit.details, "info" if milder else None)


def energy(subject: Subject) -> Iterator[Hit]:
    """Energetic, dynamic, vibrant: harmless alone (a fifth of care adverts has one), not beside "young"."""
    if not subject.has("energetic", "dynamic", "vibrant"):
        return
    for found in _ENERGY.finditer(subject.text):
        near = subject.text[max(0, found.start() - 60) : found.end() + 60]
        hit = subject.at(*found.span())
        beside = any(True for _ in _unexcepted(near))
        yield Hit(hit.field, hit.start, hit.end, hit.details, "warning" if beside else None)
