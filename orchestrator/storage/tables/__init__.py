"""All tables, by noun. `metadata` is the whole schema; the migrations must agree with it."""

from __future__ import annotations

from .accounts import account_queue, board_account, feed, feed_entry, feed_segment, visit
from .adverts import advert, advert_vacancy, vacancy, wording
from .base import metadata
from .checks import dismissal, pay_reference, waiver
from .counts import apply_link, fact, hit, hit_writer, reading, recount, salt
from .people import answered_form, employer, person, sign_in_link
from .postings import delivery, difference, event, payload, posting, proof, surplus, variant, worker
from .tallies import posting_month, tally

PARTITIONED = (delivery, event, reading, hit)

__all__ = [
    "PARTITIONED",
    "account_queue",
    "advert",
    "advert_vacancy",
    "answered_form",
    "apply_link",
    "board_account",
    "delivery",
    "difference",
    "dismissal",
    "employer",
    "event",
    "fact",
    "feed",
    "feed_entry",
    "feed_segment",
    "hit",
    "hit_writer",
    "metadata",
    "pay_reference",
    "payload",
    "person",
    "posting",
    "posting_month",
    "proof",
    "reading",
    "recount",
    "salt",
    "sign_in_link",
    "surplus",
    "tally",
    "vacancy",
    "variant",
    "visit",
    "waiver",
    "wording",
    "worker",
]
