"""The shipped suite's assertions explain themselves like those of any other test."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("orchestrator.testing.contract")
