"""The one way out: a guarded HTTP transport."""
