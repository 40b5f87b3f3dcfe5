"""Imitations of boards, each written from the board's documents and from nothing of its adapter.

`IMITATIONS` is the one place where they are listed: a new one is its module and its line here.
"""

from __future__ import annotations

from ..imitation import Rules
from .linkedin import LinkedIn
from .mastodon import Mastodon
from .matrix import Matrix
from .teaching_vacancies import TeachingVacancies
from .vonq import Vonq
from .ziprecruiter import ZipRecruiter

IMITATIONS: tuple[type[Rules], ...] = (
    LinkedIn,
    Mastodon,
    Matrix,
    TeachingVacancies,
    Vonq,
    ZipRecruiter,
)
