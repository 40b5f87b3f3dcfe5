"""A job description as sections: which lines are headings, what each heading announces, and where every line stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a section is about, as far as an advert asks."""

    SUMMARY = "summary"
    RESPONSIBILITIES = "responsibilities"
    MUST_HAVES = "must_haves"
    DESIRABLES = "desirables"
    BENEFITS = "benefits"
    CULTURE = "culture"
    FACTS = "facts"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the document: its text without marks, and the characters it stands at."""

    text: str
    start: int
    end: int
    bullet: bool


@dataclass(frozen=True, slots=True)
class Section:
    topic: Topic
    heading: str
    lines: tuple[Line, ...]


_TOPICS: tuple[tuple[Topic, str], ...] = (
    (
        Topic.DESIRABLES,
        (r"(?:highly )?desirable|nice to have|preferred|advantageous|it would be great"),
    ),
    (
        Topic.MUST_HAVES,
        (
            r"essential|must[- ]haves?|requirements?|person specification|what you(?:’|'| wi)?ll need"
            r"|you(?:’|'| wi)?ll need|what we(?:’|'| a)?re looking for|about you|who you are|qualifications?"
            r"|experience|skills|knowledge|education|personal (?:qualities|attributes)|abilities"
        ),
    ),
    (
        Topic.LEFT_OUT,
        (
            r"other duties|additional duties"
            r"|general (?:duties|responsibilities|requirements|information|conditions)|health (?:and|&) safety"
            r"|confidentiality|safeguarding|equality|equal opportunit|diversity|data protection"
            r"|information governance|infection|policies|key (?:working )?relationships|working relationships"
            r"|reporting|accountab|responsible (?:to|for)$|organisation(?:al)? (?:chart|structure)|dimensions"
            r"|review|signature|signed|acceptance|note|disclaimer|no smoking|risk management|quality assurance"
            r"|supervision|contacts|communication and working"
        ),
    ),
    (
        Topic.RESPONSIBILITIES,
        (
            r"(?:(?:main|key|principal|core|specific|day[- ]to[- ]day|primary) ){0,3}"
            r"(?:duties|responsibilities|tasks|accountabilities|result areas)"
            r"|what you(?:’|'| wi)?ll (?:do|be doing)|the work|your day"
        ),
    ),
    (
        Topic.SUMMARY,
        (
            r"(?:job|role|post|main) (?:purpose|summary|overview|outline)|purpose|overview|summary"
            r"|about the (?:role|job|post)|the (?:role|opportunity)|introduction"
        ),
    ),
    (
        Topic.BENEFITS,
        (
            r"benefits|rewards|what we (?:can )?offer|we offer|what(?:’|')s in it for you|perks|package"
            r"|why (?:join|work)"
        ),
    ),
    (
        Topic.CULTURE,
        (
            r"about (?:us|the (?:organisation|company|team|home|service|branch))|who we are"
            r"|our (?:values|team|organisation|culture|story)|the (?:team|organisation|company|home)"
            r"|working (?:here|with us)|background|company profile"
        ),
    ),
    (
        Topic.FACTS,
        (
            r"job (?:description|details|title|specification)|post details|terms"
            r"|conditions of (?:service|employment)|role (?:profile|description)|employment details"
        ),
    ),
)
_TOPIC = tuple((topic, re.compile(rf"(?:the |your |our )?(?:{words})\b", re.IGNORECASE)) for topic, words in _TOPICS)
_MARKS = re.compile(
    r"^[ \t]{0,8}(?:#{1,6}[ \t]+|[-*+•·▪◦‣–][ \t]+|\d{1,2}(?:\.\d{1,2}){0,2}[.)]?[ \t]+|\(?[a-z][.)][ \t]+)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}[.)]?[ \t]+")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|\\(?=[!-/:-@\[-`])")
_LONGEST_HEADING = 70


def outline(text: str) -> tuple[Section, ...]:
    """The sections in order; what stands before the first heading is FACTS."""
    sections: list[Section] = []
    topic, heading, lines = Topic.FACTS, "", list[Line]()
    for raw, start in _raw_lines(text):
        line = _line(raw, start)
        if line is None:
            continue
        named = _heading(raw, line)
        if named is None:
            lines.append(line)
            continue
        if lines or heading:
            sections.append(Section(topic, heading, tuple(lines)))
        topic, heading, lines = named, line.text.rstrip(":"), []
    sections.append(Section(topic, heading, tuple(lines)))
    return tuple(sections)


def _raw_lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for raw in text.split("\n"):
        yield raw, start
        start += len(raw) + 1


def _line(raw: str, start: int) -> Line | None:
    mark = _MARKS.match(raw)
    begin = mark.end() if mark else len(raw) - len(raw.lstrip())
    text = _EMPHASIS.sub("", raw[begin:]).strip()
    if not text:
        return None
    bullet = bool(mark and not mark[0].lstrip().startswith("#") and len(text) > 2)
    return Line(text, start + begin, start + len(raw.rstrip()), bullet)


def _heading(raw: str, line: Line) -> Topic | None:
    """The topic a line announces; None where it is no heading. A heading that says nothing known is LEFT_OUT."""
    bare = line.text.rstrip(":").strip()
    marked = raw.lstrip().startswith("#")
    numbered = bool(_NUMBER.match(raw.lstrip()))
    loud = bare.isupper() and len(bare) > 3
    emphasised = raw.strip().startswith("**") and raw.strip().rstrip(":").endswith("**")
    if len(bare) > _LONGEST_HEADING or (line.bullet and not numbered):
        return None
    plain = line.text.endswith(":") or (len(bare.split()) <= 6 and not re.search(r"[.;,:]", bare))
    for topic, words in _TOPIC:
        if words.match(bare) and (marked or loud or emphasised or plain):
            return topic
    return Topic.LEFT_OUT if marked and not numbered else None
