"""The rules, one a row."""

from __future__ import annotations

from orchestrator.domain.finding import Severity

from . import age, content, length, pay, title
from .rule import Rule

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_GB = frozenset({"GB"})

_INDEED = "Indeed, job posting guidelines"
_EHRC = "Equality and Human Rights Commission, guidance on discriminatory adverts (Equality Act 2010)"
_HOUSE = "House convention"
_REED = "Reed, Adzuna and Creative Access, observations of their own adverts"
_APPCAST = "Appcast 2015, 30,051 applications (contradicted by LinkedIn and others: use your own counts)"

RULES: tuple[Rule, ...] = (
    Rule("PAY-01", WARNING, "pay", "The advert shows no pay.",
         "Give a figure or a range: adverts with pay usually get more applications, and candidates filter on it.",
         _REED, "C", pay.missing),
    Rule("PAY-02", WARNING, "pay", "“{words}” stands where a figure should.",
         "Write the figure or the range.", _REED, "C", pay.words_instead),
    Rule("PAY-03", WARNING, "pay", "The range {minimum} to {maximum} is wide; wide ranges are less trusted.",
         "Narrow it, or say what the place in it depends on.",
         "Kuhn, Journal of Applied Psychology, three experiments", "B", pay.wide),
    Rule("PAY-04", ERROR, "pay", "{sum} is not what one {period} is paid.",
         "Correct the sum or its period.", _HOUSE, "D", pay.implausible),
    Rule("TTL-01", WARNING, "title", "The title is long: {characters} characters, {words} words.",
         "Use the few words people search for; at most 60 characters and 8 words.",
         "Appcast 2018, Glassdoor", "C", title.long),
    Rule("TTL-02", WARNING, "title", "“{words}” in the title is {what}.",
         "Move it to its own field; boards that see it in a title hide the advert or refuse it.",
         f"{_INDEED}; Google, JobPosting guidelines", "A", title.other_fields),
    Rule("TTL-03", WARNING, "title", "“{words}” reads as shouting.",
         "Write the title in sentence or title case, without symbols.", _INDEED, "A", title.shouting),
    Rule("TTL-08", INFO, "similar_titles", "No similar titles are named.",
         "Name what else the work is called; boards with a field for keywords find the advert under those too.",
         _HOUSE, "D", title.no_similar),
    Rule("LEN-01", WARNING, "body", "The text is short: {words} words, {characters} characters.",
         "Add what is needed to decide: the work, the hours, the place, what is offered.", _APPCAST, "C", length.short),
    Rule("LEN-02", INFO, "body", "The text is long: {words} words.",
         "Move detail to the job description; keep what sells.", _APPCAST, "C", length.longish),
    Rule("LEN-03", WARNING, "body", "With {words} words and {characters} characters this is a job description.",
         "Write an advert: a few paragraphs that make somebody want the work.", _APPCAST, "C", length.description),
    Rule("CON-03", WARNING, "benefits", "The advert lists {count} benefits.",
         "List at least three.", "Appcast 2018", "C", content.few_benefits),
    Rule("CON-04", INFO, "body", "What the person will do is not said.",
         "Name the main responsibilities: “You will …”.", _HOUSE, "D", content.no_duties),
    Rule("CON-06", WARNING, "closes", "The closing date {day} is past.",
         "Set a later one, or leave it out.", "Google, JobPosting guidelines", "A", content.closed),
    Rule("CON-07", INFO, "checks", "The advert does not say {what}.",
         "Say that the employer provides it: both are barriers to people new to care.", _HOUSE, "D",
         content.payer_unsaid, _GB),
    Rule("CON-09", INFO, "must_haves", "What a candidate must have is not said.",
         "Name the must-haves, so that people can tell whether to apply.", _HOUSE, "D", content.no_must_haves),
    Rule("CON-10", WARNING, "body", "“{words}” comes from a job description.",
         "An advert sells the work; leave the internal document's headings and clauses out.", _HOUSE, "D",
         content.job_description),
    Rule("CON-11", INFO, "must_haves", "There are {count} must-haves.",
         "Keep those nobody can do the work without; the others are desirable.", _HOUSE, "D", content.many_must_haves),
    Rule("EQA-AGE-01", ERROR, "body", "“{words}” sets an age.",
         "Leave it out, or record why the law requires it for this work.", _EHRC, "A", age.limits, _GB),
    Rule("EQA-AGE-02", WARNING, "body", "“{words}” can read as a wish for an age group.",
         "Name what the work needs instead.", _EHRC, "A", age.words, _GB),
    Rule("EQA-AGE-03", WARNING, "body", "“{words}” can put off people who are older.",
         "Ask for the qualification, not for when it was got.", _EHRC, "A", age.graduates, _GB),
    Rule("EQA-AGE-05", INFO, "body", "“{words}” is often read as young.",
         "Say what the team or the work is like.", _EHRC, "A", age.energy, _GB),
)  # fmt: skip
