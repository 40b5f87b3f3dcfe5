"""The adverts of the feed: an entry of Indeed's feed as its adapter makes it, with texts of their own."""

from __future__ import annotations

import random
from collections.abc import Sequence

import lxml.etree

from adapters.indeed_feed import IndeedFeed
from orchestrator.boards.contract import Account
from orchestrator.outbound.transport import Transport
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench

ACCOUNT = Account(
    "Benchmark",
    {
        "publisher": "Callboard",
        "publisher_url": "https://jobs.example",
        "source_name": "Benchmark Care",
        "email": "hiring@jobs.example",
    },
)
DIFFERENT = 1_000
WORDS = 300


def entries() -> Sequence[bytes]:
    """A thousand entries; @@@ stands where the reference of an advert belongs."""
    chance = random.Random(7)
    letters = "aeiounrstlhdcmpgbw"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(4_000)]
    weights = [1 / (number + 2) for number in range(len(words))]
    posting = sample.posting()
    made = Bench(IndeedFeed(), ACCOUNT, "http://127.0.0.1", Transport()).prepared(posting).payload
    head, _, tail = made.replace(posting.reference.encode(), b"@@@").partition(b"<description><![CDATA[")
    _, end, tail = tail.partition(b"]]></description>")
    found = []
    for _ in range(DIFFERENT):
        paragraphs = (" ".join(chance.choices(words, weights, k=WORDS // 6)) for _ in range(6))
        body = "".join(f"<p>{each}.</p>" for each in paragraphs).encode()
        found.append(b"".join((head, b"<description><![CDATA[", body, end, tail)))
    return found


def facts(made: Sequence[bytes]) -> list[list[tuple[str, str]]]:
    """What the entries say, for another writer: names and texts of their elements."""
    return [[(str(child.tag), child.text or "") for child in lxml.etree.fromstring(each)] for each in made]
