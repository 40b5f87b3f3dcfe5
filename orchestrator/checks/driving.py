"""A driving licence or a car asked for, and no task that needs one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrase import phrases
from .subject import Hit, Subject

_LICENCE = phrases("driving", "licence")
_ASKED = re.compile(
    r"\b(?:essential|must|required|requires?|requirement|need(?:ed)?|necessary|you (?:will |should |[’']ll )?have"
    r"|holder|hold(?:s|ing)?|be able to drive|with (?:an? |your )?(?:full|own|valid|clean))\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\b(?:desirable|preferred|preferable|preferably|advantage(?:ous)?|advantageous|useful|ideally|beneficial"
    r"|helpful|bonus|not (?:essential|required|needed|necessary)|no (?:driving|car|licen[cs]e)|or (?:be )?(?:able"
    r"|willing) to (?:travel|get)|or (?:have )?(?:access to )?(?:other|alternative|public|means)|public transport"
    r"|equality act|by other means|otherwise|driver or non|drivers? and non|would be nice)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:driv(?:e|es|ing)\s{1,3}(?!licen)(?:\w{1,12}\s{1,3}){0,3}(?:residents|clients|customers|patients|people|children|young|pupils|vans?|vehicles?|minibus|between|to|the|our|goods|around|lorr|trucks?|forklift|hgv)"
    r"|deliver(?:y|ies|ing)?\s{1,3}(?:to|goods|round|parcels|food|equipment|medic|meals|driver|van)"
    r"|collect(?:ing)? (?:and deliver|goods|residents)|transport(?:ing)? (?:residents|clients|service users|people"
    r"|pupils|children|patients|them|goods)"
    r"|(?:home|site|client|community|customer|daily|clinic|school|family|domiciliary) visits?|visits? (?:to|between"
    r"|people|clients|patients|customers|families|sites)|visiting (?:clients|people|patients|customers|families"
    r"|sites|homes|service)|between (?:\w{1,9} ){0,2}(?:clients|calls|visits|sites|homes|locations|branches|offices"
    r"|properties|appointments|schools|towns)"
    r"|travel(?:ling)? (?:to|between|across|around|throughout|extensively|within|time|is)|across (?:the (?:county"
    r"|region|borough|area)|sites|multiple)|multi[- ]site|mobile|in the community|community[- ]based|people[’']?s? "
    r"(?:own )?homes|their own homes?|own homes?|on[- ]call|peripatetic|field[- ]based|domiciliary|home ?care"
    r"|mileage|take (?:residents|clients|people|them) (?:out|to)|escort(?:ing)?|minibus|company car)\b",
    re.IGNORECASE,
)

_DRIVES = re.compile(
    r"\b(?:driver|courier|chauffeur|van|hgv|lgv|delivery|mobile|field|home ?care|domiciliary|community|live[- ]in"
    r"|peripatetic)\b",
    re.IGNORECASE,
)


def unneeded(subject: Subject) -> Iterator[Hit]:
    for found in subject.near(
        _LICENCE, (" licen", " car ", " cars ", "vehicle", "own transport", "drive", "car driver", "car owner")
    ):
        hit = subject.at(*found.span())
        if hit.field.startswith(("desirables", "benefits")):
            continue
        sentence = subject.sentence(*found.span())
        asked = hit.field.startswith("must_haves") or _ASKED.search(sentence)
        if not asked or _NOT_ASKED.search(sentence):
            continue
        if _has_duty(subject):
            return
        yield hit


def _has_duty(subject: Subject) -> bool:
    return bool(_DRIVES.search(subject.title)) or any(
        not _LICENCE.fullmatch(found[0]) for found in _DUTY.finditer(subject.text[:50_000])
    )
