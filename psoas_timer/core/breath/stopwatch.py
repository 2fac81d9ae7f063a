"""A stopwatch without a clock: the caller passes in the time."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Seconds elapsed, as a value: ``base_s`` up to the last start, plus the time since ``started_at_s``."""

    base_s: float = 0.0
    started_at_s: float | None = None

    @property
    def is_running(self) -> bool:
        return self.started_at_s is not None

    def elapsed_s(self, now_s: float) -> float:
        """Return the seconds elapsed at ``now_s`` of a monotonic clock; if the clock steps back, nothing is lost."""
        if self.started_at_s is None:
            return self.base_s
        return self.base_s + max(now_s - self.started_at_s, 0.0)

    def started(self, now_s: float) -> Stopwatch:
        """Return it running from ``now_s`` on; if it already runs, nothing changes."""
        return self if self.is_running else replace(self, started_at_s=now_s)

    def stopped(self, now_s: float) -> Stopwatch:
        """Return it stopped at what it showed at ``now_s``."""
        return Stopwatch(self.elapsed_s(now_s))

    def moved_to(self, elapsed_s: float, now_s: float) -> Stopwatch:
        """Return it showing ``elapsed_s`` at ``now_s``, still running if it was."""
        return Stopwatch(elapsed_s, now_s if self.is_running else None)
