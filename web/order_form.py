"""What is ordered on the check page: wording, vacancies, boards and their fields, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from werkzeug.datastructures import MultiDict

from orchestrator.domain.errors import Reason
from orchestrator.domain.vacancy import VacancyState
from orchestrator.queries.adverts import AdvertRecord
from orchestrator.services.refused import Refused

from .board_field import PREFIX

LAST_MINUTE = "23:59"
"""When an advert ends on its last day."""


@dataclass(frozen=True, slots=True)
class OrderForm:
    """`sent` is the form as it came; `posted` tells a click on a button from a look at the page."""

    wording: int
    vacancies: tuple[int, ...]
    accounts: tuple[int, ...]
    date: str
    time: str
    ends: str
    do: str
    sent: MultiDict[str, str]
    posted: bool

    @classmethod
    def read(
        cls, advert: AdvertRecord, sent: MultiDict[str, str], *, posted: bool, ticked: str = "vacancy"
    ) -> OrderForm:
        """All open vacancies of the advert unless some are `ticked`; what is not the advert's is left out."""
        open_ids = [each.id for each in advert.vacancies if each.state is VacancyState.OPEN]
        named = sent.getlist(ticked, int)
        asked = [each for each in open_ids if each in named] if named or posted else open_ids
        wordings = [each.id for each in advert.wordings]
        wording = sent.get("wording", 0, int)
        return cls(
            wording if wording in wordings else wordings[0],
            tuple(asked),
            tuple(dict.fromkeys(sent.getlist("account", int))),
            sent.get("date", "").strip(),
            sent.get("time", "").strip(),
            sent.get("ends", "").strip(),
            sent.get("send", ""),
            sent,
            posted,
        )

    @property
    def leaves_out(self) -> bool:
        return self.do in ("ready", "ready_now")

    def times(self) -> tuple[str | None, str | None]:
        """Start (None: now) and end as local times. Raises Refused, by field of the page."""
        found = []
        starts, ends = None, None
        if self.do not in ("now", "ready_now"):
            if not _reads(date.fromisoformat, self.date):
                found.append(Reason("date", "Choose the day it goes out, or publish now"))
            if not _reads(time.fromisoformat, self.time):
                found.append(Reason("time", "Write a time such as 07:00"))
            starts = f"{self.date}T{self.time}"
        if self.ends:
            if not _reads(date.fromisoformat, self.ends):
                found.append(Reason("ends", "Choose the last day, or leave it empty"))
            ends = f"{self.ends}T{LAST_MINUTE}"
        if found:
            raise Refused(found)
        return starts, ends

    def at_field(self, reason: Reason) -> Reason:
        """A reason of a service, at the field of this page it is about; a posting's stand in its cell."""
        field = {"starts": "time", "date": "date", "time": "time", "ends": "ends"}.get(reason.field, "")
        return Reason(field, reason.message[:1].upper() + reason.message[1:])

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What the form with the table sends along: all that was chosen in the form above it."""
        chosen = [("account", str(each)) for each in self.accounts] + [("wording", str(self.wording))]
        fields = ((name, value) for name, value in self.sent.items(multi=True) if name.startswith(PREFIX))
        return (*chosen, *fields)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The same order as an address."""
        return (*self.hidden, *(("vacancy", str(each)) for each in self.vacancies))


def _reads(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True
