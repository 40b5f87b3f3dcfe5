"""The Flask application: configuration, filters, security, error pages, blueprints."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, g
from jinja2 import StrictUndefined

from . import (
    adverts,
    ahead,
    api,
    apply,
    apply_page,
    approvals,
    approve,
    assets,
    boards,
    brake,
    bulk,
    calendar,
    careers,
    check,
    client,
    compare,
    costs,
    count_imports,
    counts,
    counts_api,
    crawlers,
    descriptions,
    differences,
    employers,
    errors,
    evidence,
    evidence_of_counts,
    feeds,
    filters,
    hooks,
    imports,
    mapping,
    margin,
    move,
    orders,
    parts,
    postings,
    questions,
    queue,
    report,
    rules,
    same_again,
    saved,
    session,
    share,
    takedown,
    today,
    together,
    unattributed,
    unconfirmed,
    vacancies,
    vacancies_together,
    versions,
    worked,
    writing,
)
from . import (
    credits as credit_pages,
)
from .frame import Frame
from .links import link_to, page_address
from .security import secure

LONDON: Final = ZoneInfo("Europe/London")
BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    adverts.blueprint,
    ahead.blueprint,
    api.blueprint,
    apply.blueprint,
    approvals.blueprint,
    approve.blueprint,
    apply_page.blueprint,
    boards.blueprint,
    brake.blueprint,
    bulk.blueprint,
    calendar.blueprint,
    careers.blueprint,
    check.blueprint,
    count_imports.blueprint,
    counts.blueprint,
    counts_api.blueprint,
    client.blueprint,
    compare.blueprint,
    costs.blueprint,
    crawlers.blueprint,
    credit_pages.blueprint,
    descriptions.blueprint,
    differences.blueprint,
    employers.blueprint,
    evidence.blueprint,
    evidence_of_counts.blueprint,
    feeds.blueprint,
    hooks.blueprint,
    imports.blueprint,
    mapping.blueprint,
    margin.blueprint,
    move.blueprint,
    orders.blueprint,
    parts.blueprint,
    postings.blueprint,
    questions.blueprint,
    queue.blueprint,
    report.blueprint,
    rules.blueprint,
    saved.blueprint,
    same_again.blueprint,
    session.blueprint,
    share.blueprint,
    takedown.blueprint,
    today.blueprint,
    together.blueprint,
    unattributed.blueprint,
    unconfirmed.blueprint,
    vacancies.blueprint,
    vacancies_together.blueprint,
    versions.blueprint,
    writing.blueprint,
    worked.blueprint,
)


@dataclass(frozen=True, slots=True)
class WebConfig:
    """`https` False only for a machine of one's own: the session cookie then travels in the clear.

    `organisation` and `support` stand at the foot of the sign-in page. `alias_domain`: where applications by mail are
    counted on their way; None: nowhere.
    """

    secret_key: str = field(repr=False)
    https: bool = True
    organisation: str = ""
    support: str = ""
    zone: tzinfo = LONDON
    alias_domain: str | None = None

    def __post_init__(self) -> None:
        if len(self.secret_key) < 32:
            raise ValueError("secret_key needs at least 32 characters; sessions are signed with it")


def create_app(services: object, config: WebConfig, blueprints: tuple[Blueprint, ...] = BLUEPRINTS) -> Flask:
    """Build the application. `services` is what blueprints call, kept in `app.extensions["callboard"]`."""
    app = Flask(__name__)
    app.secret_key = config.secret_key
    app.extensions["callboard"] = services
    app.config["ALIAS_DOMAIN"] = config.alias_domain
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(link_to=link_to, page_address=page_address)
    assets.register(app)
    filters.register(app)
    # A board has no session that somebody could misuse, and no form of ours with a token in it.
    protection = secure(app, https=config.https)
    protection.exempt(api.blueprint)
    protection.exempt(approve.blueprint)
    protection.exempt(hooks.blueprint)
    protection.exempt(counts_api.blueprint)
    errors.register(app)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)

    @app.context_processor
    def around() -> dict[str, object]:
        frame: Frame | None = g.get("frame")
        now = datetime.now(UTC)
        zone = frame.zone if frame else config.zone
        return {
            "frame": frame,
            "now": now,
            "zone": zone,
            "today": now.astimezone(zone).date(),
            "errors": (),
            "organisation": config.organisation,
            "support": config.support,
        }

    return app
