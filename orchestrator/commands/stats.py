"""`callboard stats`: the statistics by hand, as a calculator; needs no installation."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from ..intake.count_table import Cells, day_as_written, numbered, read
from ..statistics import words
from ..statistics.bernoulli import BernoulliLikelihood
from ..statistics.cell import Cell
from ..statistics.cost import cost_per_application
from ..statistics.dispersion import dispersion
from ..statistics.not_comparable import NotComparable
from ..statistics.pairs import Pair, replicated
from ..statistics.plain import plain_cost, plain_look, plain_pairs, plain_ranking, plain_ratio
from ..statistics.planning import applications_always_valid, applications_needed
from ..statistics.poisson import PoissonLikelihood
from ..statistics.prior import Counted
from ..statistics.ranking import rank as ranking_of
from ..statistics.ratio import looks

Value = TypeVar("Value")
FOR_PROGRAMS = click.option("--json", "as_json", is_flag=True, help="For programs: one object.")
MOST_PAIRS = 2_000
COUNT = click.IntRange(min=0, max=10**9)


@click.group(name="stats")
def command() -> None:
    """Calculate by hand what the reports calculate: ratios, pairs, ranks, costs, plans."""


@command.command(name="ratio")
@click.option("--a", type=COUNT, help="Applications of posting A.")
@click.option("--b", type=COUNT, help="Applications of posting B.")
@click.option("--exposure-a", type=float, help="What A was exposed to: days, clicks, money. Without it, 1.")
@click.option("--exposure-b", type=float, help="The same for B.")
@click.option(
    "--cells", metavar="FILE", help="CSV of board,day,a,b,exposure_a,exposure_b instead; - is standard input."
)
@click.option("--clicks", is_flag=True, help="Exposures are clicks, over a tenth of which brought one: compare odds.")
@FOR_PROGRAMS
def ratio(
    a: int | None,
    b: int | None,
    exposure_a: float | None,
    exposure_b: float | None,
    cells: str | None,
    clicks: bool,
    as_json: bool,
) -> None:
    """Level 1: how many times as many applications A brought as B. It may be looked at any day.

    Of a file, each day is a look: intervals only shrink, the p-value only falls.
    """
    notes: list[str] = []
    if cells is not None:
        if any(each is not None for each in (a, b, exposure_a, exposure_b)):
            raise click.UsageError("--cells brings its own counts and exposures; leave out --a, --b and --exposure-…")
        table, notes = _cells(cells, clicks)
    elif a is None or b is None:
        raise click.UsageError("name both counts, --a and --b, or a file with --cells")
    else:
        one, other = (1.0 if each is None else each for each in (exposure_a, exposure_b))
        # A single look: its day does not matter.
        table = [_refusing(lambda: _checked(Cell("", date.min, a, b, one, other), clicks))]
    steps = looks(table, BernoulliLikelihood if clicks else PoissonLikelihood)
    assert not isinstance(steps, NotComparable)
    found, gauge = steps[-1].ratio, None if clicks else dispersion(table)
    if not as_json:
        _say([*notes, *words.ratio_words(found, gauge, odds=clicks)])
        return
    result = plain_ratio(found, odds=clicks) | {"dispersion": gauge and gauge.phi}
    if cells is not None:
        result |= {
            "looks": [plain_look(step, odds=clicks) | {"day": day_as_written(step.day)} for step in steps],
            "notes": notes,
        }
    _print(result)


@command.command(name="pairs")
@FOR_PROGRAMS
def pairs(as_json: bool) -> None:
    """Level 2: whether wording A is better, from pairs of slots given out by a recorded coin.

    Standard input: a line a,b for each complete pair, in the order of completion; exposure_a,exposure_b may follow.
    """

    def pair(cells: Cells) -> Pair:
        exposures = cells.number("exposure_a", 1.0), cells.number("exposure_b", 1.0)
        return Pair(cells.whole("a"), cells.whole("b"), *exposures)

    rows = _read(sys.stdin.buffer.read(), ("a", "b"), ("exposure_a", "exposure_b"), pair)
    if len(rows) > MOST_PAIRS:
        raise click.ClickException(f"{len(rows):,} pairs; at most {MOST_PAIRS:,} are calculated")
    found = replicated(each for _, each in rows)
    assert not isinstance(found, NotComparable)
    if as_json:
        _print(plain_pairs(found))
    else:
        _say(words.pairs_words(found))


@command.command(name="rank")
@FOR_PROGRAMS
def rank(as_json: bool) -> None:
    """Rank postings, small numbers drawn towards all others.

    Standard input: a line count,exposure for each; exposure is what a usual posting would have brought.
    """
    rows = _read(
        sys.stdin.buffer.read(),
        ("count", "exposure"),
        (),
        lambda cells: Counted(cells.whole("count"), cells.number("exposure", 1.0)),
    )
    found = ranking_of(counted for _, counted in rows)
    if as_json:
        _print(plain_ranking(found))
    else:
        _say(words.ranking_words(found, [f"line {line}" for line, _ in rows]))


@command.command(name="cost")
@click.option("--spend", type=float, required=True, help="Money spent.")
@click.option("--applications", type=COUNT, required=True, help="What came for it.")
@FOR_PROGRAMS
def cost(spend: float, applications: int, as_json: bool) -> None:
    """Cost of an application, with its exact 95 % interval."""
    found = _refusing(lambda: cost_per_application(spend, applications))
    if as_json:
        _print(plain_cost(found))
    else:
        _say(words.cost_words(found))


@command.command(name="plan")
@click.option("--ratio", "wanted", type=float, required=True, help="The smallest ratio worth finding, such as 1.5.")
@FOR_PROGRAMS
def plan(wanted: float, as_json: bool) -> None:
    """How many applications, of both postings together, find a ratio in four of five cases."""
    once = _refusing(lambda: applications_needed(wanted))
    always = applications_always_valid(wanted)
    if as_json:
        _print({"applications": once, "applications_always_valid": always})
    else:
        _say([f"{once:,} applications for one look on a day fixed beforehand, about {always:,} for a look every day."])


def _cells(name: str, clicks: bool) -> tuple[list[Cell], list[str]]:
    """The cells of a file, and what is to be said about them."""

    def cell(cells: Cells) -> Cell:
        exposures = cells.number("exposure_a", 1.0), cells.number("exposure_b", 1.0)
        made = Cell(cells.text("board"), cells.day("day"), cells.whole("a"), cells.whole("b"), *exposures)
        return _checked(made, clicks)

    try:
        source = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise click.ClickException(f"{name}: {error.strerror}") from error
    rows = _read(source, ("board", "day", "a", "b"), ("exposure_a", "exposure_b"), cell)
    if len({numbered(each.day) for _, each in rows}) > 1:
        raise click.ClickException("day: some lines have dates and others numbers; use one of them")
    seen: set[tuple[str, date]] = set()
    notes = []
    for line, each in rows:
        if (each.board, each.day) in seen:
            where = f"{each.board} on day {day_as_written(each.day)}"
            notes.append(f"line {line}: {where} stands there more than once; counted together")
        seen.add((each.board, each.day))
    return [each for _, each in rows], notes


def _checked(cell: Cell, clicks: bool) -> Cell:
    if clicks:
        BernoulliLikelihood([cell])
    return cell


def _read(
    source: bytes, needed: Sequence[str], optional: Sequence[str], make: Callable[[Cells], Value]
) -> list[tuple[int, Value]]:
    return _refusing(lambda: read(source, needed, optional, make))


def _refusing(work: Callable[[], Value]) -> Value:
    try:
        return work()
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _print(result: Mapping[str, object]) -> None:
    click.echo(json.dumps(result, allow_nan=False))


def _say(lines: Sequence[str]) -> None:
    click.echo("\n".join(lines))
