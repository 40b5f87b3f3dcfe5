"""Reed's side of a customer: who may post as whom, and what credits are left."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .. import practice
from ..option import as_json
from ..state import State
from ..wire import Json

FREE_PRODUCT = "81"


@dataclass(frozen=True, slots=True)
class Account:
    """One customer. `bulk`: posts through a third party, so every call needs the posting key. `credits`: bought."""

    username: str
    posting_key: str
    employer_id: int
    employer_name: str
    credits: int
    bulk: bool = True


PRACTICE_ACCOUNTS = (
    Account(practice.REED_USERNAME, practice.REED_POSTING_KEY, practice.REED_EMPLOYER_ID, "Elmfield Homecare", 100_000),
    Account(
        practice.REED_SECOND_USERNAME,
        practice.REED_SECOND_POSTING_KEY,
        practice.REED_SECOND_EMPLOYER_ID,
        "Harbour Care",
        25,
    ),
)


class Accounts:
    """All customers, and the credits each has spent so far."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._by_username = {account.username: account for account in PRACTICE_ACCOUNTS}
        for name, value in state.settings.items():
            if name.startswith("reed.account."):
                account = _account(value)
                self._by_username[account.username] = account
        self._spent: dict[str, int] = {}
        for advert in state.shelf.of("reed"):
            self.spend(advert.account, advert.credits)

    def set_up(self, value: dict[str, Json]) -> None:
        account = _account(value)
        self._by_username[account.username] = account
        self._state.set_up(f"reed.account.{account.username}", as_json(account))

    def named(self, username: str) -> Account | None:
        return self._by_username.get(username)

    def left(self, account: Account) -> int:
        return account.credits - self._spent.get(account.username, 0)

    def spend(self, username: str, number: int) -> None:
        self._spent[username] = self._spent.get(username, 0) + number

    def refusal(self, form: dict[str, str]) -> dict[str, list[str]]:
        """Why the form's user may not post, as model state; empty if the account stands."""
        account = self.named(form.get("username", ""))
        if account is None:
            return {"username": ["The username is not known."]}
        key = form.get("postingKey", "")
        if account.bulk and not key:
            return {"postingKey": ["The postingKey field is required."]}
        if key and key.lower() != account.posting_key.lower():
            return {"postingKey": ["The postingKey is not valid for this username."]}
        return {}

    def to_json(self) -> list[Json]:
        return [{**as_json(each), "credits_left": self.left(each)} for each in self._by_username.values()]


def _account(value: dict[str, Json]) -> Account:
    """An account from JSON. Raises ValueError naming what is missing or not known."""
    known = {part.name for part in fields(Account)}
    if unknown := set(value) - known:
        raise ValueError(f"{', '.join(sorted(unknown))}: no such field of a Reed account")
    if missing := known - set(value) - {"bulk"}:
        raise ValueError(f"{', '.join(sorted(missing))}: must be given for a Reed account")
    return Account(
        str(value["username"]),
        str(value["posting_key"]),
        int(str(value["employer_id"])),
        str(value["employer_name"]),
        int(str(value["credits"])),
        bool(value.get("bulk", True)),
    )
