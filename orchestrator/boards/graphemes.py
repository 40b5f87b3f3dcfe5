"""Counting what a reader takes for one character.

After the rules of Unicode Standard Annex 29 for extended grapheme clusters, with the general categories of the
standard library standing in for its property tables. Limits: conjuncts of Indic scripts (rule GB9c) and the few
prepended marks (GB9b) count apart; which symbols are pictographs is taken from blocks, which matters only for a
symbol joined to another by U+200D.
"""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_PICTURES = (
    (0x203C, 0x2049),
    (0x2122, 0x2139),
    (0x2190, 0x21FF),
    (0x2300, 0x23FF),
    (0x2600, 0x27BF),
    (0x2900, 0x297F),
    (0x2B00, 0x2BFF),
    (0x1F000, 0x1FAFF),
)


def graphemes(text: str) -> int:
    """Length in extended grapheme clusters: a flag, a family emoji or a letter with its accent counts one."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(starts_grapheme(text, index) for index in range(len(text)))


def starts_grapheme(text: str, index: int) -> bool:
    """Whether a grapheme starts at `index` of `text`, so that the text may be cut before it."""
    if not 0 < index < len(text):
        return True
    before, here = text[index - 1], text[index]
    if before == "\r" and here == "\n":
        return False
    if _is_control(before) or _is_control(here):
        return True
    if _extends(here) or _hangul_joins(_hangul(before), _hangul(here)):
        return False
    if before == _JOINER and _is_picture(here):
        return not _ends_with_picture(text, index - 1)
    if _is_region(here) and _is_region(before):
        run = index
        while run and _is_region(text[run - 1]):
            run -= 1
        return (index - run) % 2 == 0
    return True


def _is_control(char: str) -> bool:
    if _extends(char):
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _extends(char: str) -> bool:
    if char.isascii():
        return False
    code = ord(char)
    return (
        code in (0x200C, 0x200D, 0xFF9E, 0xFF9F)
        or 0x1F3FB <= code <= 0x1F3FF  # skin tones
        or 0xE0020 <= code <= 0xE007F  # tags, as in the flag of Scotland
        or unicodedata.category(char) in ("Mn", "Me", "Mc")
    )


def _is_region(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _is_picture(char: str) -> bool:
    code = ord(char)
    return code in (0xA9, 0xAE, 0x3030, 0x303D, 0x3297, 0x3299) or any(low <= code <= high for low, high in _PICTURES)


def _ends_with_picture(text: str, index: int) -> bool:
    while index and _extends(text[index - 1]):
        index -= 1
    return index > 0 and _is_picture(text[index - 1])


def _hangul(char: str) -> str:
    code = ord(char)
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "T"
    if 0xAC00 <= code <= 0xD7A3:
        return "LVT" if (code - 0xAC00) % 28 else "LV"
    return ""


def _hangul_joins(before: str, here: str) -> bool:
    match before:
        case "L":
            return here in ("L", "V", "LV", "LVT")
        case "LV" | "V":
            return here in ("V", "T")
        case "LVT" | "T":
            return here == "T"
        case _:
            return False
