"""Which advert worked: the wordings of a period against what is usual, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.count_range import count_range
from orchestrator.domain.permission import Action
from orchestrator.queries.advert_data import advert_data
from orchestrator.queries.worked import AllWorked, Worked, worked
from orchestrator.reporting.edition import freeze
from orchestrator.reporting.tables import table

from .access import authorised, callboard
from .asked import asked_days, channels, chosen_employer, whose
from .attachment import FORMS, Sheet, attachment
from .chart import PAPER, Chart, Interval, intervals, ratio_scale
from .numbers import plural
from .report_page import period_words

blueprint = Blueprint("worked", __name__, url_prefix="/reports/adverts")

WINDOW = timedelta(days=89)
"""Without an asked period, postings live in the last 90 days."""


@dataclass(frozen=True, slots=True)
class WorkedRow:
    """One wording. `factor`: times what is usual (low, best, high), None where nothing is usual yet.

    `compare`: the address of its comparison with the advert's other wording, empty where there is none.
    """

    advert_id: int
    name: str
    postings: int
    live: int
    known: int
    applications: int | None
    range: tuple[int, int] | None
    usual: int | None
    factor: tuple[float, float, float] | None
    compare: str
    counts: str


@dataclass(frozen=True, slots=True)
class WorkedPage:
    """What `report_adverts.html` shows."""

    lede: str
    period: dict[str, str]
    verdict: str
    text: str
    chart: Chart | None
    rows: tuple[WorkedRow, ...]
    method: tuple[str, ...]


@blueprint.get("")
@authorised(Action.REPORT)
def adverts() -> str | Response:
    """The wordings of postings live in the last 90 days, or on the days `from` to `to`; `format` gives a file."""
    employer = chosen_employer()
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        start, end = asked_days(who.today) if "from" in request.args else (who.today - WINDOW, who.today)
        found = worked(connection, start, end, employer, who.zone, channels())
    form = request.args.get("format", "")
    if form:
        if (write := FORMS.get(form)) is None:
            abort(400)
        made = freeze("adverts", advert_data(found, start, end))
        return attachment(write, Sheet(f"adverts-{start}-to-{end}", table(made), made))
    period = {"from": start.isoformat(), "to": end.isoformat()}
    rows = _rows(found, period)
    page = WorkedPage(
        lede=f"{who.name}, postings live {period_words(start, end)}",
        period=period,
        verdict=_verdict(found),
        text=_text(found),
        chart=_chart(rows),
        rows=rows,
        method=_method(found),
    )
    return render_template("report_adverts.html", page=page)


def _rows(found: AllWorked, period: dict[str, str]) -> tuple[WorkedRow, ...]:
    """Each beside the wording of the same advert that has most postings in the period."""
    by_advert: dict[int, list[Worked]] = {}
    for each in sorted(found.wordings, key=lambda each: -each.postings):
        by_advert.setdefault(each.advert_id, []).append(each)
    partners = {
        each.wording_id: next((other.wording_id for other in group if other is not each), None)
        for group in by_advert.values()
        for each in group
    }
    return tuple(_row(each, partners[each.wording_id], period) for each in found.wordings)


def _row(each: Worked, partner: int | None, period: dict[str, str]) -> WorkedRow:
    name = f"{each.advert}, wording {each.label}" if partner is not None else each.advert
    ends = None if each.applications is None else tuple(round(end) for end in count_range(each.applications))
    own = each.ranked.posterior if each.ranked else None
    a, b = sorted((each.wording_id, partner)) if partner is not None else (0, 0)
    return WorkedRow(
        each.advert_id,
        name,
        each.postings,
        each.live,
        each.known,
        each.applications,
        None if ends is None else (ends[0], ends[1]),
        round(each.expected) if each.expected else None,
        None if own is None else (own.low, own.mean, own.high),
        url_for("compare.choose", a=a, b=b) if a else "",
        url_for("evidence_of_counts.postings", wording=each.wording_id, **period),  # type: ignore[arg-type]
    )


def _verdict(found: AllWorked) -> str:
    if not found.wordings:
        return "Nothing was live in this period."
    ranked = [each for each in found.wordings if each.ranked is not None]
    if not ranked:
        return "It cannot be said yet which advert worked: too few postings have finished."
    above = [each for each in ranked if each.ranked is not None and each.ranked.posterior.low > 1]
    below = [each for each in ranked if each.ranked is not None and each.ranked.posterior.high < 1]
    if not above and not below:
        return "No advert stands out: all fit what is usual for their boards and ages."
    parts = [f"{_name(above[0])} brought more than usual"] if above else []
    parts += [f"{_name(below[-1])} brought less"] if below else []
    return f"{' and '.join(parts)}."


def _name(each: Worked) -> str:
    return f"{each.advert} ({each.label})"


def _text(found: AllWorked) -> str:
    postings, known = (sum(getattr(each, name) for each in found.wordings) for name in ("postings", "known"))
    said = f"Applications are known for {known:,} of {plural(postings, 'posting')}. " if postings else ""
    said += "Applications are counted, not people. Adverts differ by place, pay and season too: this is no experiment."
    if found.cut:
        said += " Only the newest 2,000 postings of the period were looked at."
    return said


def _chart(rows: Sequence[WorkedRow]) -> Chart | None:
    known = [row for row in rows if row.factor is not None][:12]
    if len(known) < 2:
        return None
    drawn = [
        Interval(row.name, best, low, high, f"{low:.1f} to {high:.1f} times")
        for row in known
        if row.factor is not None
        for low, best, high in (row.factor,)
    ]
    reading = "Line: likely range. Small counts are drawn towards the others, so that luck is not ranked."
    scale = ratio_scale([end for row in drawn for end in (row.low, row.high)])
    return intervals("Applications, times what is usual", reading, drawn, scale, PAPER)


def _method(found: AllWorked) -> tuple[str, ...]:
    said = [
        (
            "What is usual is learnt from the newest completed postings of each board: their mean by day of age. "
            "Boards with fewer than ten are left out of the range."
        ),
        (
            "Applications of a wording are set against the sum of what is usual for its postings, and drawn towards "
            "all wordings of this page (gamma and Poisson). The order is that of the expected "
            "rank, never of the raw rate."
        ),
    ]
    if found.ranking is not None:
        prior = found.ranking.prior
        learnt = "learnt from these" if prior.learnt else "assumed, because there are fewer than eight"
        said.append(f"Spread between wordings: shape {prior.shape:.2g}, {learnt}. 95 % ranges hold in 93 to 95 %.")
    return tuple(said)
