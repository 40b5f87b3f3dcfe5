"""One parameter for hundreds of ids, where a list of parameters takes longer to write than the rows to read."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ARRAY, BigInteger, CollectionAggregate, any_, cast


def any_of(ids: Iterable[int]) -> CollectionAggregate[bool]:
    """For `column == any_of(ids)`."""
    return any_(cast(sorted(set(ids)), ARRAY(BigInteger)))
