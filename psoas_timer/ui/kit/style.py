"""Turns a Theme into Qt's palette and style sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from psoas_timer.ui.kit.theme import SIZE, Theme

_ROLES = {
    QPalette.ColorRole.Window: "background",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "background",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "accent_soft",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
}

# Sizes are in em, so that everything scales with the text.
_SHEET = """
QWidget {{ color: {text}; placeholder-text-color: {muted}; }}
QScrollArea, QStackedWidget {{ background: {background}; border: none; }}
QLabel {{ background: transparent; }}
QLabel[role="display"], QLabel[role="title"], QLabel[role="heading"], QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="field"] {{ padding: 12px 0; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="link"] {{ color: {accent}; }}
QFrame[role="card"] {{ background: {surface}; border: 1px solid {line}; border-radius: 12px; }}
QFrame[role="card"]:focus {{ border: 2px solid {accent}; }}
QFrame[role="rule"] {{ background: {line}; border: none; }}
QFrame[role="side"] {{ background: {background}; border: none; border-right: 1px solid {line}; }}
QFrame[role="caution"] {{ background: {accent_soft}; border: none; border-left: 4px solid {accent}; }}
QFrame[role="message"] {{ background: {accent_soft}; border: none; border-bottom: 1px solid {accent}; }}
QFrame[role="message"] QScrollArea {{ background: transparent; }}
QPushButton {{ background: {surface}; border: 1px solid {muted}; border-radius: 8px; padding: 11px 16px; }}
QPushButton:hover {{ border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 10px 15px; }}
QPushButton:disabled {{ color: {muted}; border-color: {line}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border: 1px solid {accent}; font-weight: 600;
    padding: 11px 26px; }}
QPushButton[role="primary"]:focus {{ border: 3px solid {text}; padding: 9px 24px; }}
QPushButton[role="primary"]:disabled {{ background: {line}; color: {muted}; border-color: {line}; }}
QPushButton[role="nav"] {{ background: transparent; border: none; border-radius: 8px; padding: 12px 16px;
    color: {muted}; }}
QPushButton[role="nav"]:hover {{ color: {text}; }}
QPushButton[role="nav"]:checked {{ color: {text}; background: {accent_soft}; }}
QPushButton[role="nav"]:focus {{ border: 2px solid {accent}; padding: 10px 14px; }}
QPushButton[role="nav"][tight="true"] {{ padding: 12px 4px; }}
QPushButton[role="nav"][tight="true"]:focus {{ padding: 10px 2px; }}
QPushButton[role="card"] {{ background: {surface}; border: 1px solid {line}; border-radius: 12px; padding: 0; }}
QPushButton[role="card"]:hover {{ border-color: {accent}; }}
QPushButton[role="card"]:focus {{ border: 2px solid {accent}; padding: 0; }}
QListView[role="parts"] {{ background: transparent; border: none; outline: none; }}
QSlider {{ background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 0 6px; }}
QSlider:focus {{ border-color: {accent}; }}
QSlider::groove:horizontal {{ height: 6px; border-radius: 3px; background: {line}; }}
QSlider::sub-page:horizontal {{ border-radius: 3px; background: {accent}; }}
QSlider::sub-page:horizontal:disabled {{ background: {muted}; }}
QSlider::handle:horizontal {{ background: {surface}; border: 3px solid {accent}; border-radius: 11px; width: 16px;
    margin: -8px 0; }}
QSlider::handle:horizontal:hover {{ background: {accent_soft}; }}
QSlider::handle:horizontal:disabled {{ border-color: {muted}; }}
QLineEdit, QAbstractSpinBox, QComboBox {{ background: {surface}; border: 1px solid {muted}; border-radius: 8px;
    padding: 11px 12px; selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {{ border-color: {accent}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on {{ border: 2px solid {accent};
    padding: 10px 11px; }}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {{ color: {muted}; border-color: {line}; }}
QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: border; width: 0; height: 0;
    border: none; }}
QComboBox {{ padding-right: 1.7em; combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 0; }}
QDateEdit::drop-down {{ subcontrol-origin: border; subcontrol-position: center right; border: none; width: 2.2em; }}
QDateEdit::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {muted}; padding: 4px;
    selection-background-color: {accent}; selection-color: {on_accent}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: 40px; padding: 0 8px; border-radius: 6px; }}
QComboBox QAbstractItemView::item:hover {{ background: {accent_soft}; }}
QComboBox QAbstractItemView::item:selected {{ background: {accent}; color: {on_accent}; }}
QToolButton[role="step"] {{ background: transparent; border: none; border-radius: 6px;
    color: {accent}; }}
QToolButton[role="step"]:hover {{ background: {accent_soft}; }}
QToolButton[role="step"]:disabled {{ color: {line}; }}
QScrollBar:vertical {{ background: {background}; width: 14px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {muted}; border: 4px solid {background}; border-radius: 7px;
    min-height: 40px; }}
QScrollBar:horizontal {{ background: {background}; height: 14px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {muted}; border: 4px solid {background}; border-radius: 7px;
    min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: {background}; }}
QTableView {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; gridline-color: {line}; }}
QTableView:focus {{ border: 2px solid {accent}; }}
QHeaderView {{ background: {surface}; }}
QHeaderView::section {{ background: {surface}; color: {muted}; border: none; border-bottom: 1px solid {line};
    padding: 6px 8px; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 4px 8px; }}
QMenu {{ background: {surface}; border: 1px solid {muted}; border-radius: 8px; padding: 4px; }}
QMenu::item {{ padding: 13px 16px; border-radius: 6px; background: transparent; }}
QMenu::item:selected {{ background: {accent_soft}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; border-bottom: 1px solid {line}; }}
QCalendarWidget QToolButton {{ background: transparent; color: {text}; border: none; border-radius: 8px;
    padding: 8px 12px; font-weight: 600; min-height: 24px; }}
QCalendarWidget QToolButton:hover {{ background: {accent_soft}; }}
QCalendarWidget QToolButton:focus {{ border: 2px solid {accent}; padding: 6px 10px; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QTableView {{ border: none; border-radius: 0; selection-background-color: {accent};
    selection-color: {on_accent}; background: {surface}; alternate-background-color: {surface}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {muted}; }}
QDialog {{ background: {background}; }}
"""

_SIZES = """
QLabel[role="display"] {{ font-size: {display}pt; }}
QLabel[role="title"] {{ font-size: {title}pt; }}
QLabel[role="heading"], QLabel[role="lead"], QPushButton[role="primary"], QToolButton[role="step"] {{
    font-size: {heading}pt; }}
"""
# Sizes of text that are not plain, as multiples of plain text.
_LARGER = {role: getattr(SIZE, role) for role in ("display", "title", "heading")}


def palette_of(theme: Theme) -> QPalette:
    """Return a palette that takes the colour of every role a control uses from ``theme``."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(theme, name)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette


def sheet_of(theme: Theme, point_size: float) -> str:
    """Return the style sheet for ``theme`` with plain text at ``point_size``."""
    colours = {name: getattr(theme, name) for name in Theme.__slots__ if name != "name"}
    return _SHEET.format(**colours) + _sizes_of(point_size)


def larger_sheet_of(point_size: float) -> str:
    """Return a style sheet for one page on which plain text is ``point_size`` and everything else larger with it."""
    return f"QWidget {{ font-size: {round(point_size, 1)}pt; }}" + _sizes_of(point_size)


def _sizes_of(point_size: float) -> str:
    return _SIZES.format(**{role: round(point_size * times, 1) for role, times in _LARGER.items()})


def point_size_of(font: QFont) -> float:
    """Return the size of ``font`` in points; ``QFont.pointSizeF`` is -1 for one given in pixels, as KDE may give it."""
    size = font.pointSizeF()
    return size if size > 0.0 else QFontInfo(font).pointSizeF()


def enlarged(font: QFont, times: float) -> QFont:
    """Return ``font`` at ``times`` its size, which is one of SIZE."""
    larger = QFont(font)
    larger.setPointSizeF(point_size_of(font) * times)
    return larger


def apply_look(
    app: QApplication, theme: Theme, base_point_size: float, text_percent: float, families: Sequence[str] = ()
) -> str:
    """Give the program the colours of ``theme`` and its font; return the style sheet for each of its windows.

    Text is at ``text_percent`` of ``base_point_size``. The first of ``families`` that has a letter shows it; without
    any, the font stays.
    """
    point_size = base_point_size * text_percent / 100.0
    font = QFont(app.font())
    if families:
        font.setFamilies(families)
    font.setPointSizeF(point_size)
    app.setFont(font)
    app.setPalette(palette_of(theme))
    return sheet_of(theme, point_size)


def apply_style(app: QApplication, theme: Theme, base_point_size: float, text_percent: float) -> None:
    """Show whatever the program makes in ``theme``, with text at ``text_percent`` of ``base_point_size``.

    For a program of one small window. With a sheet of the application's, Qt styles every part of a page anew each
    time that it goes into a larger part, which makes a large page three times as slow to build.
    """
    app.setStyleSheet(apply_look(app, theme, base_point_size, text_percent))
