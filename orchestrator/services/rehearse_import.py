"""What an import would do, told without a database."""

from __future__ import annotations

from collections.abc import Iterable

from orchestrator.intake.draft import Draft, Item, Refusal

from .import_result import ImportResult, Tally, fingerprint


def rehearse_import(items: Iterable[Item | Refusal], *, employer: str = "") -> ImportResult:
    """Count what would be imported into an empty installation, for `employer` or the one each item names.

    What only the database knows (was it imported before, does an advert exist) is noted as not looked at.
    """
    tally, rehearsal = Tally(), _Rehearsal(employer)
    for item in items:
        if isinstance(item, Refusal):
            tally.refuse(item)
        elif reason := rehearsal.refuses(item.draft):
            tally.refuse(Refusal(item.name, reason))
        else:
            tally.imported(item.name, (*item.draft.notes, *rehearsal.take(item)))
    return tally.result()


class _Rehearsal:
    """What has been met so far."""

    def __init__(self, employer: str) -> None:
        self._employer = employer
        self._items: dict[tuple[str, bytes], str] = {}
        self._requisitions: dict[tuple[str, str, str], str] = {}
        self._adverts: set[tuple[str, str]] = set()

    def refuses(self, draft: Draft) -> str:
        """Why a draft would be refused; empty if it would not."""
        owner = self._owner(draft)
        if not owner:
            return "employer: none is named; name one in the item, or import for one employer"
        if same := self._items.get((owner, fingerprint(draft))):
            return f"the same item as {same}"
        place = (owner, draft.vacancy.requisition, draft.vacancy.place.town)
        if draft.vacancy.requisition and place in self._requisitions:
            where = draft.vacancy.place.label
            return f"requisition: {draft.vacancy.requisition} in {where} is {self._requisitions[place]} already"
        return ""

    def take(self, item: Item) -> list[str]:
        """Remember a draft; what cannot be said of it without the database."""
        draft, owner = item.draft, self._owner(item.draft)
        self._items[owner, fingerprint(draft)] = item.name
        self._requisitions[owner, draft.vacancy.requisition, draft.vacancy.place.town] = item.name
        if draft.wording is not None:
            self._adverts.add((owner, draft.advert_name.lower()))
        elif (owner, draft.advert.lower()) not in self._adverts:
            return [
                f"uses the advert {draft.advert!r}, which no earlier item makes; whether it exists was not looked at"
            ]
        return []

    def _owner(self, draft: Draft) -> str:
        return (self._employer or draft.employer).casefold()
