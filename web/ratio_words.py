"""Ratios in plain words: `a quarter fewer`, `nearly four times as many`."""

from __future__ import annotations

_STEPS = (
    (0.15, "a tenth as many or fewer"),
    (0.22, "a fifth as many"),
    (0.29, "a quarter as many"),
    (0.41, "a third as many"),
    (0.58, "half as many"),
    (0.71, "a third fewer"),
    (0.84, "a quarter fewer"),
    (0.945, "a tenth fewer"),
    (1.055, "just as many"),
    (1.17, "a tenth more"),
    (1.29, "a quarter more"),
    (1.41, "a third more"),
    (1.7, "half as many again"),
)
_NUMBERS = ("", "", "twice", "three times", "four times", "five times", "six times", "seven times", "eight times",
            "nine times", "ten times")  # fmt: skip


def ratio_words(ratio: float) -> str:
    """How many as many, to the nearest thing people say."""
    for limit, said in _STEPS:
        if ratio < limit:
            return said
    whole = round(ratio)
    if whole > 10:
        return "more than ten times as many"
    near = "nearly " if ratio < whole - 0.1 else "a good " if ratio > whole + 0.1 else ""
    return f"{near}{_NUMBERS[whole]} as many"


def fits_words(low: float, high: float | None) -> str:
    """What A may bring beside B: `anything from A bringing a quarter fewer to A bringing nearly four times as many`."""
    if high is None and not low:
        return "any difference at all"
    if high is None:
        return f"A bringing {ratio_words(low)}, or any number above that"
    start = ratio_words(low) if low else "next to nothing"
    end = ratio_words(high)
    return f"A bringing {start}" if start == end else f"anything from A bringing {start} to A bringing {end}"
