"""The life of a posting against a model board that may accept and stay silent: never lost, never doubled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.domain.errors import BoardError, Reason, Rejected, Retry, Unauthorized, Unconfirmed
from orchestrator.domain.offer import NATURAL, Mode, Offer
from orchestrator.domain.operation import Operation
from orchestrator.domain.plan import Ask, Do, Wait, plan
from orchestrator.domain.posting import Cause, Phase, Posting, Presence, Wish
from orchestrator.domain.receipt import Found, Gone, Live
from orchestrator.domain.transition import Failed, Looked, Outcome, receive

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
CHANGE = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
ALL = frozenset({Operation.PUBLISH, Operation.UPDATE, Operation.WITHDRAW, Operation.REFRESH})
KEYED = Offer(Mode.PUSH, ALL, {**CHANGE, Operation.PUBLISH: timedelta(days=1)})
FINDABLE = Offer(Mode.PUSH, ALL | {Operation.FIND, Operation.CHECK}, CHANGE)
BLIND = Offer(Mode.PUSH, ALL, CHANGE)

FATES = ("answered", "silent", "lost", "refused", "busy", "login", "bug")


@dataclass
class Board:
    """What the board shows. `keys` are honoured where `honours` says so."""

    honours: bool
    copies: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    publishes: int = 0

    def do(self, operation: Operation, fate: str, key: str) -> Outcome:
        """What the caller learns; what happened is in `copies`."""
        if self.honours and operation is Operation.PUBLISH and key in self.keys and fate == "refused":
            fate = "answered"  # a board that honours keys replays its first answer, whatever it would say now
        match fate:
            case "lost":
                return Unconfirmed("nothing came back") if operation.changes else Retry("nothing came back")
            case "refused":
                return Rejected((Reason("title", "too long"),)) if operation.changes else Retry("busy")
            case "busy":
                return Retry("busy", 1.0)
            case "login":
                return Unauthorized("who are you?")
            case "bug":
                return Failed("division by zero") if operation.changes else Retry("bug")
        answer = self._work(operation, key)
        if fate == "silent":
            return Unconfirmed("accepted, no answer") if operation.changes else Retry("no answer")
        return answer

    def _work(self, operation: Operation, key: str) -> Outcome:
        match operation:
            case Operation.PUBLISH:
                if not (self.honours and key in self.keys):
                    self.copies.append(f"ad{len(self.keys) + self.publishes}")
                    self.publishes += 1
                    self.keys[key] = self.copies[-1]
                return Live(self.keys[key])
            case Operation.WITHDRAW:
                self.copies.clear()
                return Gone()
            case Operation.FIND:
                return Looked(tuple(Found(each) for each in self.copies))
            case Operation.CHECK:
                return Live(self.copies[0]) if self.copies else Gone()
            case _:
                return Live(self.copies[0]) if self.copies else Gone()


def fresh() -> Posting:
    return Posting(1, Wish.LIVE, START, None, "a")


def step(posting: Posting, offer: Offer, board: Board, fate: str, now: datetime) -> Posting:
    """One turn of a worker."""
    match plan(posting, offer, now):
        case Do(operation):
            sent = replace(posting, sent=posting.sent or posting.content) if operation.changes else posting
            return receive(sent, operation, board.do(operation, fate, "ref-1"), now, 0.5).posting
        case Ask(cause, reason):
            return replace(posting, cause=cause, reason=reason)
        case Wait():
            return posting


def wish(posting: Posting, what: str) -> Posting:
    """What a recruiter may do at any time."""
    keep = posting.cause in (Cause.LOOK, Cause.DOUBLE, Cause.BY_HAND)
    cleared = posting if keep else replace(posting, cause=None)
    match what:
        case "close":
            return replace(cleared, wish=Wish.CLOSED)
        case "edit":
            return replace(cleared, content=posting.content + "x") if posting.wish is Wish.LIVE else posting
        case _:
            return posting


turns = st.lists(st.tuples(st.sampled_from(FATES), st.sampled_from(["none", "none", "edit", "close"])), max_size=40)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([KEYED, FINDABLE, BLIND]), turns)
def test_never_twice_and_never_silently_lost(offer: Offer, turns: list[tuple[str, str]]) -> None:
    board = Board(honours=offer is KEYED)
    posting, now = fresh(), START
    for fate, change in turns:
        posting = wish(step(posting, offer, board, fate, now), change)
        now += timedelta(minutes=10)
        assert len(board.copies) <= 1, posting
    for _ in range(60):  # everything answers from now on
        posting = step(posting, offer, board, "answered", now)
        now += timedelta(minutes=10)
        assert len(board.copies) <= 1, posting
    if posting.cause is not None:
        assert posting.reason or posting.cause, posting
        return
    assert isinstance(plan(posting, offer, now), Wait) or posting.presence is Presence.LIVE
    if posting.wish is Wish.CLOSED:
        assert not board.copies
        assert posting.presence in (Presence.ABSENT, Presence.GONE)
    else:
        assert len(board.copies) == 1
        assert posting.presence is Presence.LIVE
        assert posting.shown == posting.content


@settings(max_examples=200, deadline=None)
@given(turns)
def test_a_person_is_never_asked_about_a_board_with_keys_unless_something_was_refused(
    turns: list[tuple[str, str]],
) -> None:
    board, posting, now = Board(honours=True), fresh(), START
    for fate, change in turns:
        if fate in ("refused", "bug"):
            continue
        posting = wish(step(posting, KEYED, board, fate, now), change)
        now += timedelta(minutes=1)
        assert posting.cause in (None, Cause.FAILED, Cause.LOOK, Cause.LOST), posting
        if posting.cause is Cause.LOOK:
            assert posting.attempts >= 14


def test_an_unanswered_publish_is_not_repeated_where_the_board_has_no_keys() -> None:
    posting = receive(fresh(), Operation.PUBLISH, Unconfirmed("cut"), START, 0.0).posting
    assert posting.phase is Phase.UNCONFIRMED
    assert plan(posting, FINDABLE, START) == Do(Operation.FIND)
    assert isinstance(plan(posting, BLIND, START), Ask)
    assert plan(posting, KEYED, START) == Do(Operation.PUBLISH, again=True)
    assert isinstance(plan(posting, KEYED, START + timedelta(days=2)), Ask)


def test_an_edit_made_while_unconfirmed_becomes_an_update_after_settlement() -> None:
    posting = receive(fresh(), Operation.PUBLISH, Unconfirmed("cut"), START, 0.0).posting
    posting = replace(posting, content="b")
    posting = receive(posting, Operation.FIND, Looked((Found("ad1"),)), START, 0.0).posting
    assert (posting.presence, posting.shown) == (Presence.LIVE, "a")
    assert plan(posting, FINDABLE, START) == Do(Operation.UPDATE)


def test_two_copies_leave_one() -> None:
    posting = receive(fresh(), Operation.PUBLISH, Unconfirmed("cut"), START, 0.0).posting
    change = receive(posting, Operation.FIND, Looked((Found("ad1"), Found("ad2"))), START, 0.0)
    assert change.posting.surplus == "ad2"
    assert plan(change.posting, FINDABLE, START) == Do(Operation.WITHDRAW, surplus="ad2")
    assert isinstance(plan(change.posting, Offer(Mode.PUSH, frozenset({Operation.PUBLISH})), START), Ask)


def test_errors_of_a_board_survive_a_process_border() -> None:
    import pickle

    errors: list[BoardError] = [
        Retry("a", 2.0),
        Rejected((Reason("title", "long"),)),
        Unauthorized("b"),
        Unconfirmed("c"),
    ]
    for error in errors:
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.args) == (type(error), error.args)
