"""A page shows what has changed: at once while it is visible, otherwise once when it is shown."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from psoas_timer.flows.refresh import Refresh
from psoas_timer.ui.kit.message_bar import MessageBar
from psoas_timer.ui.kit.widgets import Page
from tests.ui.keyboard import open_window


def test_a_page_is_shown_anew_at_once_or_as_soon_as_it_comes(qtbot: QtBot) -> None:
    page, bar, shown = Page(), MessageBar(), []
    qtbot.addWidget(page)
    qtbot.addWidget(bar)
    refresh = Refresh(page, lambda: shown.append(1), bar)
    refresh.ask()
    refresh.ask()
    assert shown == []
    open_window(page)
    assert shown == [1]
    refresh.ask()
    assert shown == [1, 1]
    page.hide()
    open_window(page)
    assert shown == [1, 1], "nothing has changed meanwhile"
