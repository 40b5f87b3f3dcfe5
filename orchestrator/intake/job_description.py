"""From a job description to the parts of an advert: found in it, shown beside it, never invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestrator.pay.parse import parse
from orchestrator.pay.prose import stated as pay_in
from orchestrator.pay.stated import StatedPay

from .outline import Line, Section, Topic, outline
from .stated_facts import Fact, Stated, contract_in, hours_in, labelled, title_in

MOST_BULLETS = 8
"""Entries of a list an advert takes; what is over it stays in the job description."""
_LONGEST = 220
_ADMIN = re.compile(
    r"\b(?:any other (?:reasonable )?duties|other duties|commensurate|in accordance with|comply with|compliance "
    r"with all|policies and procedures|health (?:and|&) safety at work|data protection|gdpr|confidential"
    r"|equal opportunit|exhaustive|attend (?:supervision|mandatory|team|staff)|mandatory training|codes? of "
    r"(?:conduct|practice)|job description|review(?:ed)? (?:annually|from time)|post ?holder must)\b",
    re.IGNORECASE,
)
_CHECK = re.compile(r"\b(?:DBS|PVG|AccessNI|disclosure and barring)\b", re.IGNORECASE)
_OFFER = re.compile(
    r"\b(?:holiday|annual leave|pension|mileage|bonus|sick pay|discount|assistance (?:programme|line)|qualification"
    r"|training (?:paid|provided)|parking|uniform provided|cycle to work|life assurance|flexible)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)%][.!?])\s+(?=[A-Z£])")


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something stands in the document: characters `start` to `end`, and the text there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the advert that was found: its text, and the passage it was taken from."""

    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a job description says of an advert's parts. Empty: it does not say, and `missing` names it.

    `pay` is what the pay passage means; `left_out` are entries there was no room for, or that belong to the document.
    """

    title: Part | None
    employer: Part | None
    place: Part | None
    pay_text: Part | None
    pay: StatedPay
    hours: Part | None
    contract: Part | None
    summary: Part | None
    responsibilities: tuple[Part, ...]
    must_haves: tuple[Part, ...]
    desirables: tuple[Part, ...]
    benefits: tuple[Part, ...]
    culture: tuple[Part, ...]
    checks: tuple[Part, ...]
    left_out: tuple[Part, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts an advert needs and the document does not have."""
        parts: tuple[tuple[str, object], ...] = (
            ("title", self.title), ("employer", self.employer), ("place", self.place),
            ("pay", self.pay_text if self.pay.known else None), ("hours", self.hours), ("contract", self.contract),
            ("summary", self.summary), ("responsibilities", self.responsibilities), ("must_haves", self.must_haves),
            ("benefits", self.benefits if len(self.benefits) >= 3 else None), ("culture", self.culture),
            ("checks", self.checks),
        )  # fmt: skip
        return tuple(name for name, part in parts if not part)


def propose(text: str) -> Proposal:
    """The parts of an advert in a document's text (as `document_text` has it). Every text in it is a passage of it."""
    sections = outline(text)
    facts = labelled(sections)
    taken, left = _entries(text, sections)
    pay_text = _part(text, facts.get(Fact.PAY)) or _pay_sentence(text)
    return Proposal(
        title=_part(text, title_in(sections, facts)),
        employer=_part(text, facts.get(Fact.EMPLOYER)),
        place=_part(text, facts.get(Fact.PLACE)),
        pay_text=pay_text,
        pay=parse(pay_text.text) if pay_text else StatedPay(),
        hours=_part(text, hours_in(sections, facts)),
        contract=_part(text, contract_in(sections, facts)),
        summary=_summary(text, sections),
        responsibilities=taken[Topic.RESPONSIBILITIES],
        must_haves=taken[Topic.MUST_HAVES],
        desirables=taken[Topic.DESIRABLES],
        benefits=taken[Topic.BENEFITS],
        culture=_sentences(text, sections, Topic.CULTURE, 3),
        checks=_checks(text, sections, facts),
        left_out=left,
    )


def _part(text: str, found: Stated | None) -> Part | None:
    return None if found is None else Part(found.text, Passage(found.start, found.end, text[found.start : found.end]))


def _pay_sentence(text: str) -> Part | None:
    for start, end, _ in pay_in(text):
        return Part(text[start:end].strip(" .*"), Passage(start, end, text[start:end]))
    return None


def _entries(text: str, sections: Iterable[Section]) -> tuple[dict[Topic, tuple[Part, ...]], tuple[Part, ...]]:
    """The entries of the lists, at most MOST_BULLETS of each, and those that stay behind."""
    taken: dict[Topic, list[Part]] = {topic: [] for topic in Topic}
    left: list[Part] = []
    for section in sections:
        for line in _listed(section):
            part = Part(_tidied(line.text), Passage(line.start, line.end, text[line.start : line.end]))
            full = len(taken[section.topic]) >= MOST_BULLETS
            unfit = len(part.text) > _LONGEST or bool(_ADMIN.search(part.text)) or section.topic is Topic.LEFT_OUT
            if any(part.text == other.text for other in taken[section.topic]):
                continue
            (left if full or unfit else taken[section.topic]).append(part)
    return {topic: tuple(parts) for topic, parts in taken.items()}, tuple(left)


def _listed(section: Section) -> Iterator[Line]:
    """The bullets of a section; its lines where nobody marked bullets and the topic is one of lists."""
    bullets = [line for line in section.lines if line.bullet]
    lists = (Topic.RESPONSIBILITIES, Topic.MUST_HAVES, Topic.DESIRABLES, Topic.BENEFITS)
    yield from bullets or (
        [line for line in section.lines if not line.text.endswith(":")] if section.topic in lists else []
    )


def _tidied(text: str) -> str:
    """An entry as a list of an advert has it: no "To" in front, a capital first, no mark behind."""
    bare = re.sub(r"^(?:To|The post ?holder will|You will|Will)\s+(?=[a-z])", "", text).rstrip(" ;,.")
    return bare[:1].upper() + bare[1:]


def _summary(text: str, sections: Iterable[Section]) -> Part | None:
    """The first sentences of the purpose, 400 characters at most."""
    for section in sections:
        if section.topic is Topic.SUMMARY and section.lines:
            line = section.lines[0]
            kept = ""
            for sentence in _SENTENCE.split(line.text):
                if kept and len(kept) + len(sentence) > 400:
                    break
                kept = f"{kept} {sentence}".strip()
            if len(kept) <= 500:
                return Part(kept, Passage(line.start, line.end, text[line.start : line.end]))
    return None


def _sentences(text: str, sections: Iterable[Section], topic: Topic, most: int) -> tuple[Part, ...]:
    """The first paragraphs of a topic that are no list."""
    found = [line for section in sections if section.topic is topic for line in section.lines if len(line.text) > 40]
    return tuple(Part(line.text, Passage(line.start, line.end, text[line.start : line.end])) for line in found[:most])


def _checks(text: str, sections: Iterable[Section], facts: dict[Fact, Stated]) -> tuple[Part, ...]:
    """The first sentence that names a criminal record check."""
    if (said := _part(text, facts.get(Fact.CHECKS))) and _CHECK.search(said.passage.text):
        return (said,)
    for section in sections:
        for line in section.lines:
            if _CHECK.search(line.text):
                sentence = next((each for each in _SENTENCE.split(line.text) if _CHECK.search(each)), line.text)
                if len(sentence) <= 300:
                    return (Part(sentence.rstrip("."), Passage(line.start, line.end, text[line.start : line.end])),)
    return ()
