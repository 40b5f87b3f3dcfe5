"""The names adapter authors build on. Taking one away, or changing what it is, breaks their packages."""

from __future__ import annotations

import subprocess
import sys

import orchestrator.boards
import orchestrator.testing

KIT = """\
NATURAL Account Adapter Answer Apply Batches Blocked BoardError BoardSession Certified Checks ClientCredentials Contract
Count CountsMany CountsOne Evidence Feeds Fetched Field Finds Found Gone Hours Item Kind Length Limits Live Metric Mode
Need Operation Pay PayPeriod Pending PersonFinishes Place Polls Posting Prepared Publishes Reason Receipt Refreshes
Rejected Retry Signs Submitted Tests TokenCache Tokens Unauthorized Unconfirmed Updates Vacancy Variant Withdraws cdata
characters cut decimal document element entry external_id find_contacts fragment given_by graphemes limit_tags marked
minor missing plain refuse short spoken strip_contacts unfit unhurried utf8_bytes whole with_query words xml_safe"""
SUITE = "Bench BoardContract Operator hostile practice running sample"


def test_the_names_of_the_kit() -> None:
    assert orchestrator.boards.__all__ == KIT.split()
    assert [name for name in KIT.split() if not hasattr(orchestrator.boards, name)] == []


def test_the_names_for_tests_of_adapters() -> None:
    assert orchestrator.testing.__all__ == SUITE.split()
    assert [name for name in SUITE.split() if not hasattr(orchestrator.testing, name)] == []
    assert orchestrator.testing.BoardContract.__module__ == "orchestrator.testing.contract"


def test_an_installation_needs_no_pytest() -> None:
    code = "import sys; sys.modules['pytest'] = None; from orchestrator.boards import registry; registry.load()"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_neither_depends_on_what_an_adapter_must_not_know() -> None:
    code = "import orchestrator.boards, sys; print([m for m in ('flask', 'celery', 'sqlalchemy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, timeout=60, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
