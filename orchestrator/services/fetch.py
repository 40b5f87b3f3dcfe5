"""Fetch a page or file somebody named by its address."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests
import requests.exceptions
from requests.adapters import BaseAdapter

from .refused import refuse

SECONDS = 20.0
MOST_REDIRECTS = 4


def fetch(url: str, transport: BaseAdapter) -> tuple[bytes, str]:
    """What is at `url`, and a name for it. Every hop goes through `transport`, in the product the guarded one of
    `outbound`: no address of our own network, a deadline, a bounded answer.

    Raises Refused where there is no whole answer with status 200.
    """
    if not url.lower().startswith(("http://", "https://")):
        raise refuse("url", f"{url[:200]!r} is no web address; it begins with https://")
    with requests.Session() as session:
        session.trust_env = False
        session.max_redirects = MOST_REDIRECTS
        session.mount("http://", transport)
        session.mount("https://", transport)
        session.headers["User-Agent"] = "Callboard (+import)"
        try:
            answer = session.get(url, timeout=SECONDS)
        except (requests.exceptions.RequestException, ValueError) as error:
            raise refuse("url", f"{url[:200]}: {error}") from None
    if answer.status_code != requests.codes.ok:
        raise refuse("url", f"{url[:200]} answers {answer.status_code} {answer.reason}; nothing can be read from it")
    path = urlsplit(answer.url or url).path.rstrip("/")
    return answer.content, path.rpartition("/")[2] or urlsplit(url).netloc
