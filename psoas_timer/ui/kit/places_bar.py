"""The bar at the top of the window: a button for each place, with its icon where there is room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QAccessible, QIcon, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QPushButton, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.svg_paint import paint_svg
from psoas_timer.ui.kit.theme import LIGHT, SPACE

_FRAME_PX = 2 * SPACE.plain  # left and right of a word
_ICON_EM = 1.2  # in line heights
_SIGN = "?"  # for the word of the last one, which is Help
_AFTER_PX = 4  # between an icon and its word, besides the 4 that Qt leaves there
_ROLES = {QIcon.State.Off: QPalette.ColorRole.PlaceholderText, QIcon.State.On: QPalette.ColorRole.WindowText}
_RESTYLED = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class PlacesBar(QWidget):
    """Shows the icons from the second paint on, so that the first one need not wait for them; their room is kept."""

    def __init__(self) -> None:
        super().__init__()
        give_role(self, QAccessible.Role.PageTabList)
        self.setAccessibleName(tr("Places"))
        self._load_icon: Callable[[str], str] | None = None
        self._buttons: list[QPushButton] = []
        self._last: QPushButton | None = None  # at the end
        self._is_painted = False
        self._shown: tuple[object, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, 0)
        self._row.setSpacing(SPACE.small)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # minimumSizeHint sets the minimum
        self._row.addStretch(1)

    def put(self, place_button: QPushButton) -> None:
        """Add the button of a place, whose property "place" names its icon, to the right of the others."""
        self._row.insertWidget(len(self._buttons), place_button)
        self._buttons.append(place_button)

    def put_at_end(self, place_button: QPushButton) -> None:
        """Add the button of a place at the right end; a sign stands for its word where there is no room for that."""
        self._row.addWidget(place_button)
        self._last = place_button

    def use_icons(self, load_icon: Callable[[str], str]) -> None:
        """Show icons: ``load_icon`` returns the SVG of a place, drawn in LIGHT's colour for muted text."""
        self._load_icon = load_icon
        self._fit()

    @property
    def _all(self) -> list[QPushButton]:
        return [*self._buttons, *([self._last] if self._last else [])]

    def _fit(self) -> None:
        """Leave out the icons where they have no room, then the last one's word, then the space around the words."""
        has_icons = self._show_icons()
        side_px, gap_px = (SPACE.large, SPACE.small) if has_icons else (SPACE.plain, SPACE.tiny)
        self._row.setContentsMargins(side_px, SPACE.small, side_px, 0)
        self._row.setSpacing(gap_px)
        word = self._last.accessibleName() if self._last else ""
        for text, is_tight in ((word, False), (_SIGN, False), (_SIGN, True)):
            if self._last is not None:
                self._last.setText(text)
            for one in self._all:
                if bool(one.property("tight")) != is_tight:
                    one.setProperty("tight", is_tight)
                    one.style().unpolish(one)
                    one.style().polish(one)
            needed = sum(one.sizeHint().width() + SPACE.tiny for one in self._all)
            if has_icons or needed + 2 * SPACE.plain <= self.width():
                return

    def _show_icons(self) -> bool:
        """Give the buttons their icons, or none of them if they have no room beside all the words; tell which."""
        if self._load_icon is None:
            return False
        side = round(self.fontMetrics().height() * _ICON_EM)
        words = sum(one.fontMetrics().horizontalAdvance(one.accessibleName() or one.text()) for one in self._all)
        frames = len(self._buttons) * (_FRAME_PX + side + 2 * _AFTER_PX + SPACE.small) + 2 * SPACE.large
        frames += (_FRAME_PX + SPACE.small) * (self._last is not None)
        has_room = words + frames <= self.width()
        colours = (QApplication.palette().color(role).name() for role in _ROLES.values())
        wanted = (has_room, side, self._is_painted, self.devicePixelRatioF(), *colours)
        if wanted == self._shown:
            return has_room
        self._shown = wanted
        for one in self._buttons:
            one.setIconSize(QSize(side + _AFTER_PX, side))
            one.setIcon(self._icon_of(str(one.property("place")), side) if has_room else QIcon())
        return has_room

    def _icon_of(self, place: str, side: int) -> QIcon:
        icon = QIcon()
        if not self._is_painted or self._load_icon is None:
            icon.addPixmap(_blank(side, 1.0))
            return icon
        palette, svg = QApplication.palette(), self._load_icon(place)
        for state, role in _ROLES.items():
            coloured = svg.replace(LIGHT.muted, palette.color(role).name())
            drawn = paint_svg(coloured, QSizeF(side, side), self.devicePixelRatioF())
            picture = _blank(side, self.devicePixelRatioF())
            painter = QPainter(picture)
            painter.drawPixmap(0, 0, drawn)
            painter.end()
            icon.addPixmap(picture, QIcon.Mode.Normal, state)
        return icon

    def _fill_icons(self) -> None:
        self._is_painted = True
        self._fit()

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._row.minimumSize().height())  # a narrower window has no icons

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_painted:
            QTimer.singleShot(0, self, self._fill_icons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._show_icons()
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit)  # when the buttons have the font, too


def _blank(side: int, ratio: float) -> QPixmap:
    """Return the empty place of an icon, with the space after it."""
    picture = QPixmap((QSizeF(side + _AFTER_PX, side) * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
