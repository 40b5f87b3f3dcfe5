"""A new encryption key: what the old one sealed stays readable, and saving an account seals it with the new one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from orchestrator import bootstrap, settings
from orchestrator.services.save_account import edit_account
from orchestrator.storage import tables as t
from orchestrator.vault import SealBroken, Vault
from tests.installation import install

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_saving_an_account_seals_it_with_the_newest_key(database_url: str, server_settings: settings.Settings) -> None:
    before = bootstrap.build(replace(server_settings, encryption_keys=(OLD,)), database_url)
    account = install(before, ("keyed",)).accounts["keyed"]

    def secrets(*keys: str) -> dict[str, str]:
        with before.database.read() as connection:
            sealed = connection.execute(
                select(t.board_account.c.secrets).where(t.board_account.c.id == account)
            ).scalar_one()
        return Vault(keys).open(sealed)

    kept = secrets(NEW, OLD)
    assert kept == secrets(OLD)
    with pytest.raises(SealBroken, match="CALLBOARD_ENCRYPTION_KEYS"):
        secrets(NEW)
    after = bootstrap.build(replace(server_settings, encryption_keys=(NEW, OLD)), database_url)
    edit_account(after, "test", account, label="keyed", values={"token": ""})
    assert secrets(NEW) == kept
    before.database.close()
    after.database.close()
