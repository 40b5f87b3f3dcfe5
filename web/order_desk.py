"""An order of one advert before it is looked at: the advert, the accounts to choose from, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import abort, request
from werkzeug.datastructures import MultiDict

from orchestrator.domain.override import Override
from orchestrator.domain.permission import Action
from orchestrator.queries.adverts import AdvertRecord, advert
from orchestrator.queries.board_choices import BoardChoice, board_choices
from orchestrator.services.preview import Previewed, preview

from .access import callboard, may
from .board_field import field_values
from .order_form import OrderForm


@dataclass(frozen=True, slots=True)
class OrderDesk:
    """What is known of an order before it is looked at."""

    advert: AdvertRecord
    choices: tuple[BoardChoice, ...]
    form: OrderForm

    @property
    def chosen(self) -> tuple[BoardChoice, ...]:
        return tuple(each for each in self.choices if each.id in self.form.accounts)

    @property
    def fields(self) -> dict[int, dict[str, str]]:
        registry = callboard().registry
        return {
            each.id: field_values(registry[each.board], each.id, self.form.sent, each.ruled) for each in self.chosen
        }

    @property
    def openings(self) -> int:
        """Of the vacancies that are included."""
        return sum(each.facts.openings for each in self.advert.vacancies if each.id in self.form.vacancies)

    @property
    def asked(self) -> dict[int, tuple[str, ...]]:
        """By chosen account, the names of what its board asks beyond the advert."""
        registry = callboard().registry
        return {each.id: tuple(field.name for field in registry[each.board].fields) for each in self.chosen}

    def preview(self, starts: str | None = None, ends: str | None = None) -> list[Previewed]:
        """What the order becomes; empty where nothing is chosen."""
        if not self.chosen or not self.form.vacancies:
            return []
        return preview(
            callboard(),
            employer=self.advert.employer_id,
            wording=self.form.wording,
            vacancies=self.form.vacancies,
            accounts=[each.id for each in self.chosen],
            starts=starts,
            ends=ends,
            fields=self.fields,
        )


def order_desk(advert_id: int, sent: MultiDict[str, str], ticked: str = "vacancy") -> OrderDesk:
    """`ticked`: the field of the form that names the vacancies."""
    with callboard().database.read() as connection:
        found = advert(connection, advert_id)
        if found is None:
            abort(404)
        may(Action.PUBLISH, found.employer_id)
        choices = tuple(board_choices(connection, found.employer_id))
    form = OrderForm.read(found, sent, posted=request.method == "POST", ticked=ticked)
    own = next(each.boards for each in found.wordings if each.id == form.wording)
    known = tuple(_told(each, own) for each in choices if each.board in callboard().registry)
    return OrderDesk(found, known, form)


def _told(choice: BoardChoice, own: Mapping[str, Override]) -> BoardChoice:
    """What the advert says on the board's tab need not be said again for each posting."""
    said = own.get(choice.board, Override()).fields
    return replace(choice, ruled=choice.ruled | {name for name, _ in said})
