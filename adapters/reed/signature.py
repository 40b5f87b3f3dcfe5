"""Reed's two logins: the recruiter API signs each request, the Jobseeker API takes its key as a user name."""

from __future__ import annotations

import base64
import hmac
from datetime import UTC, datetime

import requests
import requests.auth

from orchestrator.boards.contract import Account

SIGNED_HOST = "www.reed.co.uk"


class Signature(requests.auth.AuthBase):
    """Computed when a request is sent: Base64(HMAC-SHA1(key, METHOD + User-Agent + URL + host + timestamp)).

    The key is the GUID's text. `ContentType` and `Method` are headers that Reed asks for under these names.
    Source: reed.co.uk/developers/Recruiter.
    """

    def __init__(self, account: Account) -> None:
        self._account = account

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if "/recruiter/" not in (request.url or ""):
            login = base64.b64encode(f"{self._account.secrets.get('jobseeker_key', '')}:".encode()).decode()
            request.headers["Authorization"] = f"Basic {login}"
            return request
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        method, url = request.method or "", request.url or ""
        signed = method + str(request.headers["User-Agent"]) + url + SIGNED_HOST + moment
        digest = hmac.digest(self._account.secrets.get("api_key", "").encode(), signed.encode(), "sha1")
        request.headers.update(
            {
                "X-ApiClientId": self._account.settings.get("client_id", ""),
                "X-TimeStamp": moment,
                "X-ApiSignature": base64.b64encode(digest).decode(),
                "ContentType": "application/x-www-form-urlencoded",
                "Method": method,
            }
        )
        return request
