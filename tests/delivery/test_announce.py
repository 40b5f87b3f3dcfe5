"""A search engine is told of pages that are new, changed or gone: once, in order, and only where there is a key."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import text

from adapters.careers.indexing import assertion
from orchestrator.domain.errors import Unauthorized
from orchestrator.outbound.transport import Transport
from orchestrator.services.announce import announce
from orchestrator.services.save_account import edit_account
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

PRIVATE: RSAPrivateKey = generate_private_key(65_537, 2_048)
KEY = {
    "type": "service_account",
    "client_email": "jobs@practice.iam.example",
    "private_key_id": "7",
    "private_key": PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
}


@pytest.fixture
def transport() -> Iterator[Transport]:
    made = Transport()
    yield made
    made.close()


def set_key(installation: Installation, key: str) -> None:
    number = installation.accounts["careers"]
    edit_account(installation.callboard, "test", number, label="careers", values={"google_key": key})


def notified(boards: Operator) -> list[dict[str, str]]:
    found: list[dict[str, str]] = boards.boards()["google"]["notified"]
    return found


def test_pages_are_told_of_once_and_again_when_they_change_or_go(
    installation: Installation,
    boards: Operator,
    transport: Transport,
) -> None:
    callboard = installation.callboard
    [posting] = installation.publish("careers")
    assert announce(callboard, transport) == 0, "there is no key"
    set_key(installation, json.dumps(KEY))
    assert announce(callboard, transport) == 0, "the page is not there yet"
    installation.pump(1.0)
    assert announce(callboard, transport) == 1
    assert announce(callboard, transport) == 0
    with callboard.database.begin() as connection:
        connection.execute(text("update posting set shown = 'other', content = 'other'"))
    assert announce(callboard, transport) == 1
    with callboard.database.begin() as connection:
        connection.execute(text("update posting set ended_at = now(), wish = 'closed'"))
    assert announce(callboard, transport) == 1
    assert announce(callboard, transport) == 0
    assert [each["type"] for each in notified(boards)] == ["URL_UPDATED", "URL_UPDATED", "URL_DELETED"]
    assert {each["url"].rpartition("/")[2] for each in notified(boards)} == {posting.reference}


def test_a_page_that_never_was_told_of_is_not_told_gone(
    installation: Installation,
    boards: Operator,
    transport: Transport,
) -> None:
    installation.publish("careers")
    set_key(installation, json.dumps(KEY))
    with installation.callboard.database.begin() as connection:
        connection.execute(text("update posting set ended_at = now(), wish = 'closed'"))
    assert announce(installation.callboard, transport) == 0
    assert notified(boards) == []


def test_the_days_quota_is_kept_to(installation: Installation, boards: Operator, transport: Transport) -> None:
    from orchestrator.storage import announced

    for _ in range(3):
        installation.publish("careers")
    installation.pump(1.0)
    account = installation.accounts["careers"]
    with installation.callboard.database.begin() as connection:
        first = announced.due(connection, account, 50, a_day=2)
        assert len(first) == 2
        announced.keep(connection, first[0])
        assert len(announced.due(connection, account, 50, a_day=2)) == 1


@pytest.mark.parametrize("key", ["no JSON", "[]", "{}", '{"client_email": "a@b", "private_key": "nonsense"}'])
def test_a_bad_key_tells_nothing_and_keeps_it_due(
    installation: Installation,
    boards: Operator,
    transport: Transport,
    key: str,
) -> None:
    installation.publish("careers")
    installation.pump(1.0)
    set_key(installation, key)
    assert announce(installation.callboard, transport) == 0
    set_key(installation, json.dumps(KEY))
    assert announce(installation.callboard, transport) == 1


def test_the_claim_is_signed_by_the_key() -> None:
    signed, _, signature = assertion(KEY, 1_000).rpartition(".")
    PRIVATE.public_key().verify(base64.urlsafe_b64decode(signature + "=="), signed.encode(), PKCS1v15(), SHA256())
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert (claims["iat"], claims["exp"], claims["iss"]) == (1_000, 4_600, "jobs@practice.iam.example")
    with pytest.raises(Unauthorized, match="private key"):
        assertion({}, 0)
