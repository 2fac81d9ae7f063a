"""An object made when it is first needed; you can check whether it exists without making it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """A value that ``make`` creates once, at the first ``get``."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None

    @property
    def made(self) -> T | None:
        """The value if it has been made, otherwise None."""
        return self._made

    def get(self) -> T:
        """Return the value, making it the first time."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def forget(self) -> T | None:
        """Return the value if it was made; the next ``get`` makes a new one."""
        made, self._made = self._made, None
        return made
