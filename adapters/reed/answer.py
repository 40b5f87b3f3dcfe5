"""Reading what Reed answers."""

from __future__ import annotations

import json
from typing import Any

from orchestrator.boards.answer import Answer
from orchestrator.domain.errors import Blocked, Reason, Rejected, Unauthorized

LOGIN = frozenset({"username", "postingKey"})
OURS = {
    "title": "title",
    "description": "text",
    "townName": "place",
    "countyName": "place",
    "externalUrl": "apply link",
    "ownerRef": "reference",
    "minSalary": "pay",
    "maxSalary": "pay",
    "salaryType": "pay",
    "currency": "pay",
    "productId": "product",
    "parentSectorId": "parent_sector",
    "jobSectorId": "sector",
}


def read(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer; Reed has been seen to put it into a JSON string once more."""
    found = answer.json()
    if isinstance(found, str):
        try:
            found = json.loads(found)
        except ValueError:
            found = None
    if not isinstance(found, dict):
        raise answer.unclear("the answer is not the JSON object it should be")
    return found


def number(answer: Answer, name: str) -> str:
    """The advert's number at Reed, called `name` in this answer."""
    value = read(answer).get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise answer.unclear(f"the answer has no {name}")
    return str(value)


def accepted(answer: Answer) -> Answer:
    """The answer if it is 2xx. A 400 names Reed's fields, which become ours where we have them."""
    if answer.status != 400 or answer.earlier:
        return answer.accept()
    state = read(answer).get("modelState")
    if not isinstance(state, dict) or not state:
        return answer.accept()
    said = {name: " ".join(map(str, texts)) if isinstance(texts, list) else str(texts) for name, texts in state.items()}
    if said.keys() <= LOGIN:
        raise Unauthorized(f"Reed does not know this customer: {' '.join(said.values())}")
    if "credit" in said.get("productId", "").lower():
        raise Blocked(f"Reed says: {said['productId']}")
    raise Rejected(tuple(Reason(OURS.get(name, name), f"Reed says: {words}") for name, words in said.items()))
