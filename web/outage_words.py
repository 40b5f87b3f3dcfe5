"""What is said where a board takes nothing: since when, what waits, when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from orchestrator.boards.contract import Tests
from orchestrator.boards.registry import Registry
from orchestrator.domain.health import LOGIN
from orchestrator.queries.braked import Braked
from orchestrator.queries.link import Link
from orchestrator.queries.needs import Need
from orchestrator.queries.outages import Outage

from .access import callboard
from .numbers import plural
from .times import clock, moment_words, time_words


class Whose(StrEnum):
    """Of what page the waiting postings are."""

    YOURS = "of yours"
    VACANCY = "of this vacancy’s postings"
    POSTING = "this one"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on what holds, and what it means."""

    heading: str
    text: str
    account_id: int


def notice(outage: Outage, now: datetime, zone: tzinfo, whose: Whose = Whose.YOURS) -> Notice:
    """`Reed has not answered since 07:40. 12 of yours wait and keep their place. We try again at 10:45.`"""
    parts = [_waits(outage.waiting, whose), *_next(outage, now, zone)]
    if outage.silent:
        parts.append("Adverts already live there stay live.")
    return Notice(_heading(outage, now, zone), " ".join(part for part in parts if part), outage.account_id)


def need(outage: Outage, now: datetime, zone: tzinfo) -> Need:
    """A paused account as a line of what needs a person who looks after boards."""
    said = notice(outage, now, zone)
    why = outage.lane.pause_reason.removeprefix(LOGIN).strip()
    wait = f"{plural(outage.waiting, 'posting waits', 'postings wait')} for it. " if outage.waiting else ""
    reason = f"{why[:1].upper()}{why[1:].rstrip('.')}. " if why else ""
    text = f"{reason}{wait}{' '.join(_next(outage, now, zone))}"
    return Need("Paused", said.heading.rstrip("."), text, Link("See the account", "account", outage.account_id))


def brake_need(brake: Braked) -> Need:
    """A feed that holds adverts back, as a line of what needs a person who looks after boards."""
    return Need(
        "Feed held",
        f"{brake.account} keeps {plural(brake.held, 'advert')} that would have vanished at once",
        f"{brake.held:,} of {brake.listed:,} would leave the feed, and nobody asked for it. The board still gets them.",
        Link("See the account", "account", brake.account_id),
    )


def name(outage: Outage, registry: Registry) -> str:
    """The account's name, with the board's before it where it says more."""
    board = registry[outage.board].label if outage.board in registry else outage.board
    full = outage.account if board.casefold() in outage.account.casefold() else f"{board}, {outage.account}"
    return f"{full}," if "," in full else full


def _heading(outage: Outage, now: datetime, zone: tzinfo) -> str:
    lane, who = outage.lane, name(outage, callboard().registry)
    since = f" since {_since(outage.since, now, zone)}" if outage.since else ""
    if lane.paused_at is not None:
        if lane.pause_reason.startswith(LOGIN):
            return f"{who} has refused our login{since}."
        by = "" if lane.paused_by == "callboard" else f" by {lane.paused_by}"
        return f"{who} has been paused{by}{since}."
    if outage.silent:
        return f"{who} has not answered{since}." if since else f"{who} does not answer."
    return f"{who} takes nothing at the moment: {lane.blocked_reason.rstrip('.') or 'it asked us to wait'}."


def _waits(number: int, whose: Whose) -> str:
    if whose is Whose.POSTING:
        return "This posting waits and keeps its place." if number else ""
    if not number:
        return ""
    return f"{number:,} {whose.value} {'waits and keeps its' if number == 1 else 'wait and keep their'} place."


def _next(outage: Outage, now: datetime, zone: tzinfo) -> list[str]:
    login = outage.lane.paused_at is not None and outage.lane.pause_reason.startswith(LOGIN)
    if outage.again is None or (login and not _tests(outage)):
        return ["It goes on when somebody resumes the account."]
    when = _at(outage.again, now, zone)
    if login:
        return [f"We try the login again {when}, and go on by ourselves when it works."]
    return [f"We try again {when}."]


def _tests(outage: Outage) -> bool:
    """Whether the board has a harmless call that tries the login; without one nobody but a person knows."""
    registry = callboard().registry
    return outage.board in registry and isinstance(registry[outage.board], Tests)


def _since(at: datetime, now: datetime, zone: tzinfo) -> str:
    local, here = at.astimezone(zone), now.astimezone(zone)
    return clock(local) if local.date() == here.date() else moment_words(at, now, zone)


def _at(at: datetime, now: datetime, zone: tzinfo) -> str:
    """`at 10:45` today, `tomorrow at 07:00`; `now` for what is due."""
    if at <= now:
        return "now"
    local = at.astimezone(zone)
    return f"at {clock(local)}" if local.date() == now.astimezone(zone).date() else time_words(at, now, zone)
