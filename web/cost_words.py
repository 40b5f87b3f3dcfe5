"""What an order costs, as the end of a sentence. No price means unknown, and is said as that."""

from __future__ import annotations

from orchestrator.queries.standing import Quote

from .numbers import money, plural


def cost_words(quote: Quote) -> str:
    """`, 9 credits on Reed, £120; cost unknown on Indeed`; empty where nothing is known to cost anything."""
    counted = [f"{plural(number, 'credit')} on {account}" for account, number in sorted(quote.credits.items())]
    counted += [f"{plural(number, 'slot')} on {account}" for account, number in sorted(quote.slots.items())]
    counted += [f"{money(*each)} a click on {account}" for account, each in sorted(quote.by_click.items())]
    paid = [str(money(amount, currency)) for currency, amount in sorted(quote.money.items())]
    known = "".join(f", {words}" for words in (*counted, *paid))
    return known + (f"; cost unknown on {', '.join(quote.unknown)}" if quote.unknown else "")
