"""Hundreds of values as one array."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, BigInteger, CollectionAggregate, Select, any_, cast, func


def any_of(ids: Iterable[int]) -> CollectionAggregate[bool]:
    """For `column == any_of(ids)`: one parameter, where a list of them takes longer to write than the rows to read."""
    return any_(cast(sorted(set(ids)), ARRAY(BigInteger)))


def any_selected(query: Select[Any]) -> CollectionAggregate[bool]:
    """For `column == any_selected(query)`: what the query finds is looked up in the column's index.

    A plan that is kept looks through a list, or joins a few rows, for every row of the other table anew.
    """
    return any_(func.array(query.scalar_subquery()))
