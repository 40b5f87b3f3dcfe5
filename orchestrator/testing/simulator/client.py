"""The operator: the control API as Python methods, for tests, demonstrations and the command line."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from .wire import Json

Record = dict[str, Any]  # JSON whose shape the caller knows; `Json` would make every reader cast


class Refused(Exception):
    """The control API did not accept a call; the text is its own."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Speaks to a running simulator at `url`. Every method raises Refused, or OSError when nobody answers."""

    url: str

    def reset(self, seed: int = 0) -> None:
        self._call("POST", "/reset", {"seed": seed})

    def fault(self, board: str, kind: str, **given: Json) -> None:
        """Switch a fault on: `next=3` or `probability=0.1`, and `operations`, `seconds`, `retry_after`, `location`,
        `reset`, `seed`."""
        self._call("POST", "/faults", {"board": board, "kind": kind, **given})

    def faults(self) -> list[Record]:
        return cast("list[Record]", self._call("GET", "/faults"))

    def clear_faults(self) -> None:
        self._call("DELETE", "/faults")

    def advance(self, seconds: float) -> None:
        """Move the boards' clock forward."""
        self._call("POST", "/clock", {"advance": seconds})

    def options(self, board: str, **options: Json) -> Record:
        return cast("Record", self._call("POST", f"/boards/{board}/options", dict(options)))

    def account(self, board: str, **account: Json) -> Record:
        return cast("Record", self._call("POST", f"/boards/{board}/accounts", dict(account)))

    def boards(self) -> dict[str, Record]:
        return cast("dict[str, Record]", self._call("GET", "/boards"))

    def crawl(self, feed_url: str, board: str = "indeed") -> Record:
        """Let a board read a feed; the report says what is new, changed, vanished and refused."""
        return cast("Record", self._call("POST", "/crawl", {"feed_url": feed_url, "board": board}))

    def crawl_site(self, base_url: str) -> Record:
        """Let Google read a careers site."""
        return cast("Record", self._call("POST", "/crawl-site", {"base_url": base_url}))

    def candidates(self, people: int = 1, **given: Json) -> list[Record]:
        """Send people (and `applications`, `bots`, `prefetches`) to every live advert; their journeys."""
        report = cast("Record", self._call("POST", "/candidates", {"people": people, **given}))
        return cast("list[Record]", report["journeys"])

    def creates(self, board: str) -> dict[str, int]:
        """How often each reference was created at the board."""
        return cast("dict[str, int]", self._call("GET", "/ledger/creates", board=board))

    def live(self, board: str | None = None, brief: bool = False) -> list[Record]:
        """The adverts that candidates see now; `brief` leaves only board, external_id and reference."""
        found = self._call("GET", "/ledger/live", board=board, brief="1" if brief else None)
        return cast("list[Record]", found)

    def history(self, board: str | None = None, reference: str | None = None, limit: int = 1000) -> list[Record]:
        """The changes boards made, oldest first; the last `limit` of them."""
        found = self._call("GET", "/ledger", board=board, reference=reference, limit=str(limit))
        return cast("list[Record]", found)

    def exchanges(self, board: str | None = None, after: int = 0, limit: int = 1000) -> list[Record]:
        """What was received and how it was answered, from the one numbered `after` on."""
        found = self._call("GET", "/ledger/exchanges", board=board, after=str(after), limit=str(limit))
        return cast("list[Record]", found)

    def in_flight(self, board: str | None = None) -> list[Record]:
        return cast("list[Record]", self._call("GET", "/ledger/in-flight", board=board))

    def answered(self, within_ms: float, board: str | None = None) -> list[Record]:
        """Exchanges whose whole answer left within the last `within_ms` milliseconds."""
        return cast("list[Record]", self._call("GET", "/ledger/answered", board=board, within_ms=str(within_ms)))

    def _call(self, method: str, path: str, body: Record | None = None, **query: str | None) -> Json:
        given = {name: value for name, value in query.items() if value is not None}
        target = f"/_control{path}" + (f"?{urlencode(given)}" if given else "")
        data = None if body is None else json.dumps(body).encode()
        where = urlsplit(self.url)
        with closing(HTTPConnection(where.hostname or "", where.port, timeout=300)) as connection:
            connection.request(method, target, data, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {text}")
        return cast("Json", json.loads(text))
