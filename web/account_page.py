"""Board accounts as pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from orchestrator.boards.contract import Adapter, Tests
from orchestrator.boards.field import Need
from orchestrator.boards.registry import Registry, operations
from orchestrator.domain.health import Health
from orchestrator.domain.offer import Mode
from orchestrator.domain.operation import Operation
from orchestrator.queries.accounts import Account, Visit
from orchestrator.queries.boards import metrics
from orchestrator.queries.braked import Braked
from orchestrator.services.orders import HOOK_PATH

from . import account_form
from .feeds import SUFFIXES
from .health_words import health_words
from .numbers import plural
from .times import moment_words


@dataclass(frozen=True, slots=True)
class Down:
    """A board that does not take anything now."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    id: int
    board: str
    name: str
    health: Health
    health_words: str
    health_note: str
    credits: str | None
    credits_note: str
    login: str
    can: str
    action: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """What `boards.html` shows."""

    may_change: bool
    down: tuple[Down, ...]
    accounts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What `board_account.html` shows."""

    id: int
    board: str
    name: str
    label: str
    health: Health
    health_words: str
    health_note: str
    practice: bool
    paused: bool
    facts: tuple[tuple[str, str | None], ...]
    entries: tuple[account_form.Entry, ...]
    feed: str
    hook: str
    adapter: str
    mapping: tuple[str, ...]
    visits: tuple[Visit, ...]
    brake: Braked | None
    unverified: tuple[str, ...]
    may_change: bool
    may_switch: bool
    tests: bool


def list_page(
    accounts: Sequence[Account],
    costs: Mapping[int, tuple[str, str]],
    registry: Registry,
    now: datetime,
    zone: tzinfo,
    *,
    may_change: bool,
) -> ListPage:
    """All accounts, with what is known of their `costs`.

    One whose adapter is not installed is left out of what can be done, not of the list.
    """
    rows, down = [], []
    for each in accounts:
        level, words, note = health_words(each.lane, now, zone)
        adapter = registry.get(each.board) if each.board in registry else None
        board = adapter.label if adapter else f"{each.board} (not installed)"
        if level is Health.DOWN:
            waits = (
                f"{plural(each.due, 'posting waits', 'postings wait')} for it and keep their place. "
                if each.due
                else ""
            )
            down.append(
                Down(
                    f"{board}, {each.label}: {words.lower()}",
                    f"{waits}Other boards are not held up. {note[:1].upper()}{note[1:]}.",
                )
            )
        cost, until = costs.get(each.id, (_credits(adapter), ""))
        note_of_cost = "; ".join(filter(None, (until, plural(each.open, "open posting"))))
        rows.append(
            Row(each.id, board, f"{each.label}{'' if each.employer else ', all employers'}", level, words, note,
                cost, note_of_cost, _login(each, adapter, now, zone),
                _can(adapter) if adapter else "", "Open")
        )  # fmt: skip
    return ListPage(may_change, tuple(down), tuple(rows))


def account_page(
    account: Account,
    adapter: Adapter,
    visits: Sequence[Visit],
    brake: Braked | None,
    public_url: str,
    now: datetime,
    zone: tzinfo,
    *,
    may_change: bool,
    may_switch: bool,
    typed: Mapping[str, str] | None,
) -> AccountPage:
    """One account; `typed` is a form that was refused."""
    level, words, note = health_words(account.lane, now, zone)
    suffix = SUFFIXES.get(getattr(adapter, "media_type", ""), "")
    address = f"{public_url}/feeds/{account.feed_token}{'.' + suffix if suffix else ''}" if account.feed_token else ""
    return AccountPage(
        account.id,
        adapter.label,
        account.label,
        typed.get("label", "") if typed is not None else account.label,
        level,
        words,
        note,
        account.lane.practice,
        account.lane.paused_at is not None,
        (
            ("Employer", account.employer or "all employers"),
            ("Sends to", "the simulator only" if account.lane.practice else "the board"),
            ("Open postings", f"{account.open:,}"),
            ("Need a person", f"{account.needs:,}"),
            ("Login", _login(account, adapter, now, zone)),
            ("Can do", _can(adapter)),
        ),
        account_form.entries(adapter, typed if typed is not None else account.settings, stored=True),
        address if may_change else "",
        f"{public_url}{HOOK_PATH}{account.hook_token}" if may_change and account.hook_token else "",
        adapter.name,
        tuple(each.label for each in adapter.fields if each.need is not Need.FORBIDDEN),
        tuple(visits),
        brake,
        adapter.unverified,
        may_change,
        may_switch,
        isinstance(adapter, Tests),
    )


def _login(account: Account, adapter: Adapter | None, now: datetime, zone: tzinfo) -> str:
    if adapter is None or not isinstance(adapter, Tests):
        return "No login to test"
    if account.tested_at is None:
        return "Not tested"
    outcome = "works" if account.test_result.startswith("ok: ") else "failed"
    return f"Tested {moment_words(account.tested_at, now, zone)}: {outcome}"


def _credits(adapter: Adapter | None) -> str | None:
    return "free" if adapter is not None and adapter.mode is Mode.PAGE else None


def _can(adapter: Adapter) -> str:
    if adapter.mode is Mode.BY_HAND:
        return "Checklist with proof"
    offered = operations(adapter)
    words = [each.value for each in Operation if each in offered] + (["counts"] if metrics(adapter) else [])
    return ", ".join(words).capitalize()
