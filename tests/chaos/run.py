"""The course of a run: start everything, let postings flow, break things one after another, wait, judge."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import text

from orchestrator import process
from orchestrator.storage import account_queue

from . import strike
from .fault import Fault, Kind
from .recruiter import Recruiter
from .report import Report, report
from .seed import seed
from .site import Site, site
from .verdict import Verdict, garbled, judge, refused
from .watch import Recovery, Watch

UNWRITTEN_MS = 250
"""Answers younger than this may not be recorded yet."""

LOOK = 12.0
"""Seconds from the end of a lease until the look-up, which trails behind, has been believed and acted on."""

_DELIVERIES = """
select to_char(started_at, 'HH24:MI:SS.US'), to_char(ended_at, 'HH24:MI:SS.US'), operation, outcome, 'fence', fence,
  case when stale then 'stale' else '' end, coalesce(content, ''), detail
from delivery where posting_id = :id order by started_at
"""

_EVENTS = "select to_char(at, 'HH24:MI:SS.US'), 'event', kind, reason from event where posting_id = :id order by at"

_A_DAY_PASSES = """
with u as (
  update posting set checked_at = checked_at - interval '1 day', published_at = published_at - interval '1 day'
  from due where posting_id = id and not claimed
    and board_reference = any(:lost) and presence = 'live' and phase = 'waiting' and cause is null and wish = 'live'
  returning id)
update due set act_at = clock_timestamp() from u where posting_id = u.id
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does. Times are in seconds. `limit`: of recovery, None where faults follow too closely to tell.

    Before each fault half of its share of the postings is brought forward at once, the rest by `rate` a second.
    `between`: how long to wait for recovery before the next fault. `module`: the workers' entry point.
    """

    postings: int
    seed: int
    faults: Sequence[Fault]
    deadline: float
    lease: float
    lag: float
    rate: float
    between: float
    patience: float
    limit: float | None = None
    module: str = "worker.app"

    @property
    def burst(self) -> int:
        return self.postings // (2 * len(self.faults))

    def lasts(self, fault: Fault) -> float:
        """Seconds. A hesitation lasts until another worker has looked for the advert and sent it again."""
        if fault.kind is Kind.HESITATE:
            return self.lease + self.deadline + LOOK
        return self.lease + 2.0 if fault.seconds is None else fault.seconds

    def has(self, kind: Kind) -> bool:
        return any(fault.kind is kind for fault in self.faults)


@dataclass(slots=True)
class _Course:
    """What a run has gathered so far."""

    site: Site
    plan: Plan
    watch: Watch
    recruiter: Recruiter
    bound: int = 0
    suspended: set[int] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)


def run(plan: Plan) -> Report:
    """Returns when every posting has come to rest, or patience is over."""
    began = time.monotonic()
    disk, apart = plan.has(Kind.FULL_DISK), plan.has(Kind.UNPLUG)
    with site(deadline=plan.deadline, lease=plan.lease, module=plan.module, disk=disk, apart=apart) as found:
        seed(found.callboard, plan.postings, plan.seed)
        strike.settle_boards(found, lag=plan.lag)
        _say(began, f"{plan.postings} postings seeded in {found.folder}")
        course = _Course(found, plan, Watch(found.callboard.database.url), Recruiter(found, plan.seed, plan.rate))
        course.watch.start()
        course.recruiter.start()
        try:
            for fault in plan.faults:
                _one(course, fault, began)
            _finish(course, began)
        finally:
            course.recruiter.stop()
            course.watch.stop()
        verdict = judge(found, course.recruiter.wishes, course.suspended)
        made = report(
            verdict,
            course.watch.recoveries,
            bound=course.bound + garbled(found),
            refused=refused(found),
            left_out=course.left_out,
            surprises=[each for program in found.programs.values() for each in program.surprises],
            seconds=time.monotonic() - began,
            limit=plan.limit,
        )
        for complaint in verdict.complaints:
            _say(began, complaint)
        if made.broken:
            _tell_lives(found, verdict, began)
    return made


def _tell_lives(found: Site, verdict: Verdict, began: float) -> None:
    """What happened to the first postings that are complained of, by the database and by the board."""
    for id in verdict.worst[:4]:
        with found.callboard.database.read() as connection:
            reference = connection.execute(text("select board_reference from posting where id = :id"), {"id": id})
            history = found.boards.history(None, reference.scalar_one())
            deliveries = connection.execute(text(_DELIVERIES), {"id": id}).all()
            events = connection.execute(text(_EVENTS), {"id": id}).all()
        for each in [*deliveries, *events]:
            _say(began, f"  {id}: " + " ".join(str(part) for part in each))
        for change in history:
            at = datetime.fromtimestamp(change["at"], UTC)
            _say(began, f"  {id}: {at:%H:%M:%S.%f} board {change['operation']} {change['external_id']}")


def _one(course: _Course, fault: Fault, began: float) -> None:
    plan, found = course.plan, course.site
    if fault.kind is Kind.UNPLUG and found.host is None:
        course.left_out.append(f"{fault.name}: no network of its own could be made for a worker")
        return
    if fault.kind is Kind.FULL_DISK and found.disk is None:
        course.left_out.append(f"{fault.name}: no disk of a limited size could be mounted")
        return
    strike.prepare(found, fault)
    course.recruiter.burst(plan.burst, plan.burst)
    # Strike when the boards have their hands full.
    process.wait_until(lambda: len(found.boards.in_flight()) >= min(30, plan.burst // 3), 1.5, 0.01)
    course.bound += _in_doubt(found) + fault.in_doubt
    recovery = course.watch.began(fault.name)
    strike.begin(found, fault)
    if fault.kind in (Kind.SUSPEND, Kind.HESITATE):
        course.suspended |= course.watch.in_hand()
    strike.keep_up(found, fault, plan.lasts(fault))
    strike.end(found, fault)
    recovery.ended = time.monotonic()
    if fault.kind is Kind.STALL:
        course.bound += sum(piece.startswith(b"POST /blind/jobs") for piece in found.links["boards"].held)
        found.links["boards"].held.clear()
    _await_recovery(course, recovery)
    after = "not yet" if recovery.seconds is None else f"{recovery.seconds:g} s"
    _say(
        began, f"{fault.name}: {len(recovery.affected)} affected, recovered after {after}, {course.recruiter.left} left"
    )


def _await_recovery(course: _Course, recovery: Recovery) -> None:
    until = time.monotonic() + course.plan.between
    while time.monotonic() < until and recovery.seconds is None:
        course.site.tend()
        time.sleep(0.1)


def _in_doubt(found: Site) -> int:
    """Creates the blind board has received and not answered, or answered so lately that nobody may know."""
    creates = [*found.boards.in_flight("blind"), *found.boards.answered(UNWRITTEN_MS, "blind")]
    return sum(each["operation"] == "create" for each in creates)


def _finish(course: _Course, began: float) -> None:
    """Bring forward what is left, let it come to rest, and let a day pass for what a board has lost."""
    course.recruiter.burst(course.recruiter.left)
    _rest(course, began)
    lost = [
        each["reference"]
        for board in ("keyed", "findable")
        for each in course.site.boards.history(board, limit=10**9)
        if each["operation"] == "lose"
    ]
    if lost:
        with course.site.callboard.database.begin() as connection:
            connection.execute(text(_A_DAY_PASSES), {"lost": lost})
            for account in connection.execute(text("select id from board_account order by id")).scalars():
                account_queue.reopen(connection, account)
        _rest(course, began)


def _rest(course: _Course, began: float) -> None:
    called = time.monotonic()

    def at_rest() -> bool:
        course.site.tend()
        return not course.recruiter.left and course.watch.quiet_since(max(course.recruiter.last_at, called))

    if not process.wait_until(at_rest, course.plan.patience, 0.1):
        _say(began, f"not at rest: {course.recruiter.left} left, {len(course.watch.troubled)} under way")


def _say(began: float, words: str) -> None:
    sys.stderr.write(f"{time.monotonic() - began:7.1f} s  {words}\n")
    sys.stderr.flush()
