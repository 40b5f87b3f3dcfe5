"""The proof of a run."""

from __future__ import annotations

from web.evidence import EvidencePage as Evidence
from web.evidence import Row
from web.paging import Pager

from .common import at
from .posting import POSTING

SENT = "POST https://www.reed.example/recruiter\nAuthorization: (redacted)\n(3,214 bytes, SHA-256 a1f4)"
EVIDENCE = Evidence(
    1,
    "Care Coordinator, Torquay",
    "Reed, main account",
    "FH-2108.1-1",
    "Was live from 3 to 17 May.",
    POSTING.proof,
    POSTING.proof_note,
    (
        Row(at(3), "Sent", "No clear answer", "the connection ended", 8.0, "a1f4", "FH-2108.1-1", stale=True,
            exchanges=((SENT, "no whole answer"), (SENT, "201\nContent-Type: application/json\n\n{}"))),
        Row(at(4), "Looked at", "The board says that it is there", "", 0.2, "", "", stale=False, exchanges=()),
    ),
    POSTING.proofs,
    400,
    Pager(1, 1, 2, 2),
)  # fmt: skip
