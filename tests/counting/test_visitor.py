"""Persons, robots and those who come again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from orchestrator.counting.bots import RULES, is_bot, why
from orchestrator.counting.visitor import Visitors, kind_of
from orchestrator.domain.hit import Kind
from orchestrator.domain.reading import Metric

SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
    "Mobile/15E148 Safari/604.1"
)
PERSONS = (
    SAFARI,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 12; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBDV/iPhone14,5]",
    "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 GSA/15.44",
)
ROBOTS = (
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; IndeedBot 1.1)",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
    "curl/8.5.0",
    "python-requests/2.32.3",
    "Go-http-client/2.0",
    "Wget/1.21",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("agent", PERSONS)
def test_browsers_are_persons(agent: str) -> None:
    assert not is_bot(agent)
    assert why(agent) is None


@pytest.mark.parametrize("agent", ROBOTS)
def test_machines_are_robots_and_it_is_said_why(agent: str) -> None:
    assert is_bot(agent)
    assert why(agent)
    assert all(rule.why for rule in RULES)


@pytest.mark.parametrize(
    ("method", "headers", "kind"),
    [
        ("GET", {}, Kind.PERSON),
        ("HEAD", {}, Kind.HEAD),
        ("GET", {"Sec-Purpose": "prefetch"}, Kind.PREFETCH),
        ("GET", {"Sec-Purpose": "prefetch;prerender"}, Kind.PREFETCH),
        ("GET", {"Purpose": "prefetch"}, Kind.PREFETCH),
        ("GET", {"X-Moz": "prefetch"}, Kind.PREFETCH),
        ("GET", {"X-Purpose": "preview"}, Kind.PREFETCH),
    ],
)
def test_kinds(method: str, headers: dict[str, str], kind: Kind) -> None:
    assert kind_of(method, {"User-Agent": SAFARI, **headers}) is kind


def visitors(most: int = 1000) -> tuple[Visitors, list[date]]:
    asked: list[date] = []

    def salt_of(day: date) -> bytes:
        asked.append(day)
        return day.isoformat().encode()

    return Visitors(salt_of, most), asked


def first(who: Visitors, at: datetime, address: str = "192.0.2.1", agent: str = "A", posting: int = 1) -> bool:
    return who.is_first(at, address, agent, posting, Metric.CLICK)


def test_first_once_in_24_hours_across_midnight_and_restart_of_the_day() -> None:
    who, _ = visitors()
    evening = NOW.replace(hour=23)
    assert first(who, evening)
    assert not first(who, evening + 2 * HOUR)
    assert not first(who, evening + 23 * HOUR)
    assert first(who, evening + 24 * HOUR)


def test_another_address_browser_or_posting_is_another_visit() -> None:
    who, _ = visitors()
    assert first(who, NOW)
    assert first(who, NOW, address="192.0.2.2")
    assert first(who, NOW, agent="B")
    assert first(who, NOW, posting=2)
    assert who.is_first(NOW, "192.0.2.1", "A", 1, Metric.APPLY_START)


def test_only_the_salts_of_two_days_are_held() -> None:
    who, asked = visitors()
    for day in range(5):
        first(who, NOW + day * 24 * HOUR)
    assert len(who._salts) == 2
    assert len(asked) == len(set(asked)) == 6
    assert all(b"192.0.2.1" not in key for key in who._seen)


def test_memory_is_bounded() -> None:
    who, _ = visitors(most=10)
    for number in range(100):
        assert first(who, NOW, address=f"192.0.2.{number}")
    assert len(who._seen) == 10
