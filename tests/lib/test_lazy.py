"""An object made when first needed: once, and you can check for it without making it."""

from __future__ import annotations

from psoas_timer.lib.lazy import Lazy


def test_it_is_made_once_and_not_by_asking() -> None:
    made: list[object] = []

    def make() -> object:
        made.append(object())
        return made[-1]

    lazy = Lazy(make)
    assert (lazy.made, made) == (None, [])
    assert lazy.get() is lazy.get() is lazy.made is made[0]
    assert lazy.forget() is made[0]
    assert (lazy.made, lazy.forget(), len(made)) == (None, None, 1)
    assert lazy.get() is made[1]
