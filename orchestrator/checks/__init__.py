"""Rules for adverts: what a text says or leaves out, with where, why and what to do."""

from __future__ import annotations

from .advert import Advert, BoardFacts, EmployerFacts, Twin
from .check import check

__all__ = ["Advert", "BoardFacts", "EmployerFacts", "Twin", "check"]
