"""Shared by every user interface test: no screen, English dates, one font in one size."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when the first Qt object is created

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication

from psoas_timer.ui.kit import announcing
from psoas_timer.ui.kit.style import apply_style, palette_of, sheet_of
from psoas_timer.ui.kit.theme import LIGHT
from tests.thoroughness import each_pair
from tests.typefaces import FAMILIES, PLAIN_POINT_SIZE, choose_font


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Ignore the one warning that the offscreen platform gives for every window with a minimum size.

    Of a test marked EACH_FAMILY, keep as many cases as its pairs of values need.
    """
    for item in items:  # those of every folder: elsewhere, a mark added here would hide a module's own
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))
    cases: dict[str, list[pytest.Function]] = {}
    for item in items:
        if isinstance(item, pytest.Function) and hasattr(item, "callspec") and "family" in item.callspec.params:
            cases.setdefault(item.nodeid.split("[")[0], []).append(item)
    left_out = {one for some in cases.values() for one in set(some) - set(each_pair(some, _values))}
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))


def _values(item: pytest.Function) -> dict[str, str]:
    """Return what each parameter of this case is."""
    return {name: repr(value) for name, value in item.callspec.params.items()}


@pytest.fixture
def family(request: pytest.FixtureRequest) -> str:
    """The font family for all text: the first one, except in tests marked EACH_FAMILY."""
    chosen: str = getattr(request, "param", FAMILIES[0])
    return chosen


@pytest.fixture(autouse=True)
def _same_everywhere(qapp: QApplication, family: str) -> Iterator[None]:
    """Give each test English dates, its font and the light style at 100 %, whatever the previous test chose."""
    # Widgets of previous tests may still exist, and each of them would be restyled.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    choose_font(qapp, family)
    # To set the same sheet again costs as much as a whole short test, and changes nothing.
    if (qapp.styleSheet(), qapp.palette()) != (sheet_of(LIGHT, PLAIN_POINT_SIZE), palette_of(LIGHT)):
        apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, 100.0)
    yield
    QLocale.setDefault(before)
    choose_font(qapp, FAMILIES[0])


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say from now on."""
    heard: list[str] = []

    class Listener(QAccessible):
        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            if isinstance(event, QAccessibleAnnouncementEvent):
                heard.append(event.message())

    monkeypatch.setattr(announcing, "QAccessible", Listener)
    return heard
