"""All tables, by noun. `metadata` is the whole schema; the migrations must agree with it."""

from __future__ import annotations

from .accounts import account_queue, board_account, feed, feed_entry, visit
from .adverts import advert, advert_vacancy, vacancy, wording
from .base import metadata
from .checks import dismissal, pay_reference, waiver
from .counts import apply_link, fact, hit, hit_writer, reading, salt
from .people import answered_form, employer, person, sign_in_link
from .postings import delivery, difference, event, payload, posting, proof, surplus, variant, worker
from .texts import advert_version, approval, block, draft, override

PARTITIONED = (delivery, event, reading, hit)

__all__ = [
    "PARTITIONED",
    "account_queue",
    "advert",
    "advert_vacancy",
    "advert_version",
    "answered_form",
    "apply_link",
    "approval",
    "block",
    "board_account",
    "delivery",
    "difference",
    "dismissal",
    "draft",
    "employer",
    "event",
    "fact",
    "feed",
    "feed_entry",
    "hit",
    "hit_writer",
    "metadata",
    "override",
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
