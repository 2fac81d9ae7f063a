"""Where the window was, and where it may be: never larger than its screen, and never beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from psoas_timer.core.described import check_settings, setting
from psoas_timer.core.kind import Flag, Whole

USUAL_WIDTH, USUAL_HEIGHT = 1080, 760
LEAST_WIDTH, LEAST_HEIGHT = 480, 400
# Far more than any desktop has, and little enough for Qt; in pixels that are scaled as the text is.
_FAR = 100_000
# A window that shows less than this of itself on a screen is not there, in pixels.
_SEEN_PX = 64


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int

    def shared(self, other: Box) -> int:
        """Return how many pixels this has in common with another; 0 where either side is shorter than _SEEN_PX."""
        width = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        height = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return width * height if min(width, height) >= _SEEN_PX else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPlace:
    """The window without its frame, in pixels, but where the frame is; ``width`` 0 means that it was never shown."""

    x: int = setting(0, Whole(-_FAR, _FAR))
    y: int = setting(0, Whole(-_FAR, _FAR))
    width: int = setting(0, Whole(0, _FAR))
    height: int = setting(0, Whole(0, _FAR))
    is_maximised: bool = setting(False, Flag())

    def __post_init__(self) -> None:
        check_settings(self)


def fit_to_screens(place: WindowPlace, screens: Sequence[Box], frame: tuple[int, int]) -> WindowPlace:
    """Return ``place`` wholly on the screen that shows most of it, or on the first of ``screens``; there is one.

    A window that was never shown is as large as usual, in the middle. ``screens`` are what panels and docks leave
    free, and ``frame`` is how much wider and higher the frame makes the window.
    """
    is_new = not place.width or not place.height
    wanted = Box(place.x, place.y, place.width or USUAL_WIDTH, place.height or USUAL_HEIGHT)
    screen = screens[0] if is_new else max(screens, key=wanted.shared)
    width, height = min(wanted.width, screen.width - frame[0]), min(wanted.height, screen.height - frame[1])
    free_x, free_y = screen.width - width - frame[0], screen.height - height - frame[1]
    if is_new or not wanted.shared(screen):
        x, y = screen.x + free_x // 2, screen.y + free_y // 2
    else:
        x, y = min(max(place.x, screen.x), screen.x + free_x), min(max(place.y, screen.y), screen.y + free_y)
    return replace(place, x=x, y=y, width=max(width, 1), height=max(height, 1))
