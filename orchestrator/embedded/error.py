"""What stops a server of ours from running."""

from __future__ import annotations


class EmbeddedError(Exception):
    """A server that comes along cannot run: what happened, where, and what to do."""
