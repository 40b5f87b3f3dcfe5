"""The one way out to boards: guarded addresses, one deadline per call, answers that count only when they are whole."""
