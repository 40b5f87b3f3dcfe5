"""When something must next be done for each posting and who has it in hand: apart from the posting, because it changes
at every step.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, SmallInteger, Table, text

from .base import instant, metadata

due = Table(
    "due",
    metadata,
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), primary_key=True),
    # The posting's own, which never change: so that a queue is one range of one index.
    Column("account_id", BigInteger, nullable=False),
    Column("employer_id", BigInteger, nullable=False),
    # `act_at`: when delivery must look at it; null is never. `lane`: in which queue it waits for that.
    instant("act_at"),
    Column("lane", SmallInteger, nullable=False, server_default="1"),
    # `claimed`: somebody has it in hand, until `act_at`. `fence` rises with each claim: only its newest owner writes.
    Column("claimed", Boolean, nullable=False, server_default=text("false")),
    Column("fence", BigInteger, nullable=False, server_default="0"),
    # `counts_at`: when its board is asked for counts; null is never.
    instant("counts_at"),
    Index(
        "ix_due_account_id_employer_id_lane_act_at",
        "account_id",
        "employer_id",
        "lane",
        "act_at",
        "posting_id",
        postgresql_where=text("act_at is not null"),
    ),
    Index("ix_due_counts_at", "counts_at", postgresql_where=text("counts_at is not null")),
    # Rows change several times each: a vacuum that comes by rows, not by share.
    postgresql_with={
        "fillfactor": 80,
        "autovacuum_vacuum_scale_factor": 0,
        "autovacuum_vacuum_threshold": 10000,
        "autovacuum_analyze_scale_factor": 0,
        "autovacuum_analyze_threshold": 20000,
    },
)
