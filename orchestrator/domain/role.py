"""What a person may do here."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """One role a person."""

    RECRUITER = "recruiter"
    OPS = "ops"
    REVIEWER = "reviewer"
    ADMIN = "admin"
