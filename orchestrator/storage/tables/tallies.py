"""Facts added up by month, so that a page of a report reads hundreds of rows where there are millions of facts.

A row stands for what lies within `month` to `until`, both first days of months and both included: `until` is later
where a fact is not split at the end of a month. `known` is such that its sum over all rows within a period is the
number of postings that have a fact in it: one for each fact, less one for each two that follow each other.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, text

from .base import employer, instant, metadata, words

posting_month = Table(
    "posting_month",
    metadata,
    Column("posting_id", BigInteger, primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("ours", Boolean, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("until", Date, primary_key=True),
    employer(),
    Column("value", BigInteger, nullable=False),
    Column("known", Integer, nullable=False),
    Column("robots", BigInteger, nullable=False),
    instant("as_of", required=True),
    Column("last", Boolean, nullable=False),
    instant("stale_at"),
    Column("stale", Boolean, nullable=False),
    Column("open", Boolean, nullable=False),
    Index("ix_posting_month_employer_id_until", "employer_id", "until"),
    Index("ix_posting_month_stale_at", "stale_at", postgresql_where=text("stale_at is not null and not stale")),
    Index("ix_posting_month_open", "posting_id", postgresql_where=text("open")),
    comment="bounded: postings x metrics x months live. `last`: nothing is known after it; from `stale_at` on that is"
    " late. `open`: the last, and its posting has not ended",
)

day_tally = Table(
    "day_tally",
    metadata,
    Column("employer_id", BigInteger, ForeignKey("employer.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("until", Date, primary_key=True),
    Column("value", BigInteger, nullable=False),
    Index("ix_day_tally_day", "day"),
    comment="reported applications of all postings of an employer; bounded: employers x days",
)

history = Table(
    "history",
    metadata,
    Column("board", Text, primary_key=True),
    words("runs", default=None),
    comment="the newest completed postings of a board and what came to them by day, as JSON (`storage.histories`), so"
    " that a page reads ten rows where it would read a thousand; bounded: boards",
)

tally = Table(
    "tally",
    metadata,
    Column("cut", Text, primary_key=True),
    Column("employer_id", BigInteger, ForeignKey("employer.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("until", Date, primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("ours", Boolean, primary_key=True),
    Column("value", BigInteger, nullable=False),
    Column("known", BigInteger, nullable=False),
    Column("robots", BigInteger, nullable=False),
    instant("as_of"),
    instant("newest"),
    Column("stale", BigInteger, nullable=False),
    # A month of all employers lies together, and is read without a look at the table.
    Index(
        "ix_tally_cut_month",
        "cut",
        "month",
        postgresql_include=[
            *("until", "employer_id", "key", "metric", "ours"),
            *("value", "known", "robots", "as_of", "newest", "stale"),
        ],
    ),
    Index("ix_tally_cut_until", "cut", "until", postgresql_where=text("until > month")),
    comment="bounded: employers x (boards + adverts) x metrics x months. The metric `posting` counts those"
    " that were to be seen. `as_of`: the oldest report of those that may still report; `newest`: the newest of all",
)
