"""Settings as rows of a card: each is described once, and the control follows from its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.core.described import Setting, settings_of
from psoas_timer.core.kind import Flag, Group, Kind, LanguageCode, Maybe, Number, OneOf
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import ChoiceBox, NumberBox
from psoas_timer.ui.kit.forms import Findable
from psoas_timer.ui.kit.volume_box import VolumeBox
from psoas_timer.ui.kit.widgets import Tick, rule
from psoas_timer.ui.settings.setting_row import SettingRow

Show = Callable[[Any], None]


class SettingRows(QObject):
    """Fills cards with rows; ``controls`` maps the name of each setting to its control."""

    value_changed = Signal(str, object)  # the setting's name and its value
    listen_wanted = Signal(str, bool)  # the name of a volume, and whether to play or to stop

    def __init__(
        self, names: Mapping[str, Mapping[str, str]] = MappingProxyType({}), parent: QObject | None = None
    ) -> None:
        """``names`` gives, by setting, the names of values known only at run time, such as languages."""
        super().__init__(parent)
        self._names = names
        self.controls: dict[str, QWidget] = {}
        self._shows: dict[str, Show] = {}

    def add_rows(self, column: QVBoxLayout, settings: Iterable[Setting]) -> list[Findable]:
        """Add a row for each of ``settings``, in order, and return what a search may find."""
        found: list[Findable] = []
        for one in settings:
            self._shows[one.name] = self._add(column, one, partial(self.value_changed.emit, one.name), found)
        return found

    def show_values(self, chosen: Any) -> None:
        """Show the value that ``chosen`` has for each setting here."""
        for name, show in self._shows.items():
            show(getattr(chosen, name))

    def show_heard(self, name: str) -> None:
        """Show which volume is listened to, '' for none."""
        for known, control in self.controls.items():
            if isinstance(control, VolumeBox):
                control.show_heard(known == name)

    def _add(self, column: QVBoxLayout, one: Setting, tell: Callable[[Any], None], found: list[Findable]) -> Show:
        """Add the rows of a setting and return what shows a value in them; ``tell`` is called with each new one."""
        if isinstance(one.kind, Group):
            return self._add_group(column, one.kind, tell, found)
        control: QWidget
        if isinstance(one.kind, Flag):
            control = tick = Tick(tr(one.label))
            tick.toggled.connect(tell)
            show: Show = tick.setChecked
        elif isinstance(one.kind, Number) and one.is_level:
            control, show = self._volume(one, one.kind, tell)
        elif number := _number_in(one.kind):
            control, show = _figure(one, number, tell)
        else:
            control, show = _choice(one, self._names.get(one.name, {}), tell)
        name, hint = tr(one.label), tr(one.hint) if one.hint else ""
        if found:
            column.addWidget(rule())
        column.addWidget(SettingRow(name, hint, control))
        found.append(Findable(name, hint, control.slider if isinstance(control, VolumeBox) else control))
        self.controls[one.name] = control
        return show

    def _add_group(self, column: QVBoxLayout, kind: Group, tell: Callable[[Any], None], found: list[Findable]) -> Show:
        """Add the rows of a group; when a part changes, ``tell`` gets the whole group."""
        shown = kind.usual
        shows: dict[str, Show] = {}

        def tell_part(name: str, value: object) -> None:
            nonlocal shown
            shown = kind.having(shown, name, value)
            tell(shown)

        def show_parts(value: Any) -> None:
            nonlocal shown
            shown = value
            for name, show in shows.items():
                show(getattr(value, name))
            shown = value  # a control may round a value, and has told that in the meantime

        for part in settings_of(type(kind.usual)):
            shows[part.name] = self._add(column, part, partial(tell_part, part.name), found)
        return show_parts

    def _volume(self, one: Setting, kind: Number, tell: Callable[[Any], None]) -> tuple[QWidget, Show]:
        box = VolumeBox(int(kind.least), int(kind.most), one.step)
        box.value_changed.connect(lambda value: tell(float(value)))
        box.listen_wanted.connect(partial(self.listen_wanted.emit, one.name))
        return box, lambda value: box.slider.setValue(round(value))


def _figure(one: Setting, kind: Number, tell: Callable[[Any], None]) -> tuple[QWidget, Show]:
    """Return a box for a figure; one that may be left open has its word for that below its least value."""
    box, least = NumberBox(), int(kind.least)
    none = least - 1 if isinstance(one.kind, Maybe) else None
    box.setRange(least if none is None else none, int(kind.most))
    box.setSpecialValueText("" if none is None else tr(one.words[None]))
    box.setSingleStep(one.step)
    box.setSuffix(tr(one.unit))
    box.setKeyboardTracking(False)
    box.valueChanged.connect(lambda value: tell(None if value == none else float(value)))
    return box, lambda value: box.setValue(round(none if value is None and none is not None else value))


def _number_in(kind: Kind) -> Number | None:
    """Return what a figure may be, None if ``kind`` is not one."""
    found = kind.kind if isinstance(kind, Maybe) else kind
    return found if isinstance(found, Number) else None


def _choice(one: Setting, names: Mapping[str, str], tell: Callable[[Any], None]) -> tuple[QWidget, Show]:
    values = [*one.words, *names] if names or isinstance(one.kind, LanguageCode) else _values(one.kind)
    box = ChoiceBox()
    for value in values:
        words = tr(one.words[value]) if value in one.words else names.get(value)
        box.addItem(words or tr(one.other).format(n=value))
    box.currentIndexChanged.connect(lambda index: tell(values[index]))
    # An earlier choice, such as a language, may no longer be available.
    return box, lambda value: box.setCurrentIndex(values.index(value) if value in values else 0)


def _values(kind: Kind) -> list[Any]:
    """Return every value of a kind that can be chosen."""
    if isinstance(kind, Maybe):
        return [None, *_values(kind.kind)]
    if isinstance(kind, OneOf):
        return list(kind.known)
    raise TypeError(f"{kind} has no control")
