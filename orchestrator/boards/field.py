"""One thing a board wants to know that our advert does not say. Forms, checks and pages are generated from these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from orchestrator.domain.errors import Reason
from orchestrator.outbound.certificate import trouble


class Kind(StrEnum):
    """How a field is entered."""

    TEXT = "text"
    EMAIL = "email"
    URL = "url"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    CERTIFICATE = "certificate"


class Need(StrEnum):
    """What the board makes of the field."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    FORBIDDEN = "forbidden"
    IMMUTABLE = "immutable"


@dataclass(frozen=True, slots=True)
class Field:
    """`choices` maps the board's value to the words shown. `secret` values are encrypted and never shown again."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    need: Need = Need.OPTIONAL
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    longest: int | None = None
    secret: bool = False

    def reasons(self, value: str) -> list[Reason]:
        """What is wrong with `value`, in words for the person who typed it; empty when nothing is."""
        if not value:
            wanted = self.need in (Need.REQUIRED, Need.IMMUTABLE)
            return [Reason(self.name, f"{self.label} is required")] if wanted else []
        if self.choices and value not in self.choices:
            accepted = ", ".join(f"{key} ({words})" for key, words in self.choices.items())
            return [Reason(self.name, f"{self.label} must be one of {accepted}; it is {value!r}")]
        if self.longest is not None and len(value) > self.longest:
            return [Reason(self.name, f"{self.label} has {len(value)} characters; at most {self.longest}")]
        if self.kind is Kind.NUMBER and not value.replace(".", "", 1).isdigit():
            return [Reason(self.name, f"{self.label} must be a number; it is {value!r}")]
        if self.kind is Kind.EMAIL and not ("@" in value[1:-1] and " " not in value):
            return [Reason(self.name, f"{self.label} must be an e-mail address; it is {value!r}")]
        if self.kind is Kind.URL and not value.startswith(("https://", "http://")):
            return [Reason(self.name, f"{self.label} must start with https:// or http://; it is {value!r}")]
        if self.kind is Kind.CERTIFICATE and (wrong := trouble(value)):
            return [Reason(self.name, f"{self.label} {wrong}")]
        return []


def reasons(fields: tuple[Field, ...], values: Mapping[str, str]) -> list[Reason]:
    """Everything wrong with `values`, unknown names included."""
    known = {each.name for each in fields}
    unknown = [Reason(name, "this board has no such field") for name in values if name not in known]
    return unknown + [reason for each in fields for reason in each.reasons(values.get(each.name, "").strip())]
