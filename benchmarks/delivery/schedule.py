"""Scheduling postings of prepared variants, beside the plain batched inserts of the same rows."""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import replace
from itertools import count

from orchestrator.services import orders
from orchestrator.services.publish import new_posting
from orchestrator.storage import new_postings
from orchestrator.storage.new_postings import NewPosting
from orchestrator.storage.raw import connect

from .world import World

ROUNDS = 3
OWN_IDS = 10**12
"""Ids of the plain rows, out of the way of those the database gives."""
_numbers = count(1)

_POSTING = (
    "insert into posting (id, employer_id, vacancy_id, wording_id, account_id, board, place, generation, reference, "
    "board_reference, starts_at, starts_local, zone, content) overriding system value "
    "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_DUE = "insert into due (posting_id, account_id, employer_id, act_at) values (%s, %s, %s, %s)"
_VARIANT = (
    "insert into variant (employer_id, wording_id, vacancy_id, board, content, slots, fields, facts) "
    "values (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_LINK = "insert into apply_link (token, employer_id, posting_id) values (%s, %s, %s)"
_PAYLOAD = "insert into payload (posting_id, content, body) values (%s, %s, %s)"
_EVENT = (
    "insert into event (employer_id, posting_id, vacancy_id, account_id, actor, kind, reason) "
    "values (%s, %s, %s, %s, 'benchmark', 'scheduled', %s)"
)


def ratio(world: World, account: int, postings: int) -> float:
    """Postings a second through the product's statement, by those of batched inserts; median of three rounds."""
    return statistics.median(
        _placed(world, _rows(world, account, postings)) / _inserted(world, _rows(world, account, postings))
        for _ in range(ROUNDS)
    )


def _rows(world: World, account: int, postings: int) -> list[NewPosting]:
    order, span = world.order(account)
    rendered = orders.render(world.callboard, order, span, 1, 1, "https://careers.example/a/x")
    pattern = new_posting(rendered, "", None)
    run = next(_numbers)
    return [
        replace(pattern, place=f"Town {run}-{number}", reference=f"S{run}.{number}",
                board_reference=f"S{run}.{number}-1", token=f"s{run}-{number}", content=f"{run}-{number}")
        for number in range(postings)
    ]  # fmt: skip


def _placed(world: World, rows: list[NewPosting]) -> float:
    began = time.perf_counter()
    for start in range(0, len(rows), new_postings.TOGETHER):
        with world.callboard.database.begin() as connection:
            new_postings.add(connection, "benchmark", rows[start : start + new_postings.TOGETHER])
    return len(rows) / (time.perf_counter() - began)


def _inserted(world: World, rows: list[NewPosting]) -> float:
    first = OWN_IDS + next(_numbers) * 10**7
    began = time.perf_counter()
    with connect(world.callboard.database.url) as connection:
        for start in range(0, len(rows), new_postings.TOGETHER):
            some = [
                (first + start + index, row) for index, row in enumerate(rows[start : start + new_postings.TOGETHER])
            ]
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany(_VARIANT, [
                    (r.employer_id, r.wording_id, r.vacancy_id, r.board, r.content, json.dumps(r.slots),
                     json.dumps(r.fields), json.dumps(r.facts)) for _, r in some
                ])  # fmt: skip
                cursor.executemany(_POSTING, [
                    (id, r.employer_id, r.vacancy_id, r.wording_id, r.account_id, r.board, r.place, r.generation,
                     r.reference, r.board_reference, r.starts_at, r.starts_local, r.zone, r.content)
                    for id, r in some
                ])  # fmt: skip
                cursor.executemany(_DUE, [(id, r.account_id, r.employer_id, r.starts_at) for id, r in some])
                cursor.executemany(_LINK, [(r.token, r.employer_id, id) for id, r in some])
                cursor.executemany(_PAYLOAD, [(id, r.content, r.body) for id, r in some])
                cursor.executemany(
                    _EVENT, [(r.employer_id, id, r.vacancy_id, r.account_id, r.reason) for id, r in some]
                )
    return len(rows) / (time.perf_counter() - began)
