"""All tables, by noun. `metadata` is the whole schema; the migrations must agree with it."""

from __future__ import annotations

from .accounts import account_queue, board_account, feed, feed_entry, feed_segment, mapping, visit
from .adverts import advert, advert_vacancy, vacancy, wording
from .base import metadata
from .checks import dismissal, pay_reference, waiver
from .counts import apply_link, fact, heard, hit, hit_writer, reading, salt
from .people import answered_form, employer, other_route, person, sign_in_link
from .postings import announced, delivery, difference, event, payload, posting, proof, surplus, variant, worker

PARTITIONED = (delivery, event, reading, hit)

__all__ = [
    "PARTITIONED",
    "account_queue",
    "advert",
    "advert_vacancy",
    "announced",
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
    "heard",
    "hit",
    "hit_writer",
    "mapping",
    "metadata",
    "other_route",
    "pay_reference",
    "payload",
    "person",
    "posting",
    "proof",
    "reading",
    "salt",
    "sign_in_link",
    "surplus",
    "vacancy",
    "variant",
    "visit",
    "waiver",
    "wording",
    "worker",
]
