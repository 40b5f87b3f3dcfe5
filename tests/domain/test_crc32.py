"""Checksums put together from parts."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.crc32 import combined


@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_two_parts_have_the_checksum_of_the_whole(first: bytes, second: bytes) -> None:
    assert combined(zlib.crc32(first), zlib.crc32(second), len(second)) == zlib.crc32(first + second)


def test_long_parts() -> None:
    part = bytes(range(256)) * 40_000
    whole = zlib.crc32(part)
    for _ in range(3):
        whole = combined(whole, zlib.crc32(part), len(part))
    assert whole == zlib.crc32(part * 4)
