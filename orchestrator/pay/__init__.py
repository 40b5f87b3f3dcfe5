"""Pay: reading it from text, turning it into a year's, the legal minimum, and what others pay."""

from __future__ import annotations
