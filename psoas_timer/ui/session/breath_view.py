"""The widget that shows a session: it paints only what has changed, and only where it has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from math import floor

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from psoas_timer.core.settings import View
from psoas_timer.engine.player import PlayerState
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.accessible import Action, give_role, refresh
from psoas_timer.ui.kit.words import as_sentence, phase_word, place_sentences
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
        give_role(self, QAccessible.Role.Animation)
        self.setAccessibleName(tr("Session"))
        self.actions_offered: Sequence[Action] = ()
        self._scene: Scene | None = None
        self._look = Look()
        self._title = ""
        self._parts: Sequence[Part] = ()
        self._places: list[QRect] = []
        self._looks: list[Hashable] = []
        self._beat: Hashable = None
        self._to_widget = QTransform()
        self._is_large = False
        self._covered = QRegion()  # where parts paint every pixel, so that no background is needed first

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
        return self._to_widget.mapRect(part.rect)

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
        self.setAccessibleName(tr("Session: {title}").format(title=title))
        self._lay_out()

    def show_scene(self, scene: Scene) -> None:
        """Show ``scene`` and repaint the places that look different."""
        beat = scene.beat
        is_same_beat = beat == self._beat
        if is_same_beat and self._is_too_soon(scene):
            return
        self._scene, self._beat = scene, beat
        region = QRegion()
        for index, part in enumerate(self._parts):
            if part.moves or not is_same_beat:
                before, after = self._looks[index], part.look(scene)
                if before != after:
                    self._looks[index] = after
                    for rect in part.changed(before, after):
                        region += self._to_widget.mapRect(rect).toAlignedRect()
        if not region.isEmpty():
            self.repaint(region)  # now: to be asked again costs as much as to paint a little

    def _is_too_soon(self, scene: Scene) -> bool:
        """Return whether a large picture already shows this thirtieth of a second of a session that runs."""
        shown = self._scene
        if shown is None or not self._is_large:
            return False
        before_s, now_s = shown.moment.elapsed_s, scene.moment.elapsed_s
        is_running = scene.state is PlayerState.RUNNING
        return is_running and floor(before_s / LARGE_FRAME_S) == floor(now_s / LARGE_FRAME_S)

    def caption_text(self) -> str:
        """Describe what is shown in one sentence, for a screen reader."""
        if self._scene is None:
            return ""
        words = caption(self._scene)
        how = words.hint if self._scene.state is PlayerState.WAITING else ""
        return ", ".join(text for text in (words.side, words.phase, words.count, words.instruction, how) if text)

    def accessible_state(self) -> str:
        """Describe where the session is at this instant, for a screen reader."""
        scene = self._scene
        if scene is None:
            return ""
        place = place_sentences(scene.moment)
        if scene.state is PlayerState.WAITING:
            return " ".join((place, tr("Take your time to lie down. Press Space to begin.")))
        if scene.state is PlayerState.PAUSED:
            return " ".join((tr("Paused."), place, tr("Press Space or click to resume.")))
        if scene.state is PlayerState.RESUMING:
            return " ".join((place, tr("It goes on in a moment.")))
        return " ".join((as_sentence(phase_word(scene.moment)), place)) if scene.moment.cycle else place

    def accessible_actions(self) -> Sequence[Action]:
        """Return what a screen reader may ask for; the first is what a click does."""
        return self.actions_offered

    def _lay_out(self) -> None:
        turn, width, height = self._look.turn, self.width(), self.height()
        corner = {0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[turn]
        self._to_widget = QTransform.fromTranslate(*corner).rotate(turn)  # from the picture, turned clockwise
        upright = QRectF(0, 0, height, width) if turn in (90, 270) else QRectF(0, 0, width, height)
        scale = self.devicePixelRatioF()
        self._is_large = width * height * scale**2 > LARGE_PX
        self._parts = lay_out(upright, self._look, self._title, scale, self._load_picture)
        self._places = [self.place_of(part).toAlignedRect() for part in self._parts]
        self._covered = QRegion()
        for part, place in zip(self._parts, self._places, strict=True):
            if part.is_opaque:
                self._covered += place
        self._beat = None
        self._looks = [None if self._scene is None else part.look(self._scene) for part in self._parts]
        self.update()

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        refresh(self)  # before the focus is told, which reads out what is kept of it
        super().focusInEvent(event)

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
        region, theme = event.region(), self._look.theme
        painter = QPainter(self)
        if self._scene is None:
            painter.fillRect(self.rect(), QColor(theme.background))
            return
        bare = region - self._covered
        if not bare.isEmpty():  # usually it is
            painter.setClipRegion(bare)
            painter.fillRect(bare.boundingRect(), QColor(theme.background))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        to_picture = self._to_widget.inverted()[0]
        for part, place in zip(self._parts, self._places, strict=True):
            if region.intersects(place):
                # One rectangle: a picture is copied much faster to one than to a region.
                dirty = region.intersected(place).boundingRect()
                painter.setClipRect(dirty)
                painter.setTransform(self._to_widget)
                part.draw(painter, self._scene, theme, to_picture.mapRect(QRectF(dirty)))
                painter.resetTransform()
