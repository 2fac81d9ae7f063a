"""The program's colours by role, its sizes of text and its spaces: the only file that contains them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb``; text roles reach WCAG AA (4.5:1) on background and surface."""

    name: str
    background: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    accent_soft: str
    on_accent: str
    # The breath
    lungs: str
    lungs_edge: str
    # The figure in the illustrations and in the diaphragm view
    skin: str
    skin_far: str
    clothes: str
    clothes_far: str
    hair: str
    prop: str
    bone: str
    muscle: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of text by role, as shares of the size of plain text: there are no others."""

    small: float = 0.9
    plain: float = 1.0
    heading: float = 1.2
    title: float = 1.8
    display: float = 2.4


@dataclass(frozen=True, slots=True)
class Spaces:
    """The distances between things, in pixels: there are no others."""

    tiny: int = 4
    small: int = 8
    plain: int = 16
    large: int = 24
    huge: int = 40


SIZE, SPACE = Sizes(), Spaces()

LIGHT = Theme(
    name="light",
    background="#f6f4ef",
    surface="#fffefb",
    text="#1f2d2b",
    muted="#56635f",
    line="#d8d4ca",
    accent="#1d6b66",
    accent_soft="#d3e6e1",
    on_accent="#ffffff",
    lungs="#a9d2ca",
    lungs_edge="#4b978d",
    skin="#e3bfa3",
    skin_far="#cfa68a",
    clothes="#4d9a90",
    clothes_far="#3b817a",
    hair="#5d4a42",
    prop="#b9a7d0",
    bone="#e9e2d0",
    muscle="#c9776b",
)

DARK = Theme(
    name="dark",
    background="#131d1c",
    surface="#1b2827",
    text="#e8efec",
    muted="#a3b3af",
    line="#33433f",
    accent="#7fcac1",
    accent_soft="#234440",
    on_accent="#0c1615",
    lungs="#2f6a64",
    lungs_edge="#7fcac1",
    skin="#c49e83",
    skin_far="#a5826a",
    clothes="#5aa79e",
    clothes_far="#417f78",
    hair="#8b7468",
    prop="#9584b3",
    bone="#8f8a7c",
    muscle="#c9776b",
)

# For a dark room where nobody is looking: black, with just enough light to find the screen.
DIM = replace(
    DARK,
    name="dim",
    background="#000000",
    text="#6f7f7b",
    muted="#5c6a67",
    line="#0f1716",
    accent="#3a615c",
    accent_soft="#0c1716",
    lungs="#16302d",
    lungs_edge="#2c4f4b",
)


def firmer(theme: Theme) -> Theme:
    """Return ``theme`` for people who ask their system for more contrast: nothing that is read or used is quiet."""
    return replace(theme, muted=theme.text, line=theme.muted)


def recolour(text: str, theme: Theme) -> str:
    """Return ``text`` (an SVG drawn in the colours of LIGHT) in the colours of ``theme``."""
    for field in fields(Theme):
        if field.name != "name":
            text = text.replace(getattr(LIGHT, field.name), f"\0{field.name}\0")
    for field in fields(Theme):
        text = text.replace(f"\0{field.name}\0", getattr(theme, field.name))
    return text
