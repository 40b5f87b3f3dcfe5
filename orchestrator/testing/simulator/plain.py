"""Three plain push boards that differ only in how an unknown outcome can be settled.

`keyed` honours an Idempotency-Key, `findable` finds adverts by our reference (with a lag), `blind` does neither.
They stand for kinds of boards, and are where faults are tried.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from .advert import Advert, AdvertState
from .clock import iso
from .ledger import body_hash
from .option import as_json, changed
from .plain_advert import read_advert
from .route import Call, Route, route
from .state import State
from .wire import Answer, Json, json_answer


@dataclass(frozen=True, slots=True)
class PlainOptions:
    """`lag_seconds`: how long the look-up by reference trails behind. `key_seconds`: how long a key is honoured."""

    lag_seconds: float = 0.0
    key_seconds: float = 86_400.0
    lifetime_days: float = 30.0


@dataclass(frozen=True, slots=True)
class Remembered:
    """The answer stored under an Idempotency-Key, and the request it belongs to."""

    fingerprint: str
    answer: Answer
    at: float


class PlainBoard:
    """A push board with a JSON API under `/<name>`; `traits` are `key`, `find`, `list`, `read`, `refresh`, `counts`."""

    def __init__(self, name: str, label: str, token: str, traits: frozenset[str], state: State) -> None:
        self.name = name
        self.label = label
        self._token = token
        self._traits = traits
        self._state = state
        self.options = PlainOptions()
        self._remembered: dict[str, Remembered] = {}
        self.reload()
        each = "/jobs/{id}"
        offered = [
            route("POST", "/jobs", "create", self._changing(self._create)),
            route("PUT", each, "update", self._changing(self._update)),
            route("DELETE", each, "end", self._changing(self._end)),
        ]
        if "read" in traits:
            offered.append(route("GET", each, "read", self._reading(self._read)))
        if "find" in traits:
            offered.append(route("GET", "/jobs", "find", self._reading(self._find)))
        if "list" in traits:
            offered.append(route("GET", "/live", "list", self._reading(self._list)))
        if "refresh" in traits:
            offered.append(route("PUT", each + "/refresh", "refresh", self._changing(self._refresh)))
        if "counts" in traits:
            offered.append(route("GET", each + "/counts", "counts", self._reading(self._counts)))
        self.routes: tuple[Route, ...] = tuple(offered)

    def refuse(self, message: str) -> Answer:
        return json_answer(422, {"errors": [{"field": "", "message": message}]})

    def page(self, advert: Advert) -> str:
        return f"/{self.name}/adverts/{advert.external_id}"

    def settings(self) -> dict[str, Json]:
        return {"options": as_json(self.options), "token": self._token}

    def configure(self, options: dict[str, Json]) -> None:
        self.options = changed(self.options, options)
        self._state.set_up(f"{self.name}.options", as_json(self.options))

    def set_up(self, account: dict[str, Json]) -> None:
        raise ValueError(f"{', '.join(account)}: {self.name} has one fixed account, with the token {self._token!r}")

    def reload(self) -> None:
        self.options = changed(PlainOptions(), self._state.settings.get(f"{self.name}.options", {}))
        self._last = self._state.shelf.count(self.name)
        self._remembered.clear()
        for done in self._state.ledger.history(self.name, None):
            if "key" in done.detail:
                answer = Answer(int(cast("int", done.detail["status"])), str(done.detail["said"]).encode())
                fingerprint = str(done.detail["fingerprint"])
                self._remembered[str(done.detail["key"])] = Remembered(fingerprint, answer, done.at)

    def _reading(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        return lambda call: self._stranger(call) or work(call)

    def _changing(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        return lambda call: self._stranger(call) or self._replay(call) or work(call)

    def _stranger(self, call: Call) -> Answer | None:
        given = call.request.headers.get("authorization", "")
        if hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            return None
        challenge = ("WWW-Authenticate", f'Bearer realm="{self.name}"')
        return json_answer(401, {"errors": [{"field": "Authorization", "message": "is not a valid token"}]}, challenge)

    def _replay(self, call: Call) -> Answer | None:
        """The stored answer for a repeated key; a refusal if the key came with another request before."""
        before = self._remembered.get(call.request.headers.get("idempotency-key", ""))
        if "key" not in self._traits or before is None:
            return None
        if self._state.clock.now() - before.at > self.options.key_seconds:
            return None
        if before.fingerprint != _fingerprint(call):
            message = "was used before with another request"
            return json_answer(422, {"errors": [{"field": "Idempotency-Key", "message": message}]})
        return replace(before.answer, headers=(("Idempotent-Replayed", "true"),))

    def _done(self, call: Call, operation: str, advert: Advert, answer: Answer) -> Answer:
        """Make the change, remembering the answer under the request's key."""
        detail: dict[str, Json] = {}
        key = call.request.headers.get("idempotency-key", "")
        if key and "key" in self._traits:
            fingerprint = _fingerprint(call)
            detail = {"key": key, "fingerprint": fingerprint, "status": answer.status, "said": answer.body.decode()}
            self._remembered[key] = Remembered(fingerprint, answer, self._state.clock.now())
        self._state.change(operation, advert, call.exchange, detail)
        return answer

    def _create(self, call: Call) -> Answer:
        given = read_advert(call.request.body)
        if isinstance(given, list):
            return json_answer(422, {"errors": given})
        self._last += 1
        now = self._state.clock.now()
        advert = Advert(
            self.name,
            f"{self.name[0]}{100_000 + self._last}",
            given["reference"],
            given["title"],
            given["description"],
            given["apply_url"],
            self.name,
            now,
            now + self.options.lifetime_days * 86_400,
            body_hash=body_hash(call.request.body),
        )
        return self._done(call, "create", advert, json_answer(201, self._view(call, advert)))

    def _update(self, call: Call) -> Answer:
        advert = self._own(call)
        if isinstance(advert, Answer):
            return advert
        given = read_advert(call.request.body)
        if isinstance(given, list):
            return json_answer(422, {"errors": given})
        if given["reference"] != advert.reference:
            return json_answer(422, {"errors": [{"field": "reference", "message": "cannot be changed"}]})
        advert = replace(
            advert,
            title=given["title"],
            description=given["description"],
            apply_url=given["apply_url"],
            body_hash=body_hash(call.request.body),
        )
        return self._done(call, "update", advert, json_answer(200, self._view(call, advert)))

    def _end(self, call: Call) -> Answer:
        advert = self._own(call)
        if isinstance(advert, Answer):
            return advert
        ended = replace(advert, state=AdvertState.ENDED, ended_at=self._state.clock.now())
        return self._done(call, "end", ended, Answer(204))

    def _refresh(self, call: Call) -> Answer:
        advert = self._own(call)
        if isinstance(advert, Answer):
            return advert
        expires_at = self._state.clock.now() + self.options.lifetime_days * 86_400
        advert = replace(advert, expires_at=expires_at)
        return self._done(call, "refresh", advert, json_answer(200, self._view(call, advert)))

    def _read(self, call: Call) -> Answer:
        advert = self._own(call)
        return advert if isinstance(advert, Answer) else json_answer(200, self._view(call, advert))

    def _counts(self, call: Call) -> Answer:
        advert = self._own(call)
        if isinstance(advert, Answer):
            return advert
        counts: dict[str, Json] = {
            "views": advert.views,
            "clicks": advert.clicks,
            "applications": advert.applications,
            "as_of": iso(self._state.clock.now()),
        }
        return json_answer(200, counts)

    def _find(self, call: Call) -> Answer:
        """What the search index says: the shelf as it was `lag_seconds` ago."""
        reference = call.request.query.get("reference", "")
        if not reference:
            return json_answer(422, {"errors": [{"field": "reference", "message": "is required"}]})
        then = self._state.clock.now() - self.options.lag_seconds
        found = [each for each in self._state.shelf.named(self.name, reference) if each.showed(then)]
        return json_answer(200, {"jobs": [self._view(call, each) for each in found]})

    def _list(self, call: Call) -> Answer:
        """Everything the search index shows, as it was `lag_seconds` ago."""
        then = self._state.clock.now() - self.options.lag_seconds
        found = [each for each in self._state.shelf.of(self.name) if each.showed(then)]
        return json_answer(200, {"jobs": [self._view(call, each) for each in found]})

    def _own(self, call: Call) -> Advert | Answer:
        """The advert that the path names, if it still shows; else 404 for one never seen, 410 for one gone."""
        advert = self._state.shelf.get(self.name, call.parts["id"])
        if advert is None:
            return json_answer(404, {"errors": [{"field": "id", "message": "There is no such job."}]})
        if not advert.shows(self._state.clock.now()):
            return json_answer(410, {"errors": [{"field": "id", "message": "This job is no longer shown."}]})
        return advert

    def _view(self, call: Call, advert: Advert) -> dict[str, Json]:
        return {
            "id": advert.external_id,
            "reference": advert.reference,
            "status": "live",
            "title": advert.title,
            "url": call.request.origin + self.page(advert),
            "expires_at": iso(advert.expires_at),
        }


def _fingerprint(call: Call) -> str:
    return f"{call.request.method} {call.request.target} {body_hash(call.request.body)}"


def plain_boards(tokens: dict[str, str], state: State) -> tuple[PlainBoard, ...]:
    kinds = {
        "keyed": ("Keyed (idempotency keys)", frozenset({"key", "read", "refresh", "counts"})),
        "findable": ("Findable (look-up by reference)", frozenset({"find", "list", "read"})),
        "blind": ("Blind (neither key nor look-up)", frozenset()),
    }
    return tuple(PlainBoard(name, label, tokens[name], traits, state) for name, (label, traits) in kinds.items())
