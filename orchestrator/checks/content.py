"""Does the advert say what candidates look for, and leave out what belongs into the job description?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from orchestrator.domain.vacancy import Contract

from .subject import Hit, Subject

_DUTIES = re.compile(
    r"\b(?:what you(?:’|')?(?:ll| will) (?:do|be doing)|your (?:day|role|duties|responsibilities)|the role|the work"
    r"|about the (?:role|job)|(?:main |key )?(?:duties|responsibilities|tasks)|day[ -]to[ -]day|role overview)\b"
    r"|\byou(?:’|')?(?:ll| will) (?!need|have|receive|get|enjoy|be (?:paid|offered|given))\w+|\bresponsible for\b",
    re.IGNORECASE,
)
_MUSTS = re.compile(
    r"\b(?:you(?:’|')?ll need|you will need|you need|you must|must[- ]haves?|essential|required|requirements?"
    r"|we(?:’|')?re looking for|we are looking for|what we need|you (?:should )?have|experience (?:of|in)|must "
    r"(?:be|have|hold))\b",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(
    r"^(?:#{1,6}|\*\*)?[ \t]{0,8}(job description|person specification|job purpose"
    r"|main purpose of (?:the )?(?:job|role|post)|purpose of (?:the )?(?:job|role|post)"
    r"|reports? to|reporting to|accountable to|responsible to|key (?:working )?relationships|dimensions|job summary"
    r"|main duties and responsibilities|duties and responsibilities|principal (?:accountabilities|duties"
    r"|responsibilities)|key result areas"
    r"|any other duties|post title|directorate|health and safety responsibilities|safeguarding responsibilities"
    r"|confidentiality)\b",
    re.IGNORECASE | re.MULTILINE,
)
_DESCRIPTION_KEYS = (
    "job description", "person specification", "purpose", "reports to", "report to", "reporting to",
    "accountable to", "responsible to", "relationships", "dimensions", "job summary",
    "duties and responsibilities", "principal", "key result", "other duties", "any other", "post title",
    "directorate", "responsibilities", "confidentiality", "commensurate", "exhaustive", "holder",
)  # fmt: skip
_CLAUSE = re.compile(
    r"\b(?:any other (?:reasonable )?(?:duties|tasks)|(?:other duties|such other duties)(?: as)? (?:may be |are "
    r")?(?:required|assigned|commensurate)"
    r"|commensurate with the (?:grade|post|role)|this (?:job description|list) is not (?:an )?exhaustive|not "
    r"intended to be exhaustive"
    r"|the post ?-?holder (?:will|must|shall) be (?:required|expected) to comply)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"\b\d{1,2}(?:\.\d{1,2})?(?:\s?(?:-|–|to)\s?\d{1,2}(?:\.\d{1,2})?)?\s?-?(?:hours?|hrs?)\b|\bhpw\b|\bshifts?\b|\brotas?\b|\bmonday\b|\bweekends?\b|\bnights?\b"
    r"|\b\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)\b|\b\d{2}:\d{2}\b|\bfull[- ]time\b|\bpart[- ]time\b|\bterm[- ]time\b"
    r"|\bflexible hours\b|\bhours of work\b|\bdays? (?:a|per) week\b|\bhours (?:a|per) week\b|\bzero[- ]hours?\b"
    r"|\bhours:|\blive[- ]in\b",
    re.IGNORECASE,
)
_EQUALITY = ("equal opportunit", "equality", "diversity", "inclusive", "inclusion", "adjusted", "adjustment",
             "disability confident", "welcome applications", "applications from all",
             "applications from everyone", "applications from people", "regardless of", "all backgrounds",
             "under represented", "underrepresented", "everyone is welcome", "accessib")  # fmt: skip
_CULTURE = ("what it s like", "what it is like", "our team", "your team", " the team", " a team", "team of",
            "colleagues", "our values", "culture", "friendly", "supportive", "family run",
            " we are ", " we believe", " we value", " we care", "about us", "who we are", "why join",
            "why work")  # fmt: skip
_COUNTRIES = frozenset(
    {
        "uk",
        "united kingdom",
        "great britain",
        "england",
        "scotland",
        "wales",
        "nationwide",
        "various",
        "uk wide",
        "uk-wide",
        "multiple",
        "tbc",
    }
)


def no_duties(subject: Subject) -> Iterator[Hit]:
    if not _DUTIES.search(subject.body):
        yield Hit("body")


def no_must_haves(subject: Subject) -> Iterator[Hit]:
    if not subject.vacancy.must_haves and not _MUSTS.search(subject.body):
        yield Hit("must_haves")


def job_description(subject: Subject) -> Iterator[Hit]:
    """Headings and clauses that come from the internal document."""
    if not subject.has(*_DESCRIPTION_KEYS):
        return
    for found in _DESCRIPTION.finditer(subject.body):
        yield Hit("body", found.start(1), found.end(), {"words": found[1]})
    for found in _CLAUSE.finditer(subject.body):
        yield Hit("body", found.start(), found.end(), {"words": found[0]})


def no_hours(subject: Subject) -> Iterator[Hit]:
    """Neither a number of hours nor a word on when. A bank contract has no hours to say."""
    if subject.vacancy.weekly_hours is not None or subject.vacancy.contract is Contract.BANK:
        return
    note = subject.vacancy.pay.note if subject.vacancy.pay else ""
    if not _HOURS.search(subject.text) and not _HOURS.search(note):
        yield Hit("weekly_hours")


def no_place(subject: Subject) -> Iterator[Hit]:
    place = subject.vacancy.place
    if place.remote:
        return
    if not place.town.strip() and not place.postcode.strip():
        yield Hit("place", details={"what": "No town is given."})
    elif place.town.strip().casefold() in _COUNTRIES and not place.postcode.strip():
        yield Hit("place.town", details={"what": f"“{place.town}” is no town."})


def no_equality_line(subject: Subject) -> Iterator[Hit]:
    if not subject.has(*_EQUALITY):
        yield Hit("body")


def no_culture(subject: Subject) -> Iterator[Hit]:
    if not subject.has(*_CULTURE):
        yield Hit("body")


def closed(subject: Subject) -> Iterator[Hit]:
    """A closing date that is past, or later than a board keeps the advert.

    A missing one is no fault: a posting has an end of its own, which is sent where a board wants one.
    """
    closes = subject.vacancy.closes_on
    if closes is None:
        return
    if closes < subject.today:
        yield Hit("closes", details={"day": closes.isoformat(), "what": "past"})
        return
    first, _ = subject.advert.run(subject.today)
    for board in subject.advert.boards:
        if board.lifetime is not None and closes > first + timedelta(days=board.lifetime):
            what = f"later than {board.label} keeps an advert ({board.lifetime} days)"
            yield Hit("closes", details={"day": closes.isoformat(), "what": what})
