"""NHS Jobs keeps the contract, and what a person posted there is seen."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import requests

from adapters.nhs_jobs import NhsJobs
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Retry
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Evidence, Gone, Live
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .refusals import refused, vacancy


class TestNhsJobs(BoardContract):
    adapter = NhsJobs()
    account = Account("practice", settings={"employer": "120"})

    def test_golden(self, bench: Bench) -> None:
        same("nhs_jobs.json", bench.prepared(sample.posting()).payload)

    def test_what_a_person_posted_is_seen_until_it_is_closed(self, bench: Bench, simulator: Operator) -> None:
        posting = sample.posting()
        assert isinstance(bench.check(posting), Gone)
        items = {each["label"]: each["value"] for each in json.loads(bench.prepared(posting).payload)}
        form = {"title": items["Job title"], "reference": items["Reference (needed to find it again)"]}
        requests.post(f"{simulator.url}/nhs_jobs/employer/adverts", data=form, timeout=5).raise_for_status()
        seen = bench.check(posting)
        assert isinstance(seen, Live)
        assert seen.evidence is Evidence.SEEN
        close = f"{simulator.url}/nhs_jobs/employer/adverts/{seen.external_id}/close"
        requests.post(close, timeout=5).raise_for_status()
        assert isinstance(bench.check(posting), Gone)

    def test_a_reference_that_only_begins_alike_is_another(self, bench: Bench, simulator: Operator) -> None:
        form = {"title": "Another", "reference": "CC-1042-10"}
        requests.post(f"{simulator.url}/nhs_jobs/employer/adverts", data=form, timeout=5).raise_for_status()
        assert isinstance(bench.check(sample.posting()), Gone)

    @pytest.mark.parametrize("kind", ["error_after", "html", "empty", "cut_body", "throttle"])
    def test_a_look_that_fails_is_retried(self, bench: Bench, simulator: Operator, kind: str) -> None:
        simulator.fault("nhs_jobs", kind, next=1)
        with pytest.raises(Retry):
            bench.check(sample.posting())

    def test_what_nhs_jobs_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.txt": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=vacancy(place=Place("Dublin", country="IE")))
