"""How often somebody may try: a few times at once, then slowly. Kept by this process, bounded."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock


class Attempts:
    """Failures, or messages, by key over the last `window` seconds. Forgets the key longest untouched past `keys`."""

    def __init__(self, most: int, window: float, keys: int = 10_000) -> None:
        self._most, self._window, self._keys = most, window, keys
        self._failures: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str, now: float) -> float:
        """Seconds until the key may try again; 0: now. `now` in seconds of any clock that never goes back."""
        with self._lock:
            recent = self._recent(key, now)
            return max(0.0, recent[0] + self._window - now) if len(recent) >= self._most else 0.0

    def failed(self, key: str, now: float) -> None:
        """Count one."""
        with self._lock:
            self._failures[key] = [*self._recent(key, now)[-self._most + 1 :], now]
            self._failures.move_to_end(key)
            while len(self._failures) > self._keys:
                self._failures.popitem(last=False)

    def forget(self, key: str) -> None:
        """It worked: the key starts anew."""
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: str, now: float) -> list[float]:
        return [at for at in self._failures.get(key, ()) if now - at < self._window]
