"""The words around sums in UK pay texts: what one payment stands for, and what is no pay at all."""

from __future__ import annotations

import re

from orchestrator.domain.pay import PayPeriod

LONGEST = 2_000
"""Characters of a pay text that are looked at."""

HOURS = re.compile(
    r"(?<![\d.£$€,])(?P<least>\d{1,2}(?:\.\d{1,2})?)(?:\s?(?:-|–|to|/)\s?(?P<most>\d{1,2}(?:\.\d{1,2})?))?\s?-?\s?"
    r"(?:(?:contracted|working|weekly|paid)\s)?"
    r"(?:(?:hours|hrs|hr|h)\b(?!\s?(?:shifts?|nights?|days?|notice|'\s?notice|sleep|on[- ]call|cover|care|live))"
    r"|hour(?=\s?(?:week|contract|p\.?w|per\sweek))|hpw\b)"
    r"(?:\s?(?:per|a|each|/|p)\s?(?:week|wk|w)\b|\s?pw\b|\s?p\.w\.|\s?weekly|\s?week)?",
    re.IGNORECASE,
)
MASKED = re.compile(
    r"\b20[12]\d\s?[/–-]\s?(?:20)?[123]\d\b"  # a pay year
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"  # a day
    r"|\b\d{1,2}:\d{2}\s?(?:am|pm|hrs)?\s?(?:-|–|to)\s?\d{1,2}:\d{2}\s?(?:am|pm|hrs)?"
    r"|\b\d{1,2}\.\d{2}\s?[ap]m\b"
    r"|\b\d{1,2}(?::\d{2})?\s?[ap]m\b"
    r"|\b\d{1,3}(?:\.\d{1,2})?\s?%"
    r"|\b(?:afc|band|bands|level|grade|scp|point|points|pt|spine|scale|tier|nvq|rqf|step|spot|nmw|njc|ref|so|po"
    r"|main\sscale|mps|ups)"
    r"\s?:?\s?[a-z]?\d{1,5}[a-z]?(?:\s?(?:-|–|to|/)\s?(?:[a-z]{1,3})?\d{1,5}[a-z]?)?(?![,.]?\d)"
    r"|\b\d{1,2}(?:\.5)?\s?days?\s(?:a|per)\sweek"
    r"|(?<![\d.,£$€])\d{1,3}\s?(?:days?|weeks?|wks|months?|years?|yrs|nights?|shifts?|sessions?|miles?|mins?|minutes|visits?)\b"
    r"(?!\s?rate)"
    r"|(?:£\s?)?\b0?[.]?\d{2}\s?p(?:ence)?\s?(?:per|a|/)\s?mile\b"
    r"|(?:£\s?)?\d?\.\d{2}\s?(?:p|ppm)?\s?(?:per|a|/)\s?mile\b"
    r"|\b\d{1,2}(?:\.\d)?\s?(?:wte|fte)\b|\b(?:wte|fte)\s?:?\s?[01]?\.\d{1,2}\b",
    re.IGNORECASE,
)
PERIODS = re.compile(
    r"(?P<hour>(?:\bper|\ban|\ba|/|\beach|\bp)\s?/?\s?(?:hour|hr|h)\b|\bhourly\b|p\.?\s?/?\s?h\.?(?![a-z])|\bphr\b"
    r"|(?<=\d)\s?/?ph\b)"
    r"|(?P<year>\bper\s?ann?um\b|\b(?:per|a|each)\s?(?:year|yr)\b|/\s?(?:year|yr|annum|y)\b|p\.?\s?/?\s?a\.?(?![a-z])"
    r"|\bannually\b|\bannual\b|\byearly\b|\bp\.?ann\b|\bannum\b|\bfte\b|\bpro[- ]?rata\b)"
    r"|(?P<day>(?:\bper|\ba|/|\bp|\beach)\s?/?\s?(?:day|d)\b|\bdaily\b|\bday\srate\b|(?<=\d)\s?/?pd\b)"
    r"|(?P<week>(?:\bper|\ba|/|\bp|\beach)\s?/?\s?(?:week|wk|w)\b|\bweekly\b|(?<=\d)\s?/?p\.?w\.?(?![a-z]))"
    r"|(?P<month>(?:\bper|\ba|/|\beach)\s?(?:calendar\s)?(?:month|mth)\b|\bmonthly\b|p\.?c\.?m\.?(?![a-z])"
    r"|(?<=\d)\s?/?p\.?m\.?(?![a-z]))"
    r"|(?P<other>(?:\bper|\ba|/|\beach|\bfor\sa)\s?(?:(?:waking|sleep[- ]?in|night|long|late|early)\s)?"
    r"(?:shift|session|night|visit|call|sleep(?:[- ]?(?:in|over))?|placement|lesson|mile|delivery|drop|patient)\b"
    r"|\bsleep[- ]?ins?\b)",
    re.IGNORECASE,
)
PERIOD_OF = {
    "hour": PayPeriod.HOUR, "day": PayPeriod.DAY, "week": PayPeriod.WEEK,
    "month": PayPeriod.MONTH, "year": PayPeriod.YEAR, "other": None,
}  # fmt: skip

EXTRA_BEFORE = re.compile(
    r"(?:\bbonus(?:es)?|\bo\.?t\.?e\.?|\bcommission|\ballowance|\bweighting|\bsupplement|\bovertime|\bincentive"
    r"|\bworth(?:\sup\sto)?|\breward|\bmileage|\bpremium|\bfee|\bearnings?|\bbudget|\bturnover|\bpotential"
    r"|(?:^|[(,;/:]\s?)actual(?:ly)?(?:\ssalary)?|\bequating\sto|\bequivalent\sto|\bequates\sto|\bpotentially|\bdbs|\benhanced\srates?"
    r"|\bstipend|\bvouchers?|\bplus|\bcontribution)"
    r"(?:\s(?:of|is|are|up\sto|to|paid|at|circa|an?|the|earn|for|extra|additional|additionally|rate|pay|until)){0,4}"
    r"\s?[:=(–-]?\s?$",
    re.IGNORECASE,
)
EXTRA_AFTER = re.compile(
    r"\s?(?:(?:per|a|/|p)\s?/?\s?(?:hour|h|annum|year|month|a|day|week)\b\.?\s?)?"
    r"(?:(?:annual|monthly|yearly|quarterly|car|welcome|joining|sign[- ]?on|signing|retention|golden|referral|"
    r"performance|attendance|refer[- ]a[- ]friend|training|inner|outer|london|high|cost|area|on[- ]call|travel|year\s\d"
    r"|earnings|in|the|of|first[- ]year|uncapped|realistic|one[- ]off|recruitment|loyalty)\s){0,4}"
    r"(?:bonus(?:es)?|ote|o\.t\.e|commission|allowance|weighting|supplement|incentive|hello|premium|vouchers?|fund"
    r"|actual|extra|enhancement|contribution|budget|in\s(?:bonus|commission)|potential|overtime)\b"
    r"(?!\s?[:(]?\s?(?:of\s|up\sto\s)?[(£$€\d])",
    re.IGNORECASE,
)
OTE = re.compile(r"\bo\.?t\.?e\b|\bon[- ]target|\bearnings?\b|\bpotential(?:ly)?\b", re.IGNORECASE)
AT_MOST = re.compile(
    r"(?:\bup\s?to|\bupto|\bmax(?:imum)?(?:\sof)?|\bas\smuch\sas|\bto\sa\smaximum\sof|\bnot\sexceeding|\bearn\sto"
    r"|\bno\smore\sthan|\bceiling\sof|^to|\btop\send)\s?(?:an?\s(?:amazing\s)?)?:?\s?$",
    re.IGNORECASE,
)
AT_LEAST = re.compile(
    r"(?:\bfrom|\bstart(?:s|ing)?(?:\s(?:salary|rate|pay|wage))?(?:\s?(?:at|from|on|of|is))?|\bmin(?:imum)?(?:\sof)?|\bat\sleast|\bbasic\sfrom|\bin\sexcess\sof"
    r"|\bover|\bno\sless\sthan|\bnot\sless\sthan|\bmore\sthan|\babove)\s?:?\s?(?:circa\s?|c\.?\s?)?$",
    re.IGNORECASE,
)
NO_FIGURE = re.compile(
    r"\b(?:competitive|negotiable|negotiation|doe|dependent\son\sexperience|depending\son\sexperience|attractive|tbc|tba"
    r"|to\sbe\s(?:confirmed|agreed|discussed)|national\s(?:minimum|living)\swage|real\sliving\swage|minimum\swage|living\swage|unpaid|voluntary|volunteer"
    r"|(?:afc\s)?band\s\d\w?|agenda\sfor\schange|excellent|market\srate|on\sapplication|commission[- ]only|unspecified"
    r"|not\sspecified|njc|grade\s\w{1,4}|scp|scale\s\w{1,4})\b",
    re.IGNORECASE,
)
