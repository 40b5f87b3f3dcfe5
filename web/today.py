"""Today: what needs a person, what goes out, what ends, what nobody counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from flask import Blueprint, g, render_template

from orchestrator.domain.day import ONE, begin
from orchestrator.domain.figure import Figure
from orchestrator.domain.permission import Action, Role
from orchestrator.queries import today as query
from orchestrator.queries.braked import braked
from orchestrator.queries.needs import Need, needs
from orchestrator.queries.outages import outages
from orchestrator.queries.standing import Standing, standings
from orchestrator.queries.today import Ending, GoingOut, Uncounted

from .access import authorised, callboard, user
from .ahead import Ahead, ahead
from .frame import Frame
from .numbers import plural
from .outage_words import Notice, brake_need, need, notice
from .standing_words import short
from .times import MONTHS, WEEKDAYS, time_words

blueprint = Blueprint("today", __name__)

ALARMED = (Role.OPS, Role.ADMIN)
"""Who is told of each paused account as something to do; others are told that their postings wait."""
WEEK = timedelta(days=6)
"""Today and the six days before it."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Credits, slots or money left at one account, and when they run out."""

    account_id: int
    account: str
    left: str
    note: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What `today.html` shows."""

    greeting: str
    lede: str
    outages: tuple[Notice, ...]
    needs: tuple[Need, ...]
    needs_total: int
    live: int
    open_postings: int
    due_today: int
    sent_today: int
    applications: Figure
    known_postings: int
    credits: tuple[Credit, ...]
    going_out: tuple[GoingOut, ...]
    ending: tuple[Ending, ...]
    ending_total: int
    uncounted: tuple[Uncounted, ...]
    ahead: Ahead


@blueprint.get("/today")
@authorised(Action.SEE)
def page() -> str:
    frame: Frame = g.frame
    now = datetime.now(UTC)
    zone = frame.zone
    here = now.astimezone(zone)
    start, end = begin(here.date(), zone), begin(here.date() + ONE, zone)
    with callboard().database.read() as connection:
        numbers = query.numbers(connection, frame.employer, start, end)
        applications, known = query.applications(connection, frame.employer, here.date() - WEEK)
        asked = tuple(needs(connection, frame.employer, user().role))
        going_out = tuple(query.going_out(connection, frame.employer, start, end))
        ending = tuple(_said(each, now, zone) for each in query.ending(connection, frame.employer, now))
        uncounted = tuple(query.uncounted(connection, frame.employer, now))
        stopped = outages(connection, employer=frame.employer, idle=True)
        books = standings(connection, frame.employer, now, getattr(zone, "key", "UTC"))[:3]
        brakes = braked(connection, employer=frame.employer) if user().role in ALARMED else []
    alarms = [each for each in stopped if each.lane.paused_at is not None] if user().role in ALARMED else []
    told = [each for each in stopped if each.waiting and each not in alarms]
    total = frame.needs.get("today", 0)
    accounts = len({each.account_id for each in alarms} | {each.account_id for each in brakes})
    shown = TodayPage(
        greeting=f"{_greeting(here.hour)}, {frame.person.split(' ')[0]}",
        lede=f"{_day(here)}. {_rest(total, accounts, numbers.open_postings)}",
        outages=tuple(notice(each, now, zone) for each in told),
        needs=(*(need(each, now, zone) for each in alarms), *map(brake_need, brakes), *asked),
        needs_total=total,
        live=numbers.live,
        open_postings=numbers.open_postings,
        due_today=numbers.due,
        sent_today=numbers.sent,
        applications=applications,
        known_postings=known,
        credits=tuple(_credit(each, here.date()) for each in books),
        going_out=going_out,
        ending=ending,
        ending_total=sum(each.postings for each in ending),
        uncounted=uncounted,
        ahead=ahead(frame.employer),
    )
    return render_template("today.html", page=shown)


def _credit(found: Standing, today: date) -> Credit:
    left, note = short(found, today)
    return Credit(found.account_id, found.account, left, note)


def _greeting(hour: int) -> str:
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


def _day(here: datetime) -> str:
    return f"{WEEKDAYS[here.weekday()]} {here.day} {MONTHS[here.month - 1]}"


def _rest(postings: int, accounts: int, open_postings: int) -> str:
    """What needs the reader, in a sentence."""
    if postings or accounts:
        said = [plural(postings, "posting")] if postings else []
        said += [plural(accounts, "board account")] if accounts else []
        return f"{' and '.join(said)} {'needs' if postings + accounts == 1 else 'need'} you; the rest is running."
    if not open_postings:
        return "No posting is open."
    return "Nothing needs you; what is planned goes out by itself."


def _said(ending: Ending, now: datetime, zone: tzinfo) -> Ending:
    words = f"{plural(ending.postings, 'posting')} on {ending.text}, the first {time_words(ending.ends_at, now, zone)}"
    return replace(ending, text=words)
