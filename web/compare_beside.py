"""What stands beside a comparison: applications for each click, and the boards' shares of each wording."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orchestrator.domain.reading import Metric
from orchestrator.queries.applied_per import PerStep
from orchestrator.reporting.shares import UNATTRIBUTED
from orchestrator.statistics.applied_per import AppliedPer
from orchestrator.statistics.rate import Rate

from .numbers import ratio_range
from .ratio_words import fits_words

_PER = {Metric.CLICK: "click on our links", Metric.APPLY_START: "apply start on our pages"}


@dataclass(frozen=True, slots=True)
class RateRow:
    """`a` and `b`: what is divided, then the rate with its range, which holds at every look.

    `fits`: the ratio A to B, or why there is none.
    """

    name: str
    a: tuple[str, str]
    b: tuple[str, str]
    fits: str


@dataclass(frozen=True, slots=True)
class ShareCell:
    """`count` None: unknown. `share` is empty where there is nothing to share; `bounds` where all are attributed."""

    count: int | None
    covers: str
    share: str
    bounds: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A board, or what no board can be given. Of the latter both wordings have the same, in `a`."""

    name: str
    a: ShareCell
    b: ShareCell
    board: bool


@dataclass(frozen=True, slots=True)
class BesidePage:
    """`shares` ends with what is unattributed."""

    rates: tuple[RateRow, ...]
    shares: tuple[ShareRow, ...]


def beside_page(
    converted: Sequence[PerStep], shares: Mapping[str, Sequence[Mapping[str, Any]]], label: Callable[[str], str]
) -> BesidePage:
    """`shares` as `reporting.share_figures` made them for "a" and "b", of the same boards in the same order."""
    lines = zip(shares["a"], shares["b"], strict=True)
    return BesidePage(
        tuple(_rate(each) for each in converted),
        tuple(
            ShareRow(
                "Unattributed" if a["board"] == UNATTRIBUTED else label(a["board"]),
                _cell(a),
                _cell(b),
                a["board"] != UNATTRIBUTED,
            )
            for a, b in lines
        ),
    )


def _rate(each: PerStep) -> RateRow:
    name = f"Applications per {_PER[each.per]}"
    if not isinstance(each.found, AppliedPer):
        return RateRow(name, ("", ""), ("", ""), f"{str(each.found)[0].upper()}{str(each.found)[1:]}.")
    ratio = each.found.looks[-1].ratio
    fits = fits_words(ratio.low, ratio.high)
    if ratio.contradicted:
        fits = "no one ratio fits all days"
    elif ratio.decided:
        fits = f"decided for these postings: A to B is {ratio_range(ratio.low, ratio.high)}"
    return RateRow(name, _of(each.found.a), _of(each.found.b), f"{fits[0].upper()}{fits[1:]}.")


def _of(rate: Rate) -> tuple[str, str]:
    return f"{rate.count:,} of {rate.of:,}", f"{rate.rate or 0:.2f} ({rate.ever_low:.2f} to {rate.ever_high:.2f})"


def _cell(line: Mapping[str, Any]) -> ShareCell:
    covers = ""
    if line["postings"] and line["known"] < line["postings"]:
        covers = f"known for {line['known']:,} of {line['postings']:,} postings"
    return ShareCell(
        line["applications"],
        covers if line["postings"] != 0 else "not posted there",
        _share(line["share"], line["ever_low"], line["ever_high"]),
        "" if line["least"] is None else f"bounds {line['least']:.2f} to {line['most']:.2f}",
    )


def _share(share: float | None, low: float | None, high: float | None) -> str:
    return "" if share is None else f"{share:.2f} ({low:.2f} to {high:.2f})"
