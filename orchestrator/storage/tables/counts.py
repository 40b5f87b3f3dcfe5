"""Counts as they were reported, our own apply link, and the facts made of both. Nothing about a candidate."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    text,
)

from orchestrator.domain.hit import Kind
from orchestrator.domain.reading import Mark, Metric, Origin

from .base import employer, instant, metadata, one_of, words

reading = Table(
    "reading",
    metadata,
    employer(),
    Column("posting_id", BigInteger, nullable=False),
    words("metric", default=None),
    Column("value", BigInteger, nullable=False),
    words("origin", default=None),
    instant("taken_at", required=True),
    instant("span_from"),
    instant("span_to"),
    words("actor"),
    words("note"),
    Column("mark", Text),
    one_of("metric", Metric),
    one_of("origin", Origin),
    one_of("mark", Mark),
    CheckConstraint("value >= 0", name="value"),
    CheckConstraint("(span_from is null) = (span_to is null) and span_from < span_to", name="span"),
    Index("ix_reading_posting_id_taken_at", "posting_id", "taken_at"),
    Index("ix_reading_posting_id_span", "posting_id", postgresql_where=text("span_from is not null")),
    postgresql_partition_by="RANGE (taken_at)",
)

heard = Table(
    "heard",
    metadata,
    Column("account_id", BigInteger, ForeignKey("board_account.id"), primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("posting_id", BigInteger, nullable=False),
    words("metric", default=None),
    instant("at", required=True),
    one_of("metric", Metric),
    Index("ix_heard_posting_id_metric_at", "posting_id", "metric", "at"),
    comment="what boards told us of, by a hash of their id for it; bounded: deleted nightly after 180 days",
)

recount = Table(
    "recount",
    metadata,
    Column("posting_id", BigInteger, primary_key=True),
    employer(),
    instant("since", required=True),
    Index("ix_recount_employer_id", "employer_id"),
    comment="postings with readings that no fact is made of yet, and the oldest of these; bounded: emptied every run",
)

apply_link = Table(
    "apply_link",
    metadata,
    Column("token", Text, primary_key=True),
    employer(),
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), nullable=False, unique=True),
)

hit = Table(
    "hit",
    metadata,
    instant("at", required=True),
    Column("posting_id", BigInteger, nullable=False),
    words("metric", default=None),
    words("kind", default="person"),
    Column("first", Boolean, nullable=False, server_default=text("true")),
    one_of("metric", Metric),
    one_of("kind", Kind),
    Index("ix_hit_posting_id_at", "posting_id", "at"),
    # Appended nearly in order of time: the last days are found by block ranges, which cost next to nothing to keep.
    Index("ix_hit_at", "at", postgresql_using="brin"),
    postgresql_partition_by="RANGE (at)",
)

hit_writer = Table(
    "hit_writer",
    metadata,
    Column("name", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),
    instant("at", now=True),
    comment="the last batch each process has written; bounded: rows that stood still for 90 days are deleted nightly",
)

salt = Table(
    "salt",
    metadata,
    Column("day", Date, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    comment="bounded: only today's and yesterday's are kept",
)

fact = Table(
    "fact",
    metadata,
    employer(),
    Column("posting_id", BigInteger, primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("origin", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("until", Date, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("robots", BigInteger, nullable=False, server_default="0"),
    Column("preferred", Boolean, nullable=False, server_default=text("true")),
    instant("as_of", required=True),
    one_of("metric", Metric),
    one_of("origin", Origin),
    CheckConstraint("value >= 0 and until >= day", name="value"),
    Index("ix_fact_employer_id_day", "employer_id", "day"),
    comment="bounded: postings x metrics x origins x days live; `until` > `day` means: not split by day."
    " `preferred`: of several origins the one that reports go by",
)

course = Table(
    "course",
    metadata,
    Column("posting_id", BigInteger, primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("origin", Text, primary_key=True),
    employer(),
    Column("days", ARRAY(Date), nullable=False),
    Column("untils", ARRAY(Date), nullable=False),
    Column("counts", ARRAY(BigInteger), nullable=False),
    Column("total", BigInteger, nullable=False),
    instant("as_of", required=True),
    # Totals of thousands of postings are read without a look at their days.
    Index(
        "ix_course_posting_id_application",
        "posting_id",
        postgresql_include=["origin", "total", "as_of"],
        postgresql_where=text("metric = 'application'"),
    ),
    comment="the facts of a series in one row, of the metrics that comparisons are made of, so that a page reads a"
    " thousand postings where it would read their days; bounded: postings x 3 metrics x origins",
)
