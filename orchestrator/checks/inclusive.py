"""Words that may put people off. Evidence is mixed: none is more than a hint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from orchestrator import data

from .subject import Hit, Subject

_LITERAL = re.compile(r"[a-z' ]+(?<! )(?![?*])|[a-z]+(?=.[?*])")
_CARE_STEMS = frozenset({"child", "compassion", "empath", "feel", "kind", "nurtur", "respon", "sensitiv",
                         "support", "understand",
                         "share", "trust", "warm", "together", "commit", "depend", "gentle"})  # fmt: skip
_NOT_CODED = frozenset({"sharepoint", "leading", "lead", "leads", "individual", "individuals", "activities",
                        "active", "responsible", "responsibilities",
                        "responsibility", "competitive", "competency", "competencies", "competence", "competent",
                        "analysis"})  # fmt: skip
_ACRONYM = re.compile(r"\b[A-Z][A-Z&]{1,5}s?\b")
_EVERYDAY = frozenset({
    "UK", "EU", "US", "USA", "NHS", "DBS", "PVG", "GP", "IT", "HR", "CV", "NVQ", "QCF", "RQF", "GCSE", "AM", "PM",
    "BBC", "TV", "PAYE", "CRB", "HGV", "LGV",
    "ISO", "VAT", "PIN", "PC", "FAQ", "PDF", "SMS", "GPS", "MS", "AI", "OK", "ID", "CEO", "RGN", "RMN", "HCA",
    "PPE", "FTE", "PA", "BSL", "GDPR", "MOT", "SUV",
    "LTD", "PLC", "LLP", "TOIL", "BST", "GMT", "CQC", "HMRC", "NMC", "HCPC", "BSC", "BA", "MA", "MSC", "A&E",
    "B&B", "Q&A", "R&D", "DIY", "CE", "OTE",
})  # fmt: skip


@cache
def _stems() -> tuple[re.Pattern[str], re.Pattern[str]]:
    found: dict[str, list[str]] = {"feminine": [], "masculine": []}
    for row in data.rows("coded_words.csv"):
        found[row["coded"]].append(re.escape(row["stem"]))
    feminine, masculine = (re.compile("|".join(found[coded])) for coded in ("feminine", "masculine"))
    return feminine, masculine


@cache
def _phrases() -> tuple[re.Pattern[str], tuple[str, ...], dict[str, str]]:
    """The phrases as one pattern, the keys they are found by, and what to write instead by the name of their group."""
    pairs = {row["phrase"]: row["instead"] for row in data.rows("inclusive_words.csv")}
    joined = "|".join(f"(?P<p{number}>{phrase})" for number, phrase in enumerate(pairs))
    keys = tuple(dict.fromkeys(map(_key, pairs)))
    instead = {f"p{number}": text for number, text in enumerate(pairs.values())}
    return re.compile(rf"\b(?:{joined})\b"), keys, instead


def _key(phrase: str) -> str:
    """The letters every match of a phrase begins with, as `Subject.near` wants them."""
    begin = _LITERAL.match(phrase.replace("[- ]", " "))
    return " " + (begin[0].replace("'", " ") if begin else "")


@lru_cache(maxsize=20_000)
def _coding(word: str, care: bool) -> str:
    """m, f or nothing. In care the words of caring are the work and do not count."""
    feminine, masculine = _stems()
    if word in _NOT_CODED:
        return ""
    if masculine.match(word):
        return "m"
    stem = feminine.match(word)
    return "f" if stem and not (care and stem[0] in _CARE_STEMS) else ""


def coded(subject: Subject) -> Iterator[Hit]:
    """Four more words of one coding than of the other."""
    seen: dict[str, Counter[str]] = {"m": Counter(), "f": Counter(), "": Counter()}
    for word, times in Counter(subject.words[:5_000]).items():
        seen[_coding(word, subject.care)][word] += times
    men, women = seen["m"].total(), seen["f"].total()
    if abs(men - women) > 3:
        examples = ", ".join(word for word, _ in seen["m" if men > women else "f"].most_common(4))
        yield Hit("body", details={"masculine": men, "feminine": women, "examples": examples})


def words(subject: Subject) -> Iterator[Hit]:
    pattern, keys, instead = _phrases()
    for found in subject.near(pattern, keys):
        yield subject.at(*found.span(), instead=instead[found.lastgroup or "p0"])


def acronyms(subject: Subject) -> Iterator[Hit]:
    """Capitals that are neither everyday nor spelt out beside; the first time only."""
    told: set[str] = set()
    for found in _ACRONYM.finditer(subject.text[:30_000]):
        word = found[0].removesuffix("s")
        if word in told or word in _EVERYDAY or subject.field_at(found.start()) == "title":
            continue
        told.add(word)
        around = subject.text[max(0, found.start() - 2) : found.end() + 2]
        shouted = re.search(r"[A-Z]{4,}\s[A-Z]{4,}", subject.text[max(0, found.start() - 20) : found.end() + 20])
        if "(" not in around and not shouted:
            yield subject.at(*found.span())
