"""The rules by which a request counts as a machine's. Plain to read, because people ask why a click was not counted.

Link scanners of mail systems that imitate a browser completely are not seen by any of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Rule:
    """A user agent in which `pattern` is found, upper or lower case, is a machine; `why` says what kind."""

    pattern: str
    why: str


RULES = (
    # CUBOT is a maker of telephones, whose browsers name the model.
    Rule(r"(?<!cu)bot\b|\bbot|crawl|spider|slurp|archiver", "says that it is a robot"),
    Rule(r"facebookexternalhit|whatsapp/|skypeuripreview|slack-imgproxy|embedly|preview|linkexpanding|iframely",
         "shows a preview of a link in a message"),
    Rule(r"headless|phantomjs|puppeteer|playwright|selenium", "is a browser without a person"),
    Rule(r"^(curl|wget|libwww|lwp|java|ruby|perl|php|axios|okhttp|got|node|undici|httpie|postmanruntime)\b",
         "is a program"),
    Rule(r"python-|python/|aiohttp|httpx|go-http-client|apache-httpclient|guzzle|http_request", "is a program"),
    Rule(r"pingdom|uptime|statuscake|monitor|site24x7|nagios|zabbix|lighthouse|pagespeed|gtmetrix", "watches sites"),
    Rule(r"safelinks|proofpoint|mimecast|barracuda|urldefense|virustotal|scanner|nmap|nuclei|zgrab|censys",
         "looks for harm behind links"),
    Rule(r"feedfetcher|feedly|validator|linkcheck|mediapartners|google-|bingpreview|yandex|baidu",
         "reads for an index"),
)  # fmt: skip

_ANY = re.compile("|".join(f"(?:{rule.pattern})" for rule in RULES), re.IGNORECASE)


@lru_cache(maxsize=10_000)
def is_bot(agent: str) -> bool:
    """Whether a user agent is a machine's. Every browser names itself: an empty one is."""
    return not agent.strip() or _ANY.search(agent) is not None


def why(agent: str) -> str | None:
    """In words, why `agent` is taken for a machine; None for a person's browser."""
    if not agent.strip():
        return "does not say what it is"
    return next((rule.why for rule in RULES if re.search(rule.pattern, agent, re.IGNORECASE)), None)
