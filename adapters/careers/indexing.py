"""Google's Indexing API: a page of a job is new, changed or gone.

Source: developers.google.com/search/apis/indexing-api/v3/using-api, and /identity/protocols/oauth2/service-account for
the login: a service account signs who it is (RFC 7523) and is given a token for an hour.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from orchestrator.boards.announce import News
from orchestrator.boards.contract import Account
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Blocked, Unauthorized

PUBLISH, TOKEN = "/v3/urlNotifications:publish", "/token"
AUDIENCE = "https://oauth2.googleapis.com/token"
SCOPE = "https://www.googleapis.com/auth/indexing"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
HOUR, DAY = 3_600, 86_400.0
JSON = {"Content-Type": "application/json"}


def notify(news: News, account: Account, session: BoardSession) -> None:
    """200 means queued, not indexed. Raises Blocked when the day's quota is used up."""
    body = json.dumps({"url": news.page, "type": "URL_DELETED" if news.gone else "URL_UPDATED"}).encode()
    headers = JSON | {"Authorization": f"Bearer {token(account, session)}"}
    answer = session.post(PUBLISH, data=body, headers=headers)
    if answer.status == 429:
        raise Blocked(f"Google's quota is used up: {answer.quote()}", DAY / 24)
    if answer.status == 403:
        raise Unauthorized(
            f"Google refuses: {answer.quote()}. The key's e-mail must be an owner of the site in Search Console"
        )
    answer.accept().object()


def token(account: Account, session: BoardSession) -> str:
    """A token for an hour, asked for once. Raises Unauthorized."""
    key = _key(account)
    name = f"google {key.get('client_email')}"
    found = session.tokens.get(name)
    if found is None:
        answer = session.log_in(TOKEN, {"grant_type": GRANT, "assertion": assertion(key, int(time.time()))})
        if answer.status in (400, 401, 403):
            raise Unauthorized(f"Google does not take the key: {answer.quote()}")
        found = answer.accept().object().get("access_token")
        if not isinstance(found, str) or not found:
            raise answer.unclear("the answer has no access_token")
        session.tokens.put(name, found, HOUR)
    session.hide(found)
    return found


def assertion(key: Mapping[str, str], now: int) -> str:
    """The signed claim of a service account: a JWT with RS256 (RFC 7515, 7519). Raises Unauthorized."""
    try:
        private = load_pem_private_key(key["private_key"].encode(), None)
    except (KeyError, ValueError, TypeError):
        raise Unauthorized("the key file has no private key that can be read; download it again") from None
    if not isinstance(private, RSAPrivateKey):
        raise Unauthorized("the private key is no RSA key; download the key file again")
    header = {"alg": "RS256", "typ": "JWT", "kid": key.get("private_key_id", "")}
    claims = {"iss": key.get("client_email", ""), "scope": SCOPE, "aud": AUDIENCE, "iat": now, "exp": now + HOUR}
    signed = f"{_encoded(json.dumps(header).encode())}.{_encoded(json.dumps(claims).encode())}"
    return f"{signed}.{_encoded(private.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _key(account: Account) -> dict[str, str]:
    try:
        found = json.loads(account.secrets.get("google_key", ""))
    except ValueError:
        raise Unauthorized("the key is not the JSON file that Google gives out; paste the whole file") from None
    if not isinstance(found, dict):
        raise Unauthorized("the key is not the JSON file that Google gives out; paste the whole file")
    return found


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
