"""All tables, by noun. `metadata` is the whole schema; the migrations must agree with it."""

from __future__ import annotations

from .accounts import account_queue, board_account, feed, feed_entry, visit
from .adverts import advert, advert_vacancy, vacancy, wording
from .base import metadata
from .charges import charge
from .checks import dismissal, pay_reference, waiver
from .counts import apply_link, fact, hit, hit_writer, reading, salt
from .people import answered_form, employer, person, sign_in_link
from .postings import delivery, difference, event, payload, posting, proof, surplus, variant, worker
from .questions import pair, question, slot, slot_posting
from .reports import edition, report_comment, saved_report

PARTITIONED = (delivery, event, reading, hit)

__all__ = [
    "PARTITIONED",
    "account_queue",
    "advert",
    "advert_vacancy",
    "answered_form",
    "apply_link",
    "board_account",
    "charge",
    "delivery",
    "difference",
    "dismissal",
    "edition",
    "employer",
    "event",
    "fact",
    "feed",
    "feed_entry",
    "hit",
    "hit_writer",
    "metadata",
    "pair",
    "pay_reference",
    "payload",
    "person",
    "posting",
    "proof",
    "question",
    "reading",
    "report_comment",
    "salt",
    "saved_report",
    "sign_in_link",
    "slot",
    "slot_posting",
    "surplus",
    "vacancy",
    "variant",
    "visit",
    "waiver",
    "wording",
    "worker",
]
