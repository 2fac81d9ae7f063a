"""The widget that shows a session: it paints only what has changed, and only where it has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from math import floor

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QTransform
from PySide6.QtWidgets import QWidget

from psoas_timer.core.settings import View
from psoas_timer.engine.player import PlayerState
from psoas_timer.lib.translation import tr
from psoas_timer.ui.session.arrangement import lay_out, no_picture
from psoas_timer.ui.session.scene import Look, Part, Scene
from psoas_timer.ui.session.stage_panel import caption

# A picture with more device pixels than this is shown at half the frame rate: each frame costs more, and on a screen
# that large a breath still looks smooth at 30 frames a second.
LARGE_PX = 5_000_000
LARGE_FRAME_S = 1 / 30


class BreathView(QWidget):
    """Shows scenes, turned to match how the person lies. A click anywhere asks to pause or resume."""

    pressed = Signal()
    released = Signal()
    moved = Signal(QPointF)  # the mouse, to this place on the screen
    tabbed = Signal()  # the keyboard is about to go elsewhere

    def __init__(self, parent: QWidget | None = None, load_picture: Callable[[str], str] | None = None) -> None:
        """``load_picture`` returns the SVG of a position by name, '' if there is none."""
        super().__init__(parent)
        self._load_picture = load_picture or no_picture
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Session"))
        self._scene: Scene | None = None
        self._look = Look()
        self._title = ""
        self._parts: Sequence[Part] = ()
        self._looks: list[Hashable] = []
        self.paints = 0  # for tests: a frame that looks the same is not painted

    @property
    def scene(self) -> Scene | None:
        """The instant shown, None before the first."""
        return self._scene

    @property
    def look(self) -> Look:
        """How the session is shown."""
        return self._look

    @property
    def parts(self) -> Sequence[Part]:
        """The parts of the picture, in painting order."""
        return self._parts

    def place_of(self, part: Part) -> QRectF:
        """Return the place of a part in the widget, which may be turned."""
        return self._transform().mapRect(part.rect)

    def set_look(self, look: Look) -> None:
        """Change how the session is shown; the dark view also hides the pointer."""
        self._look = look
        self.show_pointer(False)
        self._lay_out()

    def show_pointer(self, is_wanted: bool) -> None:
        """Show the pointer in the dark view, too, for as long as there is something to point at."""
        is_hidden = self._look.view is View.DARK and not is_wanted
        self.setCursor(Qt.CursorShape.BlankCursor if is_hidden else Qt.CursorShape.ArrowCursor)

    def set_title(self, title: str) -> None:
        """Set the title of the routine shown."""
        self._title = title
        self._lay_out()

    def show_scene(self, scene: Scene) -> None:
        """Show ``scene`` and repaint the places that look different."""
        if self._is_too_soon(scene):
            return
        self._scene = scene
        looks = [part.look(scene) for part in self._parts]
        to_widget = self._transform()
        for part, before, after in zip(self._parts, self._looks, looks, strict=True):
            if before != after:
                region = QRegion()
                for rect in part.changed(before, after):
                    region += to_widget.mapRect(rect).toAlignedRect()
                self.update(region)
        self._looks = looks

    def _is_too_soon(self, scene: Scene) -> bool:
        """Return whether a large picture already shows this thirtieth of a second; other changes are shown at once."""
        shown = self._scene
        if shown is None or self.width() * self.height() * self.devicePixelRatioF() ** 2 <= LARGE_PX:
            return False
        before, now = shown.moment, scene.moment
        return (
            replace(shown, frame=scene.frame) == scene
            and shown.timeline is scene.timeline
            and shown.state is scene.state is PlayerState.RUNNING
            and (before.stage_index, before.phase, before.cycle) == (now.stage_index, now.phase, now.cycle)
            and floor(before.elapsed_s / LARGE_FRAME_S) == floor(now.elapsed_s / LARGE_FRAME_S)
        )

    def caption_text(self) -> str:
        """Describe what is shown in one sentence, for a screen reader."""
        if self._scene is None:
            return ""
        words = caption(self._scene)
        return ", ".join(text for text in (words.side, words.phase, words.count, words.instruction) if text)

    def _lay_out(self) -> None:
        quarter = self._look.turn in (90, 270)
        width, height = (self.height(), self.width()) if quarter else (self.width(), self.height())
        scale = self.devicePixelRatioF()
        self._parts = lay_out(QRectF(0, 0, width, height), self._look, self._title, scale, self._load_picture)
        self._looks = [None] * len(self._parts)
        if self._scene is not None:
            self._looks = [part.look(self._scene) for part in self._parts]
        self.update()

    def _transform(self) -> QTransform:
        """Return the transform from the picture to the widget, turned clockwise."""
        turn = self._look.turn
        transform = QTransform()
        if turn == 90:
            transform.translate(self.width(), 0)
        elif turn == 180:
            transform.translate(self.width(), self.height())
        elif turn == 270:
            transform.translate(0, self.height())
        return transform.rotate(turn)

    def _covered(self, scene: Scene, to_widget: QTransform) -> QRegion:
        """Return where parts paint every pixel, so that no background is needed first."""
        covered = QRegion()
        for part in self._parts:
            covered += part.covered(scene)
        return _turned(covered, to_widget)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        self.tabbed.emit()
        return super().focusNextPrevChild(is_next)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.moved.emit(event.globalPosition())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.released.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        region, theme = event.region(), self._look.theme
        painter = QPainter(self)
        if self._scene is None:
            painter.fillRect(self.rect(), QColor(theme.background))
            return
        to_widget = self._transform()
        bare = region - self._covered(self._scene, to_widget)
        if not bare.isEmpty():  # usually it is
            painter.setClipRegion(bare)
            painter.fillRect(bare.boundingRect(), QColor(theme.background))
            painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(to_widget, True)
        within = _turned(region, to_widget.inverted()[0])
        for part in self._parts:
            if not region.intersects(to_widget.mapRect(part.rect).toAlignedRect()):
                continue
            part.draw(painter, self._scene, theme, within)


def _turned(region: QRegion, turn: QTransform) -> QRegion:
    """Return ``region`` turned by quarters, exact to the pixel; Qt's own mapping uses polygons and is not exact."""
    if turn.isIdentity():
        return region
    turned = QRegion()
    for rect in region:  # type: ignore[attr-defined]  # missing from PySide6's stubs
        turned += turn.mapRect(rect)
    return turned
