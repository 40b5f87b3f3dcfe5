"""The tasks: what they are told, and that whatever is sent to a worker is known there."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from orchestrator import bootstrap, settings
from orchestrator.delivery.pump import Pump
from orchestrator.queue import Work
from worker import celery, tasks
from worker.queue import TASKS


@pytest.fixture(scope="module")
def app(server_settings: settings.Settings) -> Any:
    made = celery.make("redis://127.0.0.1:1/0")
    callboard = bootstrap.build(server_settings, "postgresql+psycopg://nobody@127.0.0.1:1/none")
    tasks.register(made, callboard, Pump(callboard))
    return made


def ours(app: Any) -> set[str]:
    return {name for name in app.tasks if not name.startswith("celery.")}


def test_a_message_holds_nothing_but_the_name_of_a_task(app: Any) -> None:
    for name in ours(app):
        assert inspect.signature(app.tasks[name].run).parameters == {}, name


def test_the_calendar_and_every_wake_name_a_task_that_exists(app: Any) -> None:
    assert {entry["task"] for entry in celery.CALENDAR.values()} <= ours(app)
    assert set(TASKS) == set(Work)
    assert set(TASKS.values()) <= ours(app)


def test_every_task_is_sent_by_somebody(app: Any) -> None:
    assert ours(app) == {entry["task"] for entry in celery.CALENDAR.values()} | set(TASKS.values())


def test_there_is_one_queue_and_a_worker_consumes_it(app: Any) -> None:
    assert list(app.amqp.queues.consume_from) == [app.conf.task_default_queue] == ["callboard"]
    assert [name for name, entry in celery.CALENDAR.items() if "queue" in entry.get("options", {})] == []


def test_nothing_is_kept_in_the_broker_that_matters(app: Any) -> None:
    assert not app.conf.task_acks_late
    assert app.conf.task_ignore_result
    for name, entry in celery.CALENDAR.items():
        assert {"eta", "countdown"} & set(entry.get("options", {})) == set(), name
