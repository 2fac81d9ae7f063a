"""Settings: its parts in a list, one part at a time, and a search; every choice takes effect at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from psoas_timer.core.described import Section
from psoas_timer.core.settings import Settings
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.widgets import Page
from psoas_timer.ui.settings.part_view import WIDEST_EM, PartView
from psoas_timer.ui.settings.search import Found
from psoas_timer.ui.settings.setting_parts import DESCRIBED, SettingParts
from psoas_timer.ui.settings.side_panel import SidePanel

# With less room than this, in line heights, the list and a part are shown one after the other.
BESIDE_EM = 46
# The width of the list beside a part.
LIST_EM = 15

_NOTHING: Mapping[Section, Sequence[QWidget]] = MappingProxyType({})


class SettingsPage(Page):
    """Shows the settings and emits them when they change."""

    settings_changed = Signal(object)  # Settings
    reset_done = Signal(str, object)  # the title of a part, and what its settings were: Mapping[str, object]
    listen_wanted = Signal(str, bool)  # the name of a volume, and whether to play or to stop
    back_requested = Signal()

    def __init__(
        self,
        cards: Mapping[Section, Sequence[QWidget]] = _NOTHING,
        languages: Mapping[str, str] = MappingProxyType({}),
        usual: Settings | None = None,
    ) -> None:
        """``cards`` are further cards of each part, after those of the settings.

        ``languages`` maps the code of each available language to its name in that language. ``usual`` has every
        setting at its default.
        """
        super().__init__()
        self.setAccessibleName(tr("Settings"))
        self.settings = SettingParts(usual or Settings(), languages, self)
        self.settings.changed.connect(self.settings_changed)
        self.settings.listen_wanted.connect(self.listen_wanted)
        self.settings.shown.connect(self._allow_resets)
        self._parts = [self._build_part(one, cards.get(one, ())) for one in Section]
        self._is_beside = True
        self._shows_part = False  # where only one of the two is shown
        self._stack = QStackedWidget()
        for part in self._parts:
            self._stack.addWidget(part)
        self._side = SidePanel(self._parts)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._side)
        self._row.addWidget(self._stack, 1)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self._side.part_chosen.connect(self._open_at_first)
        self._side.part_passed.connect(self._preview)
        self._side.found_chosen.connect(self._reveal)
        find_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find_key.activated.connect(self._focus_search)

    @property
    def section(self) -> Section:
        """The part that is open."""
        return self._part.section

    def show_settings(self, settings: Settings) -> None:
        """Show ``settings`` without saying that they changed."""
        self.settings.show_settings(settings)

    def follow(self, settings: Settings) -> None:
        """Show what was changed elsewhere; otherwise the next change made here would undo it."""
        if settings != self.settings.settings:
            self.show_settings(settings)

    def show_heard(self, name: str) -> None:
        """Show which volume is listened to, '' for none."""
        self.settings.rows.show_heard(name)

    def open_part(self, section: Section) -> None:
        """Show a part, and move the keyboard to its first control."""
        self._side.search.clear()
        self._open_at_first(section)

    def open_list(self) -> None:
        """Show the list of parts, which comes first where it has no room beside one."""
        self._side.search.clear()
        self._shows_part = False
        self._lay_out()

    # The parts

    def _build_part(self, section: Section, cards: Sequence[QWidget]) -> PartView:
        own = [self.settings.cards[section]] if section in DESCRIBED else []
        part = PartView(section, [*own, *cards], has_defaults=bool(own))
        part.back_requested.connect(self._go_to_list)
        part.reset_requested.connect(lambda: self._reset(part))
        return part

    @property
    def _part(self) -> PartView:
        return self._parts[self._stack.currentIndex()]

    def _open(self, section: Section) -> None:
        self._stack.setCurrentIndex(list(Section).index(section))
        self._side.mark(section)
        self._shows_part = True
        self._lay_out()

    def _open_at_first(self, section: Section) -> None:
        self._open(section)
        self._part.focus_first()

    def _reveal(self, found: Found) -> None:
        """Open the part of a setting that was found, and go to its control."""
        self._open(found.section)
        self._part.reveal(found.findable)

    def _preview(self, section: Section) -> None:
        """Follow the arrow keys where the part is seen beside the list."""
        if self._is_beside:
            self._stack.setCurrentIndex(list(Section).index(section))
            self._side.mark(section)

    def _reset(self, part: PartView) -> None:
        self.reset_done.emit(part.title, self.settings.reset(part.section))

    def _allow_resets(self) -> None:
        for part in self._parts:
            if part.section in DESCRIBED:
                part.allow_reset(not self.settings.is_usual(part.section))

    def _go_to_list(self) -> None:
        self._shows_part = False
        self._lay_out()
        self._side.list.setFocus()

    def _focus_search(self) -> None:
        if not self._is_beside:
            self._shows_part = False
            self._lay_out()
        self._side.search.setFocus()
        self._side.search.selectAll()

    # What has room

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._is_beside = self.width() >= em * BESIDE_EM
        self._side.setVisible(self._is_beside or not self._shows_part)
        self._stack.setVisible(self._is_beside or self._shows_part)
        self._side.setMaximumWidth(em * LIST_EM if self._is_beside else 16_777_215)
        self._side.setMinimumWidth(em * LIST_EM if self._is_beside else 0)
        self._side.show_title(self._is_beside)
        spare = self.width() - em * (LIST_EM + WIDEST_EM)
        self._row.setContentsMargins(max(spare // 2, 0) if self._is_beside else 0, 0, 0, 0)
        for part in self._parts:
            part.show_way_back(not self._is_beside)
        self.first = self._side.list if self._side.isVisibleTo(self) else None
        if self.first is None:
            self.first = next((one.control for one in self._part.findables if one.control.isEnabled()), None)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self._is_beside and self._shows_part:
            self._go_to_list()
        else:
            self.back_requested.emit()
