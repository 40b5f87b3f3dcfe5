"""Reading Indeed's GraphQL answers, which are 200 even when they refuse.

Source: docs-plus.indeed.com/job-sync-api/troubleshoot-errors.
"""

from __future__ import annotations

from typing import Any

from orchestrator.boards.answer import Answer
from orchestrator.boards.oauth import ClientCredentials
from orchestrator.domain.errors import Reason, Rejected, Unauthorized

OURS = {
    "title": "title",
    "description": "text",
    "location": "place",
    "country": "place",
    "cityRegionPostal": "place",
    "salary": "pay",
    "minimumMinor": "pay",
    "maximumMinor": "pay",
    "currency": "pay",
    "url": "page",
    "contacts": "contact_email",
    "sourceName": "source_name",
    "datePublished": "start",
    "jobPostingId": "reference",
}


def sourced(answer: Answer, login: ClientCredentials) -> str:
    """Indeed's id of the advert that was sent. Raises what the errors mean."""
    found = answer.object()
    results = _field(found, "createSourcedJobPostings", "results")
    posting = results[0].get("jobPosting") if results and isinstance(results[0], dict) else None
    if isinstance(posting, dict) and posting.get("sourcedPostingId"):
        return str(posting["sourcedPostingId"])
    _raise(answer, found, login)
    raise answer.unclear("the answer has no sourcedPostingId")


def expired(answer: Answer, login: ClientCredentials) -> None:
    """Nothing when the advert is gone, whoever took it down; else raises."""
    found = answer.object()
    codes = {_code(each) for each in _errors(found)}
    if codes == {"NOT_FOUND"}:
        return
    _raise(answer, found, login)
    if not _field(found, "expireSourcedJobsBySourcedPostingId", "results"):
        raise answer.unclear("the answer has no results")


def _raise(answer: Answer, found: dict[str, Any], login: ClientCredentials) -> None:
    errors = _errors(found)
    codes = {_code(each) for each in errors}
    if not errors:
        return
    said = "; ".join(str(each.get("message", "")) for each in errors)
    if "UNAUTHENTICATED" in codes:
        login.refused()
    if codes <= {"UNAUTHENTICATED", "FORBIDDEN"}:
        raise Unauthorized(f"Indeed says: {said}")
    if codes <= {"BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "NOT_FOUND"}:
        raise Rejected(tuple(Reason(_named(each), f"Indeed says: {each.get('message', '')}") for each in errors))
    raise answer.unclear(f"Indeed failed: {said}")


def _errors(found: dict[str, Any]) -> list[dict[str, Any]]:
    errors = found.get("errors")
    return [each for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []


def _code(error: dict[str, Any]) -> str:
    extensions = error.get("extensions")
    return str(extensions.get("code", "")) if isinstance(extensions, dict) else ""


def _named(error: dict[str, Any]) -> str:
    """The field of ours that an error is about: by its path, else by the input's name in the message."""
    path = error.get("path")
    parts = [str(each) for each in path] if isinstance(path, list) else []
    by_path = next((OURS[part] for part in reversed(parts) if part in OURS), "")
    return by_path or next((ours for name, ours in OURS.items() if name in str(error.get("message", ""))), "")


def _field(found: dict[str, Any], mutation: str, name: str) -> list[Any]:
    """A list inside the data, also where the mutation stands at the root as in an older form."""
    data = found.get("data")
    root = data.get("jobsIngest", data) if isinstance(data, dict) else None
    inner = root.get(mutation) if isinstance(root, dict) else None
    value = inner.get(name) if isinstance(inner, dict) else None
    return value if isinstance(value, list) else []
