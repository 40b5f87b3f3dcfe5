"""The short tasks. Each asks the database what is due; none takes anything from its message but its name."""

from __future__ import annotations

from celery import Celery

from orchestrator.callboard import Callboard
from orchestrator.delivery.pump import Pump


def register(app: Celery, callboard: Callboard, pump: Pump) -> None:
    """Put the tasks on `app`. They import what they do when they run, so that a worker starts fast."""

    @app.task(name="worker.deliver")
    def deliver() -> None:
        pump.run()

    @app.task(name="worker.collect")
    def collect() -> None:
        from orchestrator.delivery.call import reader
        from orchestrator.outbound.transport import Transport
        from orchestrator.services.collect import collect_counts

        collect_counts(callboard, reader(callboard, Transport(), pump.stopping))

    @app.task(name="worker.facts")
    def facts() -> None:
        from orchestrator.services.recompute_facts import recompute_facts

        recompute_facts(callboard)

    @app.task(name="worker.resume")
    def resume() -> None:
        from orchestrator.services.try_login import try_paused

        try_paused(callboard)

    @app.task(name="worker.reconcile")
    def reconcile() -> None:
        from orchestrator.delivery.call import reader
        from orchestrator.outbound.transport import Transport
        from orchestrator.services.reconcile import reconcile as compare

        compare(callboard, reader(callboard, Transport(), pump.stopping))

    @app.task(name="worker.announce")
    def announce() -> None:
        from orchestrator.outbound.transport import Transport
        from orchestrator.services.announce import announce as tell

        tell(callboard, Transport())

    @app.task(name="worker.messages")
    def messages() -> None:
        from orchestrator.services.tell_people import tell_people

        tell_people(callboard)

    @app.task(name="worker.reports")
    def reports() -> None:
        from orchestrator.services.send_reports import send_due

        send_due(callboard)

    @app.task(name="worker.questions")
    def questions() -> None:
        from orchestrator.services.stop_decided import stop_decided

        stop_decided(callboard)

    _register_upkeep(app, callboard)


def _register_upkeep(app: Celery, callboard: Callboard) -> None:
    @app.task(name="worker.look_ahead")
    def ahead() -> None:
        from orchestrator.services.look_ahead import look_ahead

        look_ahead(callboard)

    @app.task(name="worker.housekeeping")
    def housekeeping() -> None:
        from orchestrator.services.housekeep import housekeep

        housekeep(callboard)
