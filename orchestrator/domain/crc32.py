"""The checksum of a whole from those of its parts (gzip's CRC-32, RFC 1952 section 8).

A CRC is a remainder of polynomials over GF(2): appending n bytes multiplies what stands before them by x^8n.
"""

from __future__ import annotations

from functools import cache
from typing import Final

POLYNOMIAL: Final = 0xEDB88320
"""Bit-reversed, as gzip has it: the highest bit is the lowest power."""
ONE: Final = 0x80000000


def combined(first: int, second: int, length: int) -> int:
    """The CRC-32 of two parts in a row; `length` is the second's in bytes."""
    return _times(first, _power(length)) ^ second


def _times(a: int, b: int) -> int:
    """The product of two remainders."""
    product, bit = 0, ONE
    while bit:
        if a & bit:
            product ^= b
        b = (b >> 1) ^ POLYNOMIAL if b & 1 else b >> 1
        bit >>= 1
    return product


@cache
def _square(exponent: int) -> int:
    """x to the power of 2 ** `exponent`."""
    if exponent == 0:
        return ONE >> 1
    root = _square(exponent - 1)
    return _times(root, root)


def _power(length: int) -> int:
    """x to the power of 8 * `length`."""
    result, exponent = ONE, 3
    while length:
        if length & 1:
            result = _times(result, _square(exponent))
        length >>= 1
        exponent += 1
    return result
