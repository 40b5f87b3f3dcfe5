"""Our careers page as extruct reads it, the library that many crawlers use, and schema.org's JobPosting in it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import requests
from sqlalchemy import update

from orchestrator.delivery.work import page
from orchestrator.services.refused import Refused
from orchestrator.storage import tables as t
from orchestrator.testing import hostile
from tests.installation import Installation
from tests.web.public.conftest import site  # noqa: F401 - a fixture

from .conftest import alone, peer

HOW = "pip install --target $CALLBOARD_PEERS/py aiosmtpd extruct"
READ = "import extruct, json, sys; print(json.dumps(extruct.extract(sys.stdin.read(), base_url=sys.argv[1])))"
REQUIRED = {"title", "description", "datePosted", "hiringOrganization", "jobLocation"}


@pytest.mark.parametrize("kind", ["plain", *hostile.TEXTS])
def test_a_careers_page_has_one_posting_and_nothing_else(site: Installation, kind: str) -> None:  # noqa: F811
    packages = peer("py/extruct", HOW).parent
    title = "Care Coordinator" if kind == "plain" else _stored(hostile.TEXTS[kind])
    with site.callboard.database.begin() as connection:
        connection.execute(update(t.wording).values(title=title or "x"))
    try:
        [published] = site.publish("careers")
    except Refused:
        return  # said before anything is shown
    site.pump(1.0)
    url = page(site.callboard.settings.public_url, published.reference)
    shown = requests.get(url, timeout=10)
    assert shown.status_code == 200
    done = subprocess.run(
        [sys.executable, "-c", READ, url], input=shown.text, capture_output=True, text=True, check=True,
        env={**alone(), "PYTHONPATH": str(packages)},
    )  # fmt: skip
    found = json.loads(done.stdout)
    [posting] = found["json-ld"]
    assert posting["@type"] == "JobPosting"
    assert set(posting) >= REQUIRED
    assert posting["jobLocation"]["address"]["addressCountry"] == "GB"
    assert found["microdata"] == []


def _stored(text: str) -> str:
    """As the database can hold it."""
    return " ".join(text.encode("utf-8", "ignore").decode().replace("\0", "").split())[:80]
