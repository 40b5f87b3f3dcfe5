"""All tables, by noun. `metadata` is the whole schema; the migrations must agree with it."""

from __future__ import annotations

from .accounts import account_queue, board_account, feed, feed_entry, feed_segment, mapping, visit
from .adverts import advert, advert_vacancy, vacancy, wording
from .base import metadata
from .charges import charge
from .checks import dismissal, pay_reference, waiver
from .counts import apply_link, course, fact, heard, hit, hit_writer, reading, recount, salt
from .credits import credit, price
from .differences import difference, surplus
from .due import due
from .lookahead import lookahead
from .messages import told
from .people import answered_form, api_token, employer, other_route, person, sign_in_link
from .postings import announced, delivery, event, payload, posting, proof, variant, worker
from .questions import pair, question, slot, slot_posting
from .reports import edition, report_comment, saved_report
from .tallies import day_tally, history, posting_month, tally
from .texts import advert_version, approval, block, draft, override
from .unattributed import unattributed

PARTITIONED = (delivery, event, reading, hit)

__all__ = [
    "PARTITIONED",
    "account_queue",
    "advert",
    "advert_vacancy",
    "advert_version",
    "announced",
    "answered_form",
    "api_token",
    "apply_link",
    "approval",
    "block",
    "board_account",
    "charge",
    "course",
    "credit",
    "day_tally",
    "delivery",
    "difference",
    "dismissal",
    "draft",
    "due",
    "edition",
    "employer",
    "event",
    "fact",
    "feed",
    "feed_entry",
    "feed_segment",
    "heard",
    "history",
    "hit",
    "hit_writer",
    "lookahead",
    "mapping",
    "metadata",
    "other_route",
    "override",
    "pair",
    "pay_reference",
    "payload",
    "person",
    "posting",
    "posting_month",
    "price",
    "proof",
    "question",
    "reading",
    "recount",
    "report_comment",
    "salt",
    "saved_report",
    "sign_in_link",
    "slot",
    "slot_posting",
    "surplus",
    "tally",
    "told",
    "unattributed",
    "vacancy",
    "variant",
    "visit",
    "waiver",
    "wording",
    "worker",
]
