"""The quiet screen after a session: what was done, how to come out, and room for an answer and a note."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.ui.kit.discomfort_scale import DiscomfortScale
from psoas_timer.ui.kit.discomfort_words import session_sentence
from psoas_timer.ui.kit.widgets import Page, button, card, label, listing
from psoas_timer.ui.kit.words import clock_word, tr

NOTE_LENGTH = 500
# The widest a quiet page's content gets, in line heights.
_WIDEST_EM = 40
_LEAST_SIDE_PX = 28
# In line heights: on a page that is less high the words get what the margins can spare.
_CRAMPED_EM = 12
# What is seen at least of content that scrolls: more, and three buttons of the largest text have no room below it.
_LEAST_LINES = 2


class MiddlePage(Page):
    """A page with little on it, in the middle: ``content``, which scrolls where it must, and ``buttons`` below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(16)
        self.buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.buttons.setSpacing(10)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(16)
        self._outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # minimumSizeHint says what is least
        self._outer.addStretch(1)
        self._scroll = _Fitting(inner)
        self._outer.addWidget(self._scroll)
        self._outer.addLayout(self.buttons)
        self._outer.setAlignment(self.buttons, Qt.AlignmentFlag.AlignLeft)
        self._outer.addStretch(2)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.width() - self.fontMetrics().height() * _WIDEST_EM
        side = max(room // 2, _LEAST_SIDE_PX)
        above = 24 if self.height() > self.fontMetrics().height() * _CRAMPED_EM else 8
        self._outer.setContentsMargins(side, above, side, above)
        self.fit_buttons()

    def scroll_to_top(self) -> None:
        """Show the content from its beginning, as something new is shown."""
        self._scroll.verticalScrollBar().setValue(0)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to where the focus goes within the page, by arrow keys too; a page just shown stays at its top."""
        if before is not None and now is not None and self.isAncestorOf(before) and self._scroll.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, now.height())

    def fit_buttons(self) -> None:
        """Put the buttons below each other where they have no room side by side."""
        shown = [one for one in self.findChildren(QPushButton) if self.buttons.indexOf(one) >= 0 and not one.isHidden()]
        needed = sum(one.sizeHint().width() + self.buttons.spacing() for one in shown)
        room = self.width() - 2 * self._outer.contentsMargins().left() + self.buttons.spacing()
        is_row = needed <= room
        self.buttons.setDirection(QBoxLayout.Direction.LeftToRight if is_row else QBoxLayout.Direction.TopToBottom)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())  # what is narrower gets narrower margins

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()


class _Fitting(QScrollArea):
    """As high as what is in it, or as the room that there is."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        # Not by heightForWidth: a layout would then never let it be less high, and squeeze the buttons instead.
        content, hint, width = self._content, self._content.sizeHint(), self.viewport().width()
        return QSize(hint.width(), content.heightForWidth(width) if content.hasHeightForWidth() else hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), self.fontMetrics().height() * _LEAST_LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ClosingPage(MiddlePage):
    """Wishes: to keep a note and an answer, and to go home. Leaving the page keeps the note too."""

    note_changed = Signal(str, str)  # uuid, note
    discomfort_chosen = Signal(str, object)  # uuid, int or None where an answer was taken back or skipped
    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uuid = ""
        self._before: int | None = None
        self._title = label(role="title")
        self._done = label()
        self._week = label(role="muted")
        for one in (self._title, self._done, self._week):
            self.content.addWidget(one)
        self._way_out, self._steps = card()
        self._steps.addWidget(label(tr("Take your time"), "strong"))
        self._closing = listing(())
        self._steps.addWidget(self._closing)
        self.content.addWidget(self._way_out)
        self._asked = self._build_question()
        self.content.addWidget(self._asked)
        self._note = QLineEdit()
        self._note.setMaxLength(NOTE_LENGTH)
        self._note.setPlaceholderText(tr("A note, if you like"))
        self._note.setAccessibleName(tr("Note about this session"))
        self.content.addWidget(self._note)
        self._home = button(tr("Done"), "primary")
        self._home.clicked.connect(self._leave)
        self.first = self._home
        self.buttons.addWidget(self._home)

    def show_closing(
        self, routine: Routine, record: SessionRecord, week: Week, *, asks_discomfort: bool = False
    ) -> None:
        """Show what was done; the page's focus is on the way home."""
        self._uuid = record.uuid
        is_whole = record.status is Status.COMPLETE
        self._title.setText(tr("Well done.") if is_whole else tr("That is enough for now."))
        self._done.setText(
            tr("{routine}: you practised {time} of {planned} minutes.").format(
                routine=routine.title, time=clock_word(record.practised_s), planned=clock_word(record.planned_s)
            )
        )
        self._week.setText(_week_sentence(week))
        closing = listing(routine.closing, numbered=True)
        self._steps.replaceWidget(self._closing, closing)
        self._closing.hide()  # at once; Qt deletes it when it has time
        self._closing.deleteLater()
        self._closing = closing
        self._way_out.setVisible(bool(routine.closing))
        self._before = record.discomfort_before
        self._scale.show_level(record.discomfort_after)
        self._say_difference(record.discomfort_after)
        self._asked.setVisible(asks_discomfort)
        self._note.setText(record.note)
        self.scroll_to_top()

    def _build_question(self) -> QFrame:
        frame, layout = card()
        question = tr("How much discomfort do you feel now?")
        self._scale = DiscomfortScale(question)
        self._scale.level_chosen.connect(self._keep_level)
        self._scale.skipped.connect(lambda: self._keep_level(None))
        self._difference = label(role="muted")
        layout.addWidget(label(question, "strong"))
        layout.addWidget(self._scale)
        layout.addWidget(self._difference)
        return frame

    def _keep_level(self, level: int | None) -> None:
        self._say_difference(level)
        if self._difference.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._difference.text()))
        self.discomfort_chosen.emit(self._uuid, level)

    def _say_difference(self, level: int | None) -> None:
        sentence = session_sentence(self._before, level)
        self._difference.setText(sentence)
        self._difference.setVisible(bool(sentence))

    def _leave(self) -> None:
        self.keep_note()
        self.done_requested.emit()

    def keep_note(self) -> None:
        """Hand on the note where one was written or changed."""
        if self._note.isModified():
            self._note.setModified(False)
            self.note_changed.emit(self._uuid, self._note.text().strip())

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave()
        else:
            super().keyPressEvent(event)


def _week_sentence(week: Week) -> str:
    """Return where the week stands; one without a target of its own is not held against one."""
    if week.paused and week.is_neutral:
        return tr("This week is a pause. Each day still counts.")
    if week.is_neutral:
        return tr("Your week begins anew. Each day still counts.")
    return tr("This week: {met} of {target} days.").format(met=week.days_met, target=week.target)
