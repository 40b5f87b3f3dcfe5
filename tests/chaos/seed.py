"""Thousands of postings by SQL, with the exact bytes of two texts each, scheduled for a day far off."""

from __future__ import annotations

from sqlalchemy import text

from orchestrator.callboard import Callboard
from orchestrator.services.save_account import add_account
from orchestrator.storage.account_queue import wake
from orchestrator.testing.simulator import practice

BOARDS = ("keyed", "findable", "blind")
ACCOUNTS = 3
"""Accounts at each board: nine queues, a third of the postings at each board."""
EMPLOYERS = 4
FIRST, SECOND = "one", "two"
"""The contents of a posting: what it is scheduled with, and what an edit makes of it."""

_VACANCIES = """
insert into vacancy (employer_id, reference, title, town, apply_url)
select e.id, 'C-' || n, 'Care Coordinator', 'Torquay', 'https://fairhaven.example/apply'
from generate_series(1, :vacancies) n
join (select id, row_number() over (order by id) - 1 as place from employer) e on e.place = n % :employers
"""

_POSTINGS = """
insert into posting (employer_id, vacancy_id, wording_id, account_id, board, place, reference, board_reference,
  starts_at, starts_local, zone, content)
select v.employer_id, v.id, w.id, a.id, a.board, 'Torquay', v.reference || '.' || a.id,
  v.reference || '.' || a.id || '-1', now() + interval '1 year', now() + interval '1 year', 'Europe/London', :first
from vacancy v join wording w on w.employer_id = v.employer_id cross join board_account a
order by md5(:seed || ':' || v.id || ':' || a.id) limit :postings
"""

_DUE = """
insert into due (posting_id, account_id, employer_id, act_at)
select id, account_id, employer_id, starts_at from posting
"""

_BODIES = """
insert into payload (posting_id, content, body)
select p.id, c.content, convert_to(jsonb_build_object(
  'title', 'Care Coordinator ' || c.content, 'description', repeat('<p>Plan visits and rotas.</p>', 40),
  'reference', p.board_reference, 'apply_url', 'https://fairhaven.example/apply/' || p.id)::text, 'UTF8')
from posting p cross join unnest(array[:first, :second]) c(content)
"""


def seed(callboard: Callboard, postings: int, number: int) -> None:
    """`postings` of them, in an order and mixture that `number` decides."""
    with callboard.database.begin() as connection:
        for each in range(EMPLOYERS):
            values = {"slug": f"employer-{each}", "name": f"Employer {each}", "prefix": f"E{each}X"}
            connection.execute(text("insert into employer (slug, name, prefix) values (:slug, :name, :prefix)"), values)
        connection.execute(text("insert into advert (employer_id, name) select id, 'Care Coordinator' from employer"))
        connection.execute(
            text(
                "insert into wording (employer_id, advert_id, title, body) "
                "select employer_id, id, 'Care Coordinator', 'Plan visits and rotas.' from advert"
            )
        )
    for board in BOARDS:
        for each in range(ACCOUNTS):
            values = {"token": practice.TOKENS[board]}
            add_account(callboard, "chaos", board=board, label=f"{board} {each}", values=values, employer=None)
    vacancies = -(-postings // (ACCOUNTS * len(BOARDS)))
    given = {"vacancies": vacancies, "employers": EMPLOYERS, "seed": number, "postings": postings}
    with callboard.database.begin() as connection:
        connection.execute(text(_VACANCIES), given)
        connection.execute(text(_POSTINGS), given | {"first": FIRST})
        connection.execute(text(_DUE))
        connection.execute(text(_BODIES), {"first": FIRST, "second": SECOND})
        queues = connection.execute(text("select distinct account_id, employer_id from posting order by 1, 2"))
        wake(connection.exec_driver_sql, [(*each, None) for each in queues])
    with callboard.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze"))
