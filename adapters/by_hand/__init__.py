"""Boards without an interface: a checklist of what to copy where, finished by a person with a proof.

One account is one real board (a site, a group, a notice board). The payload is the checklist's list of copy fields.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.preset import Preset, presets
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.receipt import PersonFinishes, Receipt

LABELS = {
    "title": "Title",
    "body.txt": "Advert text",
    "employer": "Employer",
    "place": "Place",
    "pay": "Pay",
    "hours": "Hours and contract",
    "closes": "Apply by",
}


class ByHand:
    name = "by_hand"
    label = "By hand (any board)"
    mode = Mode.BY_HAND
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own: they do not reach the same people
    excludes: tuple[str, ...] = ()
    base_url = ""
    limits = Limits(slots={"title": Length(1), "body.txt": Length(1)})
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("board", "Name of the board", need=Need.REQUIRED),
        Field("address", "Where to post (web address)", Kind.URL, hint="The page that the checklist opens."),
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    presets: tuple[Preset, ...] = presets(Path(__file__).with_name("presets.toml"))
    unverified: tuple[str, ...] = ("The pages that presets open were not looked at for this release.",)

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        """JSON: a list of `{"label", "value"}` in the order in which boards usually ask."""
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "the board needs an address to apply at"),
        ])  # fmt: skip
        # Many boards have no field for an address, so the text says it too.
        slots = {**variant.slots, "body.txt": f"{variant.slots['body.txt']}\n\nApply here: {posting.apply_link}"}
        values = [(label, slots.get(slot, "")) for slot, label in LABELS.items()]
        values += [("Apply link", posting.apply_link), ("Our reference", posting.reference)]
        items = [{"label": label, "value": value} for label, value in values if value]
        return json.dumps(items, ensure_ascii=False, indent=1).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return PersonFinishes(account.settings.get("address") or None)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return PersonFinishes(posting.url or account.settings.get("address") or None)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return PersonFinishes(posting.url or account.settings.get("address") or None)
