"""How right the rules are on labelled cases, how often each fires on real adverts, and what they cost.

One line of JSON. Real adverts of unknown licence are no part of the repository: they are looked for in
$CALLBOARD_SHARED or in `shared` beside the checkout (data/test), and the rates are null where they are not.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import resources
from itertools import chain
from pathlib import Path

from orchestrator.checks import Advert, check
from orchestrator.intake.advert_file import load
from orchestrator.intake.draft import Item
from orchestrator.intake.read import read
from tests.checks.cases import Case, cases
from tests.checks.cases import families as names
from tests.checks.tally import tally
from tests.pay.labelled import labelled as pay_texts
from tests.pay.labelled import same

ROOT = Path(__file__).parents[1]
SAMPLES = {"nhs_2020": ("nhs_jobs_sample/adverts.jsonl", date(2020, 11, 1)),
           "linkedin_2024": ("linkedin_2024_sample500/postings_sample.csv", date(2024, 5, 1))}  # fmt: skip
"""Each with the day it is looked at: rules that begin later say nothing of it."""
MANY = 10_000
CHARACTERS = 3_000
TODAY = date(2026, 11, 24)


def sample(path: str) -> Path | None:
    named = os.environ.get("CALLBOARD_SHARED")
    folders = [Path(named)] if named else [ROOT.parent / "shared", ROOT.parent.parent / "shared"]
    return next((found for folder in folders if (found := folder / "data" / "test" / path).is_file()), None)


def adverts(path: Path) -> list[Advert]:
    drafts = [item.draft for item in read(path) if isinstance(item, Item)]
    return [Advert(draft.wording, draft.vacancy) for draft in drafts if draft.wording]


def rates(path: Path, today: date) -> dict[str, object]:
    """By rule and severity, the share of adverts it says something of, in per cent."""
    looked_at = adverts(path)
    hits: Counter[str] = Counter()
    for advert in looked_at:
        hits.update({f"{found.rule} {found.severity.value}" for found in check(advert, today)})
    shares = {rule: round(100 * count / len(looked_at), 1) for rule, count in sorted(hits.items())}
    return {"n": len(looked_at), "per_cent": shares}


def example() -> Advert:
    """The example's advert, its text grown to CHARACTERS."""
    read_ = load((resources.files("orchestrator.demonstration") / "care_coordinator.md").read_bytes())
    wording = read_.draft.wording
    assert wording is not None
    body = wording.body + "\n\n" + wording.body
    return Advert(replace(wording, body=body[:CHARACTERS]), read_.draft.vacancy)


def cost(advert: Advert, rounds: int = 200) -> dict[str, float]:
    """Milliseconds for all rules, by the wall and by the processor (which a busy machine does not lengthen), beside the
    raw limit taken in turn with it: parting the same text into words once, in small letters. Medians.
    """
    words = re.compile(r"\w+")
    text = f"{advert.wording.title}\n{advert.wording.body}"
    check(advert, TODAY)
    wall, worked, raw = [], [], []
    for _ in range(rounds):
        began, at = time.perf_counter(), time.process_time()
        check(advert, TODAY)
        wall.append(time.perf_counter() - began)
        worked.append(time.process_time() - at)
        at = time.process_time()
        words.findall(text.lower())
        raw.append(time.process_time() - at)
    check_, pass_ = statistics.median(worked), statistics.median(raw)
    return {
        "median_ms_3_kb": round(statistics.median(wall) * 1_000, 2),
        "median_cpu_ms_3_kb": round(check_ * 1_000, 2),
        "one_pass_ms": round(pass_ * 1_000, 3),
        "ratio_to_one_pass": round(check_ / pass_, 1),
    }


def different(advert: Advert) -> Iterator[Advert]:
    """Adverts that share no cache: another number in each text and title."""
    for number in range(MANY):
        body = advert.wording.body.replace("forty", f"{number}", 1)
        yield replace(advert, wording=replace(advert.wording, body=body, title=f"Care Coordinator {number}"))


def many(advert: Advert) -> dict[str, float]:
    """Seconds (on a busy machine those of the processor tell more), and memory: MB resident at most, and what of it
    came after the first tenth of MANY adverts.
    """
    began, worked = time.perf_counter(), time.process_time()
    early = 0.0
    for number, each in enumerate(different(advert)):
        check(each, TODAY)
        if number == MANY // 10:
            early = memory_mb()
    return {"seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(time.process_time() - worked, 1), "memory_mb": round(memory_mb(), 1),
            "grown_mb": round(memory_mb() - early, 1)}  # fmt: skip


def memory_mb() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform != "darwin" else most / 1024**2


def labelled() -> dict[str, object]:
    """Of the labelled cases precision and recall, by family and of all; of the pay texts how many are read right.

    The cases are written for this project; how they came to be is said beside them.
    """
    families: defaultdict[str, list[Case]] = defaultdict(list)
    for name in names():
        for case in cases(name):
            families[case.family].append(case)
    told = {name: tally(some) for name, some in {**families, "all": [*chain(*families.values())]}.items()}
    texts = pay_texts()
    return {
        "labelled": {
            name: {
                "precision": round(each.precision, 3),
                "recall": round(each.recall, 3),
                "right": each.right,
                "wrong": len(each.wrong),
                "missed": len(each.missed),
            }
            for name, each in told.items()
        },
        "pay": {"n": len(texts), "right": round(sum(same(*each) for each in texts) / len(texts), 3)},
    }


def measure() -> dict[str, object]:
    advert = example()
    told: dict[str, object] = {**labelled(), **cost(advert), "many": {"n": MANY, **many(advert)}}
    found = {name: (sample(path), today) for name, (path, today) in SAMPLES.items()}
    return told | {"rates": {name: rates(path, today) if path else None for name, (path, today) in found.items()}}


if __name__ == "__main__":
    print(json.dumps(measure()))
