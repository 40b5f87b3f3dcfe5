"""A worker's part: make the segments of all feeds that changed; prints seconds and the most MB it has held."""

from __future__ import annotations

import json
import time
from pathlib import Path

from orchestrator import bootstrap, settings
from orchestrator.services.build_feeds import build_feeds

if __name__ == "__main__":
    config = settings.load()
    callboard = bootstrap.build(config, config.database_url or "")
    began = time.perf_counter()
    build_feeds(callboard)
    took = time.perf_counter() - began
    peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps([took, peak]))
