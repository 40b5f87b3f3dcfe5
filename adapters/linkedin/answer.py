"""Reading what LinkedIn answers: to a batch with a task for each element, to a poll with what became of a task."""

from __future__ import annotations

import re
from typing import Any

from orchestrator.boards import mapping
from orchestrator.boards.answer import Answer
from orchestrator.domain.errors import BoardError, Reason, Rejected, Unconfirmed
from orchestrator.domain.receipt import Gone, Live, Pending, Receipt, Submitted

SOON = 300.0
"""Seconds until a task is worth asking for, as documented: about five minutes."""

OURS = {
    "title": "title",
    "description": "text",
    "location": "place",
    "companyApplyUrl": "apply link",
    "externalJobPostingId": "reference",
    "compensation": "pay",
    "expireAt": "end",
    "listedAt": "start",
    "integrationContext": "organization",
    "companyPageUrl": "company_page",
    "employmentStatus": "contract",
    "experienceLevel": "experience",
    "categories": "functions",
    "industries": "industry",
    "workplaceTypes": "workplace",
    "contract": "contract",
}
# The codes of a task's message, e.g. JOB_FIELD_PROCESSOR_JOB_CATEGORY_…; the longer ones first.
PROCESSORS = {
    "COMPANY_APPLY_URL": "apply link",
    "STANDARDIZED_LOCATION": "place",
    "GEO_LOCATION": "place",
    "COUNTRY_CODE": "place",
    "DESCRIPTION": "text",
    "EXPERIENCE": "experience",
    "JOB_CATEGORY": "functions",
    "JOB_TYPE": "contract",
    "TITLE": "title",
    "COMPANY": "organization",
}


def taken(answer: Answer, verb: str, references: list[str]) -> dict[str, Receipt | BoardError]:
    """What became of each element, in the order of the request."""
    elements = answer.object().get("elements")
    if not isinstance(elements, list):
        raise answer.unclear("the answer has no elements")
    return {
        reference: _item(elements[at] if at < len(elements) else None, verb, reference)
        for at, reference in enumerate(references)
    }


def outcome(answer: Answer, handle: str) -> Receipt:
    """What became of the task of `handle`. Raises Rejected when it failed, Retry when nothing is said of it."""
    verb, reference, task = handle.split(" ")
    results = answer.object().get("results")
    found = results.get(task) if isinstance(results, dict) else None
    if not isinstance(found, dict):
        raise answer.unclear("the answer says nothing of the task")
    match found.get("status"):
        case "IN_PROGRESS":
            return Pending(handle, SOON)
        case "SUCCEEDED":
            return Gone() if verb == "CLOSE" else _live(found, reference)
        case "PROCESSED":
            return Submitted(None if verb == "CLOSE" else _id(found, reference))
        case "FAILED":
            return _failed(found, verb, reference)
        case other:
            raise answer.unclear(f"a task's status {other!r} is not known")


def _item(found: Any, verb: str, reference: str) -> Receipt | BoardError:
    if not isinstance(found, dict) or not isinstance(found.get("status"), int):
        return Unconfirmed("LinkedIn's answer says nothing of this posting")
    status, task = found["status"], found.get("id")
    if 200 <= status < 300:
        if isinstance(task, str) and task and " " not in task:
            return Pending(f"{verb} {reference} {task}", SOON)
        return Unconfirmed("LinkedIn took the posting and named no task")
    error = found.get("error")
    message = str(error.get("message", "")) if isinstance(error, dict) else ""
    if status == 422:
        return Rejected(tuple(_reasons(message)))
    return mapping.refusal(status, {}, message, touched=True, earlier=False)


def _reasons(message: str) -> list[Reason]:
    """`ERROR :: /title :: field is required but not found`, once or several times."""
    found = re.findall(r"::\s*/([^\s:]*)\s*::\s*([^:]+?)\s*(?=ERROR ::|$)", message)
    reasons = [Reason(OURS.get(path.split("/")[0], path), f"LinkedIn says: {words}") for path, words in found]
    return reasons or [Reason("", f"LinkedIn says: {message or 'this element cannot be processed'}")]


def _failed(found: dict[str, Any], verb: str, reference: str) -> Receipt:
    message = str(found.get("errorMessage") or "the task failed")
    said = message.lower()
    if verb == "CREATE" and "duplicate" in said:
        # The reference holds our generation, so the job that is already there is this one.
        return _live(found, reference)
    if verb == "CLOSE" and ("not exist" in said or "non-existing" in said or "not found" in said):
        return Gone()
    named = next((ours for code, ours in PROCESSORS.items() if f"JOB_FIELD_PROCESSOR_{code}" in message), "")
    raise Rejected((Reason(named, f"LinkedIn says: {message}"),))


def _live(found: dict[str, Any], reference: str) -> Live:
    location = found.get("location")
    url = location if isinstance(location, str) and location.startswith("https://") else None
    return Live(_id(found, reference), url)


def _id(found: dict[str, Any], reference: str) -> str:
    return str(found.get("jobPosting") or reference)
