"""The contract suite finds what it is there to find: adapters with one fault each, and one without."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import orchestrator

ROOT = Path(orchestrator.__file__).parent.parent
FAULTY = """
import json
from datetime import UTC, datetime, timedelta

from orchestrator.boards.contract import Account, Operation
from orchestrator.boards.limits import Limits
from orchestrator.domain.errors import BoardError
from orchestrator.domain.receipt import Gone, Live
from orchestrator.testing.boards import Blind
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import practice


class Case(BoardContract):
    __test__ = False
    adapter = Blind()
    account = Account("practice", secrets={"token": practice.BLIND_TOKEN})
    simulated = "blind"


class TestSound(Case):
    __test__ = True


class Hopeful(Blind):
    def publish(self, posting, variant, account, session):
        answer = session.post("/jobs", data=variant.payload)
        try:
            return Live(answer.json()["id"])
        except (ValueError, KeyError, BoardError):
            return Live("1")


class TestHopeful(Case):
    __test__ = True
    adapter = Hopeful()


class Persistent(Blind):
    def publish(self, posting, variant, account, session):
        try:
            return super().publish(posting, variant, account, session)
        except BoardError:
            return super().publish(posting, variant, account, session)


class TestPersistent(Case):
    __test__ = True
    adapter = Persistent()


class Boastful(Blind):
    repeatable = {Operation.PUBLISH: timedelta(days=1), Operation.REFRESH: timedelta(days=1)}


class TestBoastful(Case):
    __test__ = True
    adapter = Boastful()


class Careless(Blind):
    def payload(self, posting, variant, account):
        return json.dumps({
            "title": variant.slots["title"], "description": variant.slots["body.html"],
            "reference": posting.reference, "apply_url": posting.apply_link, "sent": str(datetime.now(UTC)),
        }).encode()


class TestCareless(Case):
    __test__ = True
    adapter = Careless()


class Lazy(Blind):
    def withdraw(self, posting, variant, account, session):
        return Gone()


class TestLazy(Case):
    __test__ = True
    adapter = Lazy()


class Confused(Blind):
    def update(self, posting, variant, session, account):
        raise NotImplementedError


class TestConfused(Case):
    __test__ = True
    adapter = Confused()
"""


def failures(tmp_path: Path) -> dict[str, set[str]]:
    """The failed cases by class."""
    (tmp_path / "test_faulty.py").write_text(FAULTY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rf", "--tb=no", "-p", "no:cacheprovider", "test_faulty.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    found: dict[str, set[str]] = defaultdict(set)
    for adapter, case in re.findall(r"^FAILED test_faulty.py::Test(\w+)::test_(\w+)", done.stdout, re.MULTILINE):
        found[adapter].add(case)
    # Only a registered class can have the name of an entry point.
    assert all("the_name_is_that_of_the_entry_point" in cases for cases in found.values()), done.stdout[-2_000:]
    return {adapter: cases - {"the_name_is_that_of_the_entry_point"} for adapter, cases in found.items()}


def test_each_fault_is_found(tmp_path: Path) -> None:
    found = failures(tmp_path)
    assert "Sound" not in found
    assert {
        "accepted_without_a_clear_answer_is_unconfirmed",
        "too_many_requests_is_retried_when_the_board_says",
        "a_refusal_says_why",
        "a_bad_login_is_unauthorized",
    } <= found["Hopeful"]
    assert "accepted_without_a_clear_answer_is_unconfirmed" in found["Persistent"]
    assert found["Boastful"] == {
        "what_is_repeatable_has_one_effect",
        "what_it_says_of_operations_is_about_those_it_offers",
    }
    assert {
        "the_same_advert_has_the_same_bytes",
        "nothing_made_when_sending_is_in_the_bytes",
        "every_limit_is_checked_before_sending",
    } <= found["Careless"]
    assert "a_withdrawn_advert_is_gone_and_may_be_withdrawn_again" in found["Lazy"]
    assert "operations_have_the_parameters_of_the_contract" in found["Confused"]
