"""The facts of a vacancy where a document labels them: "Salary: …", "Location: …"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from orchestrator.domain.vacancy import Contract

from .outline import Line, Section, Topic


class Fact(StrEnum):
    """What a label can announce."""

    TITLE = "title"
    EMPLOYER = "employer"
    PLACE = "place"
    PAY = "pay"
    HOURS = "hours"
    CONTRACT = "contract"
    CHECKS = "checks"
    REQUISITION = "requisition"


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said, and the characters of the document it stands at."""

    text: str
    start: int
    end: int


_LABELS = {
    Fact.TITLE: r"job title|post title|role title|position title|post|position|role|title|vacancy",
    Fact.EMPLOYER: r"employer|organisation|company|employing organisation|name of employer|trust|business|client",
    Fact.PLACE: r"location|place of work|work(?:ing)? location|work ?base|base|based at|site|branch|office|town"
                r"|workplace",
    Fact.PAY: r"salary(?: range| scale| details)?|pay(?: rate| range| scale| band)?|rate of pay|hourly rate"
              r"|remuneration|wage|annual salary|starting salary|salary/grade|grade/salary|grade and salary|salary "
              r"and grade|grade",
    Fact.HOURS: r"hours(?: of work| per week| a week)?|working hours|weekly hours|contracted hours|work(?:ing)? "
                r"pattern|hours/week",
    Fact.CONTRACT: r"contract(?: type)?|type of contract|employment type|term|tenure|duration|contract term"
                   r"|employment status|status",
    Fact.CHECKS: r"dbs(?: check| level| required)?|disclosure(?: level)?|criminal record check|checks"
                 r"|pre-employment checks",
    Fact.REQUISITION: r"(?:job |post |vacancy )?(?:reference|ref)(?: number| no\.?)?|requisition",
}  # fmt: skip
_LABEL = {
    fact: re.compile(rf"(?:{words})\s?(?::|–|\t|\s-\s|=)\s*(?=\S)", re.IGNORECASE) for fact, words in _LABELS.items()
}
_LABEL_ALONE = {fact: re.compile(rf"(?:{words})\s?:?", re.IGNORECASE) for fact, words in _LABELS.items()}
_TITLE_LINE = re.compile(
    r"(?:job description|role profile|job specification|role description|jd)\s*(?:[-–—:]|for(?: the)?(?: post "
    r"of)?)\s*(?P<title>\S.{1,80})",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(
    r"(?P<title>\S.{1,80}?)\s*[-–—:]\s*(?:job description|role profile|job specification)$", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"(?:job description|person specification|role profile|job details|job specification|role description|post "
    r"details|section \w+)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b\d{1,2}(?:\.\d{1,2})?\s?(?:hours|hrs)(?:\s(?:per|a|each)\sweek|\sweekly|\spw|\s?/\s?week)\b", re.IGNORECASE
)
CONTRACTS = (
    (re.compile(r"\b(?:zero[- ]hours?|bank|casual|as and when)\b", re.IGNORECASE), Contract.BANK),
    (re.compile(r"\bfixed[- ]term\b", re.IGNORECASE), Contract.FIXED_TERM),
    (re.compile(r"\b(?:temporary|seasonal)\b", re.IGNORECASE), Contract.TEMPORARY),
    (re.compile(r"\bapprentice(?:ship)?\b", re.IGNORECASE), Contract.APPRENTICESHIP),
    (re.compile(r"\bvolunt(?:eer|ary)\b", re.IGNORECASE), Contract.VOLUNTEER),
    (re.compile(r"\bpermanent\b", re.IGNORECASE), Contract.PERMANENT),
)


def labelled(sections: Iterable[Section]) -> dict[Fact, Stated]:
    """The first text behind each label, on its line or alone on the next."""
    found: dict[Fact, Stated] = {}
    for section in sections:
        if section.heading and len(section.lines) and (fact := _alone(section.heading)) and fact not in found:
            found[fact] = _stated(section.lines[0], 0)
        waiting: Fact | None = None
        for line in section.lines:
            if waiting is not None:
                found.setdefault(waiting, _stated(line, 0))
                waiting = None
                continue
            fact, begin = _labelled(line)
            if fact is not None:
                found.setdefault(fact, _stated(line, begin))
            elif section.topic is Topic.FACTS and line.text.endswith(":"):
                waiting = _alone(line.text)
    return found


def title_in(sections: tuple[Section, ...], facts: dict[Fact, Stated]) -> Stated | None:
    """The labelled title, else the one in "Job description – …", else the first line of the document if it is short."""
    if Fact.TITLE in facts:
        return facts[Fact.TITLE]
    first = next((line for section in sections for line in _with_heading(section)), None)
    for section in sections[:3]:
        for line in _with_heading(section)[:4]:
            named = _TITLE_LINE.match(line.text) or _TITLE_BEFORE.match(line.text)
            if named:
                return Stated(named["title"].strip(), line.start, line.end)
    if first and len(first.text) <= 70 and not _DOCUMENT.match(first.text) and not first.text.endswith((".", ":")):
        return Stated(first.text, first.start, first.end)
    return None


def hours_in(sections: Iterable[Section], facts: dict[Fact, Stated]) -> Stated | None:
    """The labelled hours, else the first "37.5 hours per week"."""
    return facts.get(Fact.HOURS) or _first(sections, _HOURS)


def contract_in(sections: Iterable[Section], facts: dict[Fact, Stated]) -> Stated | None:
    """The labelled kind of contract, if it is one that is known, else the first word for one among the facts."""
    said = facts.get(Fact.CONTRACT)
    if said and any(pattern.search(said.text) for pattern, _ in CONTRACTS):
        return said
    named = [section for section in sections if section.topic in (Topic.FACTS, Topic.SUMMARY)]
    return next((found for pattern, _ in CONTRACTS if (found := _first(named, pattern))), None)


def _with_heading(section: Section) -> list[Line]:
    first = section.lines[0].start if section.lines else 0
    heading = [Line(section.heading, max(0, first - len(section.heading) - 2), first, False)] if section.heading else []
    return [*heading, *section.lines]


def _first(sections: Iterable[Section], pattern: re.Pattern[str]) -> Stated | None:
    for section in sections:
        for line in section.lines:
            if found := pattern.search(line.text):
                return Stated(found[0], line.start, line.end)
    return None


def _labelled(line: Line) -> tuple[Fact | None, int]:
    for fact, pattern in _LABEL.items():
        if found := pattern.match(line.text):
            return fact, found.end()
    return None, 0


def _alone(text: str) -> Fact | None:
    return next((fact for fact, pattern in _LABEL_ALONE.items() if pattern.fullmatch(text.strip())), None)


def _stated(line: Line, begin: int) -> Stated:
    return Stated(line.text[begin:].strip(), line.start, line.end)
