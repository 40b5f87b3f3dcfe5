"""How the tests talk to the boards: signed requests to Reed, JSON to the plain boards, all over real HTTP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import requests

from orchestrator.testing.simulator import practice

AGENT = "practice-client/1.0"
DESCRIPTION = "<p>You will plan rotas for a team of forty home care workers in Leeds.</p>" * 3
SESSION = requests.Session()
SESSION.trust_env = False


def form(**changes: str | None) -> dict[str, str]:
    """A complete create form; a change to None leaves the field out."""
    complete: dict[str, str | None] = {
        "username": practice.REED_USERNAME,
        "postingKey": practice.REED_POSTING_KEY,
        "title": "Care Coordinator",
        "description": DESCRIPTION,
        "jobType": "1",
        "workingHours": "1",
        "townName": "LS1 4AP",
        "ownerRef": "CC-1-1",
        "externalUrl": "http://127.0.0.1:9/a/CC-1-1",
    }
    return {name: value for name, value in {**complete, **changes}.items() if value is not None}


def signed(
    method: str,
    url: str,
    fields: dict[str, str],
    *,
    key: str = practice.REED_API_KEY,
    dotnet: bool = False,
    late: float = 0.0,
    headers: dict[str, str | None] | None = None,
) -> requests.Response:
    """A recruiter request as Reed documents it. `late` shifts the timestamp; `headers` replace or (None) remove."""
    stamp = (datetime.now(UTC) - timedelta(seconds=late)).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    text = method + AGENT + url + "www.reed.co.uk" + stamp
    secret = uuid.UUID(key).bytes_le if dotnet else key.encode()
    signature = base64.b64encode(hmac.new(secret, text.encode(), hashlib.sha1).digest()).decode()
    given: dict[str, str | None] = {
        "User-Agent": AGENT,
        "X-ApiClientId": str(practice.REED_CLIENT_ID),
        "X-TimeStamp": stamp,
        "X-ApiSignature": signature,
        "ContentType": "application/x-www-form-urlencoded",
        "Content-Type": "application/x-www-form-urlencoded",
        "Method": method,
        **(headers or {}),
    }
    return SESSION.request(method, url, data=urlencode(fields).encode(), headers=given, timeout=10)


def create(url: str, **changes: str | None) -> requests.Response:
    return signed("POST", url + "/reed/recruiter/api/1.0/jobs", form(**changes))


def act(url: str, action: str, job_id: int, **changes: str | None) -> requests.Response:
    account: dict[str, str | None] = {"username": practice.REED_USERNAME, "postingKey": practice.REED_POSTING_KEY}
    fields = {name: value for name, value in {**account, **changes}.items() if value is not None}
    return signed("PUT", f"{url}/reed/recruiter/api/1.0/jobs/{action}/{job_id}", fields)


def seek(url: str, path: str, key: str = practice.REED_JOBSEEKER_KEY) -> requests.Response:
    return SESSION.get(f"{url}/reed/api/1.0/{path}", auth=(key, ""), timeout=10)


def plain_advert(**changes: object) -> dict[str, object]:
    complete = {
        "title": "Care Coordinator",
        "description": "You will plan rotas for a team of forty home care workers.",
        "reference": "CC-1-1",
        "apply_url": "http://127.0.0.1:9/a/CC-1-1",
    }
    return {name: value for name, value in {**complete, **changes}.items() if value is not None}


def plain(
    method: str, url: str, body: object = None, *, key: str | None = None, token: str | None = None, timeout: float = 10
) -> requests.Response:
    """A call to a plain board with its token, which the path's first part tells."""
    board = url.split("/")[3]
    headers = {"Authorization": f"Bearer {token or practice.TOKENS[board]}"}
    if key:
        headers["Idempotency-Key"] = key
    return SESSION.request(method, url, json=body, headers=headers, timeout=timeout, allow_redirects=False)
