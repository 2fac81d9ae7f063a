"""The bar at the top of the window: a button for each place, with its icon where there is room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QPushButton, QWidget

from psoas_timer.ui.kit.svg_paint import paint_svg
from psoas_timer.ui.kit.theme import LIGHT

_SIDE_PX, _ABOVE_PX, _GAP_PX = 24, 8, 8
_CRAMPED_SIDE_PX, _CRAMPED_GAP_PX = 16, 4
_FRAME_PX = 2 * 16  # left and right of a word
_ICON_EM = 1.2  # in line heights
_AFTER_PX = 4  # between an icon and its word, besides the 4 that Qt leaves there
_ROLES = {QIcon.State.Off: QPalette.ColorRole.PlaceholderText, QIcon.State.On: QPalette.ColorRole.WindowText}
_RESTYLED = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class PlacesBar(QWidget):
    """Shows the icons from the second paint on, so that the first one need not wait for them; their room is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._load_icon: Callable[[str], str] | None = None
        self._buttons: list[QPushButton] = []
        self._is_painted = False
        self._shown: tuple[object, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_SIDE_PX, _ABOVE_PX, _SIDE_PX, 0)
        self._row.setSpacing(_GAP_PX)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # minimumSizeHint sets the minimum
        self._row.addStretch(1)

    def put(self, place_button: QPushButton) -> None:
        """Add the button of a place, whose property "place" names its icon, to the right of the others."""
        self._row.insertWidget(len(self._buttons), place_button)
        self._buttons.append(place_button)

    def use_icons(self, load_icon: Callable[[str], str]) -> None:
        """Show icons: ``load_icon`` returns the SVG of a place, drawn in LIGHT's colour for muted text."""
        self._load_icon = load_icon
        self._show_icons()

    def _show_icons(self) -> None:
        """Give the buttons their icons, or none of them if they have no room beside all the words."""
        if self._load_icon is None:
            return
        side = round(self.fontMetrics().height() * _ICON_EM)
        words = sum(one.fontMetrics().horizontalAdvance(one.text()) for one in self._buttons)
        frames = len(self._buttons) * (_FRAME_PX + side + 2 * _AFTER_PX + _GAP_PX) + 2 * _SIDE_PX
        has_room = words + frames <= self.width()
        side_px, gap_px = (_SIDE_PX, _GAP_PX) if has_room else (_CRAMPED_SIDE_PX, _CRAMPED_GAP_PX)
        self._row.setContentsMargins(side_px, _ABOVE_PX, side_px, 0)
        self._row.setSpacing(gap_px)
        colours = (QApplication.palette().color(role).name() for role in _ROLES.values())
        wanted = (has_room, side, self._is_painted, self.devicePixelRatioF(), *colours)
        if wanted == self._shown:
            return
        self._shown = wanted
        for one in self._buttons:
            one.setIconSize(QSize(side + _AFTER_PX, side))
            one.setIcon(self._icon_of(str(one.property("place")), side) if has_room else QIcon())

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
        self._show_icons()

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._row.minimumSize().height())  # a narrower window has no icons

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_painted:
            QTimer.singleShot(0, self, self._fill_icons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_icons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._show_icons()


def _blank(side: int, ratio: float) -> QPixmap:
    """Return the empty place of an icon, with the space after it."""
    picture = QPixmap((QSizeF(side + _AFTER_PX, side) * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
