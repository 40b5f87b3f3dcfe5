"""A proposal as a draft, as an advert file with the passages beside, and as plain values for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import yaml

from orchestrator.domain.advert import Wording
from orchestrator.domain.pay import Pay
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours, Vacancy
from orchestrator.titles import similar

from .advert_dump import front
from .draft import Draft, Unreadable
from .employment import weekly_hours
from .job_description import Part, Proposal
from .location import split_location
from .stated_facts import CONTRACTS

_FULL_TIME = 35
_KEYS = {
    "title": "title", "employer": "employer", "place": "place", "pay": "pay_text", "contract": "contract",
    "weekly_hours": "hours", "summary": "summary", "must_haves": "must_haves", "desirables": "desirables",
    "benefits": "benefits", "checks": "checks",
}  # fmt: skip
"""Keys of an advert file, and the part of a proposal each is filled from."""
_WANTED = {
    "title": "title: the title candidates search for", "place": "place: the town and the postcode district",
    "employer": "employer: who advertises", "pay": "pay: min, max, currency and period",
    "hours": "weekly_hours: hours a week", "contract": "contract: permanent, fixed_term, temporary, bank …",
    "summary": "summary: one or two sentences that make somebody want the work",
    "must_haves": "must_haves: what nobody can do the work without", "benefits": "benefits: at least three",
    "checks": "checks: which criminal record check, and who pays for it",
    "responsibilities": "in the text below: what the person will do",
    "culture": "in the text below: what it is like to work there",
}  # fmt: skip


def to_draft(proposal: Proposal, *, title: str = "") -> Draft:
    """The draft. Raises Unreadable where not even a title was found and none is given for that case.

    Similar titles come from the lists of occupations, everything else from the document.
    """
    title = proposal.title.text[:300] if proposal.title else title
    if not title:
        raise Unreadable("no title was found; begin the document with it, or write “Job title: …”")
    hours = weekly_hours(proposal.hours.text) if proposal.hours else None
    part_time = "part-time" in (proposal.hours.text.lower() if proposal.hours else "") or (hours or 40) < _FULL_TIME
    vacancy = Vacancy(
        title=title,
        place=_place(proposal.place),
        pay=_pay(proposal),
        contract=_contract(proposal.contract),
        hours=Hours.PART_TIME if part_time else Hours.FULL_TIME,
        weekly_hours=hours,
        must_haves=_texts(proposal.must_haves),
        desirables=_texts(proposal.desirables),
        checks=_texts(proposal.checks),
    )
    names = tuple(each.title for each in similar(vacancy.title, 5) if each.nearness >= 0.6)
    wording = Wording(
        vacancy.title, body_of(proposal), proposal.summary.text if proposal.summary else "",
        _texts(proposal.benefits), names,
    )  # fmt: skip
    return Draft(proposal.employer.text[:300] if proposal.employer else "", vacancy, wording)


def body_of(proposal: Proposal) -> str:
    """The text of the advert: responsibilities and what it is like, each under a heading of an advert.

    The summary stands above the text on every board, so it is no part of it.
    """
    blocks = []
    if proposal.responsibilities:
        blocks.append("## What you will do\n\n" + "\n".join(f"- {part.text}" for part in proposal.responsibilities))
    if proposal.culture:
        blocks.append("## What it is like here\n\n" + "\n\n".join(part.text for part in proposal.culture))
    return "\n\n".join(blocks)


def to_file(proposal: Proposal) -> str:
    """An advert file: above each key the passage it was taken from, and a comment for each part that is missing."""
    said = front(to_draft(proposal))
    lines = ["---", "# Proposed from a job description. Passages it was taken from stand in front of each key."]
    for key, value in said.items():
        lines += _comments(getattr(proposal, _KEYS[key])) if key in _KEYS else []
        if key == "similar_titles":
            lines.append("# from the lists of occupations (`callboard titles`), not from the document:")
        if key == "hours" and proposal.hours is None:
            continue
        if key == "contract" and proposal.contract is None:
            continue
        lines.append(yaml.dump({key: _plain(value)}, sort_keys=False, allow_unicode=True, width=1_000_000).rstrip("\n"))
    lines += [f"# MISSING {_WANTED[name]}" for name in proposal.missing]
    return "\n".join(lines) + "\n---\n\n" + body_of(proposal) + "\n"


def to_values(proposal: Proposal) -> dict[str, object]:
    """For programs: every part with its passage, what is missing, and what was left out."""
    single = {name: _value(getattr(proposal, name)) for name in
              ("title", "employer", "place", "pay_text", "hours", "contract", "summary")}  # fmt: skip
    lists = {name: [_value(part) for part in getattr(proposal, name)] for name in
             ("responsibilities", "must_haves", "desirables", "benefits", "culture", "checks", "left_out")}  # fmt: skip
    return {
        "parts": single | lists,
        "missing": list(proposal.missing),
        "advert": to_file(proposal) if proposal.title else None,
    }


def _value(part: Part | None) -> dict[str, object] | None:
    if part is None:
        return None
    passage = part.passage
    return {"text": part.text, "passage": passage.text, "start": passage.start, "end": passage.end}


def _comments(parts: Part | tuple[Part, ...] | None) -> Iterator[str]:
    for part in (parts,) if isinstance(parts, Part) else parts or ():
        yield "# from: " + " ".join(part.passage.text.split())[:200]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _place(part: Part | None) -> Place:
    if part is None:
        return Place("")
    remote = bool(
        re.fullmatch(r"(?:fully )?remote|home[- ]based|work(?:ing)? from home", part.text.strip(), re.IGNORECASE)
    )
    if remote:
        return Place("", remote=True)
    town, region, postcode, country = split_location(re.sub(r"\s*\([^)]{0,100}\)", "", part.text)[:300])
    return Place(town, region, postcode, country=country or "GB")


def _pay(proposal: Proposal) -> Pay | None:
    found = proposal.pay
    if not found.known or found.period is None:
        return None
    note = "pro rata" if "pro rata" in found.note else ""
    return Pay(found.minimum, found.maximum, found.currency or "GBP", found.period, note)


def _contract(part: Part | None) -> Contract:
    if part is None:
        return Contract.PERMANENT
    return next(contract for pattern, contract in CONTRACTS if pattern.search(part.text))


def _texts(parts: tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(part.text[:300] for part in parts)
