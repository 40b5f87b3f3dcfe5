"""An installation where something of everything has happened, for a look at every page of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.domain.credit import CreditKind
from orchestrator.domain.permission import Role
from orchestrator.domain.posting import Cause
from orchestrator.domain.price import Basis
from orchestrator.domain.status import Status
from orchestrator.services.add_person import add_person
from orchestrator.services.ask_approval import ask_approval
from orchestrator.services.look_ahead import look_ahead
from orchestrator.services.price_account import enter_credits, set_price
from orchestrator.services.save_block import save_block
from orchestrator.services.serve import serve
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation, install

TOWNS = (("Torquay", 3), ("Paignton", 2), ("Exeter", 4), ("Exmouth", 2), ("Barnstaple", 2), ("Bideford", 1))


@dataclass(frozen=True, slots=True)
class Seeded:
    """What addresses of pages are made of: ids, a moment, a link. `filled` was closed; `lost` nobody is sure of."""

    employer: int
    advert: int
    account: int
    lost_account: int
    vacancy: int
    filled: int
    posting: int
    lost: int
    scheduled: int
    by_hand: int
    moment: str
    approve: str


def seed(callboard: Callboard, simulator: Operator) -> Seeded:
    """Live, scheduled, sending, taken down, lost and by hand; prices, credits, a link for approval, a look ahead."""
    made = install(callboard)
    ann = add_person(callboard, "test", "ann", Role.ADMIN, None, full_name="Ann Whitlock").id
    vacancies = [made.vacancy(town, openings=openings, owner_id=ann) for town, openings in TOWNS]
    with callboard.database.read() as connection:
        advert = connection.execute(select(t.advert.c.id)).scalar_one()
    serve(callboard, "ann", advert, vacancies)
    about = "Fairhaven looks after people in their own homes in Devon."
    save_block(callboard, "ann", employer=made.employer, name="About us", body=about)
    _prices(callboard, made)
    live = made.publish("keyed", vacancies=vacancies[:4])
    made.publish("findable", "careers", vacancies=vacancies[:4])
    (lost,) = _lost(made, simulator, vacancies[0])
    (by_hand,) = made.publish("by_hand", vacancy=vacancies[0])
    gone = made.publish("keyed", vacancy=vacancies[5])
    made.until(gone[0].id, lambda line: line.status is Status.LIVE)
    withdraw(callboard, "ann", [gone[0].id], "the vacancy is filled")
    made.until(live[0].id, lambda line: line.status is Status.LIVE)
    made.until(gone[0].id, lambda line: line.status is Status.CLOSED)
    start = datetime.now(UTC).astimezone(ZoneInfo("Europe/London")) + timedelta(hours=3)
    later = made.publish("findable", vacancies=vacancies[4:], starts=f"{start:%Y-%m-%dT%H:00}")
    later += made.publish("keyed", vacancy=vacancies[4], starts=f"{start:%Y-%m-%dT%H:00}")
    token = ask_approval(callboard, "ann", advert=advert, reviewer="Helen Marsh", days=7)
    look_ahead(callboard)
    with callboard.database.read() as connection:
        moment = connection.execute(select(t.posting.c.starts_at).where(t.posting.c.id == later[0].id)).scalar_one()
    return Seeded(
        made.employer, advert, made.accounts["keyed"], made.accounts["blind"], vacancies[0], vacancies[5], live[0].id,
        lost, later[0].id, by_hand.id, moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), token,
    )  # fmt: skip


def _prices(callboard: Callboard, made: Installation) -> None:
    year = date(2020, 1, 1)
    set_price(callboard, "ann", made.accounts["keyed"], Basis.POSTING, amount=Decimal(85), first_day=year, units=1)
    set_price(callboard, "ann", made.accounts["findable"], Basis.SLOT, amount=Decimal(240), first_day=year, units=5)
    set_price(callboard, "ann", made.accounts["indeed_feed"], Basis.CLICK, amount=Decimal("0.45"), first_day=year)
    enter_credits(callboard, "ann", made.accounts["keyed"], CreditKind.BOUGHT, 12, "order 4711")


def _lost(made: Installation, simulator: Operator, vacancy: int) -> list[int]:
    """The board took it, and its answer never came."""
    simulator.fault("blind", "drop_after", next=1, operations=["create"])
    (posted,) = made.publish("blind", vacancy=vacancy)
    made.until(posted.id, lambda line: line.cause is Cause.LOOK, 30)
    simulator.clear_faults()
    return [posted.id]
