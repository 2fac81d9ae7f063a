"""Something that is made when it is first needed, and that one can ask about without making it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """A value that ``make`` returns once, at the first ``get``."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None

    @property
    def made(self) -> T | None:
        """The value if it has been made, else None."""
        return self._made

    def get(self) -> T:
        """Return the value, made now if this is the first time."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def forget(self) -> T | None:
        """Return the value if it was made; the next ``get`` makes another."""
        made, self._made = self._made, None
        return made
