"""Ask a standing question: its plan is written down and signed before the first pair is drawn. And end it."""

from __future__ import annotations

import math

from orchestrator.callboard import Callboard
from orchestrator.domain.design import COUNTED, WHAT, Design
from orchestrator.domain.errors import Reason
from orchestrator.queries.design_power import VARIANCE, mean_of_slot, power_of
from orchestrator.signature import PLAN, sign
from orchestrator.statistics.level import ALPHA
from orchestrator.storage import events, questions
from orchestrator.storage.database import clock

from .refused import Refused, refuse

LONGEST = 200
SMALLEST, LARGEST = 1.1, 5.0


def ask_question(
    callboard: Callboard,
    actor: str,
    employer: int,
    *,
    asked: str,
    a_means: str,
    b_means: str,
    design: Design,
    smallest_ratio: float,
    window_days: int,
) -> int:
    """Returns the question's id. `smallest_ratio`: the smallest difference worth knowing. Raises Refused."""
    texts = {"asked": asked.strip(), "a_means": a_means.strip(), "b_means": b_means.strip()}
    wrong = [Reason(name, "say it in a few words") for name, text in texts.items() if not text]
    wrong += [
        Reason(name, f"{len(text)} characters are too many; use at most {LONGEST}")
        for name, text in texts.items()
        if len(text) > LONGEST
    ]
    if not (math.isfinite(smallest_ratio) and SMALLEST <= smallest_ratio <= LARGEST):
        wrong.append(Reason("smallest_ratio", f"choose from {SMALLEST:g} to {LARGEST:g} times"))
    if not 3 <= window_days <= 90:
        wrong.append(Reason("window_days", "choose from 3 to 90 days"))
    if wrong:
        raise Refused(wrong)
    with callboard.database.begin() as connection:
        power = power_of(smallest_ratio, mean_of_slot(connection, employer, window_days))
        now = clock(connection)
        plan = {
            **texts,
            "employer": employer,
            "design": design.value,
            "design_in_words": WHAT[design],
            "metric": COUNTED[design],
            "smallest_ratio": smallest_ratio,
            "window_days": window_days,
            "mean_planned_with": round(power.mean, 2),
            "mean_is_known": power.known,
            "variance_planned_with": VARIANCE,
            "fewest_pairs": power.fewest,
            "pairs_needed": power.pairs,
            "error": ALPHA,
            "rule": "decided when the evidence of completed pairs has been 20 to 1 at any look; no other stopping rule",
            "asked_by": actor,
            "asked_at": now.isoformat(),
        }
        id = questions.add(
            connection,
            {
                **texts,
                "employer_id": employer,
                "design": design,
                "smallest_ratio": smallest_ratio,
                "window_days": window_days,
                "plan": plan,
                "signature": sign(callboard.settings.secret_key, PLAN, plan),
                "asked_by": actor,
                "asked_at": now,
            },
        )
        events.record(connection, actor=actor, kind="question_asked", employer_id=employer, reason=texts["asked"])
    return id


def stop_question(callboard: Callboard, actor: str, id: int, reason: str) -> None:
    """Draw no more pairs. What was drawn runs on and counts. Raises Refused where it had ended."""
    with callboard.database.begin() as connection:
        found = questions.by_id(connection, id)
        if found is None or not questions.stop(connection, id, actor, reason.strip()):
            raise refuse("", "this question is not asked any more")
        events.record(
            connection, actor=actor, kind="question_stopped", employer_id=found.employer_id,
            reason=f"{found.asked}: {reason}",
        )  # fmt: skip
