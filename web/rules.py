"""The advert rules against one's own results."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Action
from orchestrator.queries.rule_results import RuleResult, rule_results
from orchestrator.queries.rule_sheet import rule_table, rule_values

from .access import authorised, callboard
from .asked import chosen_employer, whose
from .attachment import Sheet, chosen_attachment
from .numbers import plural

blueprint = Blueprint("rules", __name__, url_prefix="/reports/rules")


@dataclass(frozen=True, slots=True)
class RulesPage:
    """What `rule_results.html` shows."""

    lede: str
    verdict: str
    text: str
    rows: tuple[RuleResult, ...]


@blueprint.get("")
@authorised(Action.REPORT)
def index() -> str | Response:
    """The rules; `format` csv, xlsx or json gives a file."""
    employer = chosen_employer()
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        rows = rule_results(connection, callboard().registry, employer, who.zone, who.today)
    form = request.args.get("format", "")
    if form:
        return chosen_attachment(form, Sheet(f"rules-to-{who.today}", rule_table(rows), rule_values(rows, who.today)))
    known = [row for row in rows if row.found is not None]
    apart = [row for row in known if row.found is not None and (row.found.low > 1 or row.found.high < 1)]
    if not known:
        verdict = "Your own results cannot say anything about the rules yet."
    elif not apart:
        verdict = "No rule stands out in your own results."
    else:
        verdict = f"{plural(len(apart), 'rule goes', 'rules go')} with more or fewer applications here."
    text = "An observed difference, not an experiment: texts that break a rule may differ in place, pay and season too."
    if known:
        chance = max(1, round(0.05 * len(known)))
        text += f" Of {plural(len(known), 'rule')} looked at, about {chance} would stand out by chance alone."
    return render_template("rule_results.html", page=RulesPage(who.name, verdict, text, rows))
