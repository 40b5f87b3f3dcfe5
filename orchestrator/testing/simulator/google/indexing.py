"""Google's Indexing API: notifications about pages, for whoever signed who they are.

Source: developers.google.com/search/apis/indexing-api/v3/using-api, /identity/protocols/oauth2/service-account.
"""

from __future__ import annotations

import base64
import json
import time
from datetime import UTC, datetime
from typing import Any

from ..route import Call, Route, route
from ..wire import Answer, Json, json_answer

TOKEN = "practice-google-token"  # noqa: S105 - opens nothing but this simulator
KINDS = ("URL_UPDATED", "URL_DELETED")
SCOPE = "https://www.googleapis.com/auth/indexing"


class Indexing:
    """Takes any service account whose claim is well made: whose key it is only Google could tell."""

    def __init__(self) -> None:
        self.notified: list[dict[str, Json]] = []
        self.routes: tuple[Route, ...] = (
            route("POST", "/token", "login", self._token),
            route("POST", "/v3/urlNotifications:publish", "notify", self._publish),
        )

    def _token(self, call: Call) -> Answer:
        try:
            form = call.request.form()
            header, claims = (_decoded(part) for part in form["assertion"].split(".")[:2])
        except (KeyError, ValueError):
            return _login_error("invalid_request", "the assertion is missing or no JWT")
        now = time.time()
        good = (
            form.get("grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer"
            and header.get("alg") == "RS256"
            and claims.get("aud") == "https://oauth2.googleapis.com/token"
            and SCOPE in str(claims.get("scope", "")).split()
            and "@" in str(claims.get("iss", ""))
            and isinstance(claims.get("exp"), int)
            and now < claims["exp"] <= now + 3_605
        )
        if not good:
            return _login_error("invalid_grant", "Invalid JWT")
        return json_answer(200, {"access_token": TOKEN, "expires_in": 3_599, "token_type": "Bearer"})

    def _publish(self, call: Call) -> Answer:
        if call.request.headers.get("authorization") != f"Bearer {TOKEN}":
            return _error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        if not call.request.headers.get("content-type", "").startswith("application/json"):
            return _error(400, "INVALID_ARGUMENT", "Content-Type must be application/json")
        try:
            given = json.loads(call.request.body)
            url, kind = given["url"], given["type"]
        except (ValueError, KeyError, TypeError):
            return _error(400, "INVALID_ARGUMENT", "url and type are required")
        if kind not in KINDS or not str(url).startswith(("http://", "https://")):
            return _error(400, "INVALID_ARGUMENT", "Invalid value at 'url' or 'type'")
        self.notified.append({"url": url, "type": kind})
        latest = {"url": url, "type": kind, "notifyTime": datetime.now(UTC).isoformat()}
        name = "latestUpdate" if kind == "URL_UPDATED" else "latestRemove"
        return json_answer(200, {"urlNotificationMetadata": {"url": url, name: latest}})


def _decoded(part: str) -> dict[str, Any]:
    found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one kind of error for all that is no claim
    return found


def _error(code: int, status: str, message: str) -> Answer:
    return json_answer(code, {"error": {"code": code, "message": message, "status": status}})


def _login_error(error: str, message: str) -> Answer:
    return json_answer(400, {"error": error, "error_description": message})
