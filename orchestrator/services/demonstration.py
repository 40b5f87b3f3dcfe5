"""The demonstration: an employer with people, boards in practice, and an advert in six towns.

Everything is made through the ordinary services; the boards are the simulator's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Role
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply
from orchestrator.intake import advert_file
from orchestrator.intake.advert_file import AdvertFile
from orchestrator.storage import histories
from orchestrator.storage import tables as t
from orchestrator.storage.database import clock
from orchestrator.testing.simulator import practice

from .add_employer import add_employer
from .add_person import add_person
from .publish import Published, publish
from .save_account import add_account
from .save_advert import save_advert
from .save_vacancy import save_vacancy

ACTOR = "demo"
EMPLOYER = "Fairhaven Homecare"

PEOPLE = (
    ("ada", "Ada Okafor", Role.ADMIN),
    ("priya", "Priya Nair", Role.RECRUITER),
    ("omar", "Omar Haddad", Role.OPS),
    ("rhea", "Rhea Collins", Role.REVIEWER),
)

TOWNS = (
    (Place("Torquay", "Devon", "TQ1 3EX"), 2),
    (Place("Exeter", "Devon", "EX1 1HS"), 3),
    (Place("Plymouth", "Devon", "PL1 2AA"), 4),
    (Place("Barnstaple", "Devon", "EX31 1HY"), 2),
    (Place("Bideford", "Devon", "EX39 2AG"), 1),
    (Place("Taunton", "Somerset", "TA1 3PF"), 2),
)
"""Where the demonstration's vacancies are, and how many openings each has: fourteen in six towns."""


@dataclass(frozen=True, slots=True)
class Login:
    """An account of the demonstration. `values` open nothing but the simulator."""

    board: str
    label: str
    values: dict[str, str]


ACCOUNTS = (
    Login(
        "reed",
        "Reed",
        {
            "client_id": str(practice.REED_CLIENT_ID),
            "api_key": practice.REED_API_KEY,
            "username": practice.REED_USERNAME,
            "posting_key": practice.REED_POSTING_KEY,
            "jobseeker_key": practice.REED_JOBSEEKER_KEY,
        },
    ),
    Login(
        "indeed_feed",
        "Indeed feed",
        {
            "publisher": "Fairhaven Homecare",
            "publisher_url": "https://fairhaven.example",
            "source_name": "Fairhaven Homecare",
            "email": "hiring@fairhaven.example",
        },
    ),
    Login("careers", "Careers site", {}),
    Login("by_hand", "Torquay Herald", {"board": "Torquay Herald", "address": "https://herald.example/post"}),
    Login("keyed", "Practice board K", {"token": practice.KEYED_TOKEN}),
    Login("findable", "Practice board F", {"token": practice.FINDABLE_TOKEN}),
)
"""Every way an advert can go out. The board that can neither repeat nor look up is left to whoever wants to see it."""


def advert() -> AdvertFile:
    """The Care Coordinator advert that comes along."""
    return advert_file.load(files("orchestrator.demonstration").joinpath("care_coordinator.md").read_bytes())


def seed(callboard: Callboard) -> bool:
    """Fill an empty installation; False when it has an employer already, and then nothing is changed."""
    with callboard.database.read() as connection:
        if connection.execute(select(t.employer.c.id).limit(1)).first() is not None:
            return False
        now = clock(connection)
    employer = add_employer(callboard, ACTOR, EMPLOYER, website="https://fairhaven.example").id
    for name, full_name, role in PEOPLE:
        add_person(callboard, ACTOR, name, role, full_name=full_name)
    for login in ACCOUNTS:
        add_account(callboard, ACTOR, board=login.board, label=login.label, values=login.values, employer=employer)
    ids = [new_vacancy(callboard, employer, place, openings) for place, openings in TOWNS]
    wording = advert().draft.wording
    if wording is None:
        raise AssertionError("the demonstration's advert has a text of its own")
    save_advert(callboard, ACTOR, employer, wording.title, {"A": wording}, ids)
    publish_everywhere(callboard, employer, ids[0])
    publish_everywhere(callboard, employer, ids[1], starts=_tomorrow_at_seven(now, callboard.settings.zone))
    return True


def new_vacancy(callboard: Callboard, employer: int, place: Place, openings: int) -> int:
    """A vacancy of the demonstration's advert in a town."""
    form = Apply(url=f"{callboard.settings.simulator_url}/employer/apply")
    facts = replace(advert().draft.vacancy, place=place, openings=openings, requisition="", closes_on=None, apply=form)
    with callboard.database.read() as connection:
        owner = connection.execute(select(t.person.c.id).where(t.person.c.name == "priya")).scalar()
    return save_vacancy(callboard, ACTOR, employer, facts, owner=owner).id


def publish_everywhere(callboard: Callboard, employer: int, vacancy: int, starts: str | None = None) -> list[Published]:
    """The vacancy, with the demonstration's wording, on every board of the demonstration."""
    with callboard.database.read() as connection:
        wording = connection.execute(
            select(t.wording.c.id).where(t.wording.c.employer_id == employer).order_by(t.wording.c.id).limit(1)
        ).scalar_one()
        labels = [login.label for login in ACCOUNTS]
        accounts = connection.execute(
            select(t.board_account.c.id)
            .where(t.board_account.c.employer_id == employer, t.board_account.c.label.in_(labels))
            .order_by(t.board_account.c.id)
        ).scalars()
        chosen = list(accounts)
    return publish(
        callboard,
        ACTOR,
        employer=employer,
        wording=wording,
        vacancies=[vacancy],
        accounts=chosen,
        starts=starts,
    )


def clear(callboard: Callboard) -> bool:
    """Remove the demonstration's employer, people and everything of theirs; False when there is none."""
    with callboard.database.begin() as connection:
        employer = connection.execute(select(t.employer.c.id).where(t.employer.c.name == EMPLOYER)).scalar()
        if employer is None:
            return False
        given = {"employer": employer, "people": [name for name, _, _ in PEOPLE]}
        for statement in _CLEAR:
            connection.execute(text(statement), given)
        histories.renew(connection)
    return True


_CLEAR = (
    *(
        f"delete from {table} where account_id in (select id from board_account where employer_id = :employer)"  # noqa: S608
        for table in ("feed_entry", "feed_segment", "visit", "feed")
    ),
    "delete from hit where posting_id in (select id from posting where employer_id = :employer)",
    *(
        f"delete from {table} where employer_id = :employer"  # noqa: S608 - names of tables, all ours
        for table in (
            *("delivery", "event", "reading", "recount", "fact", "course", "posting_month", "tally", "day_tally"),
            *("apply_link", "api_token", "proof", "posting", "variant"),
            *("board_account", "advert", "block", "vacancy"),
        )
    ),
    "delete from person where name = any(:people)",
    "delete from employer where id = :employer",
)
"""In an order that no reference minds; all in one transaction."""


def _tomorrow_at_seven(now: datetime, zone: str) -> str:
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return datetime.combine(day, time(7)).isoformat()
