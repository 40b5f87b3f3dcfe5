"""Rules for adverts: what a text says or leaves out, with where, why and what to do."""

from __future__ import annotations

from .check import check

__all__ = ["check"]
