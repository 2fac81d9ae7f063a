"""Pictures drawn as SVG, painted at the size and in the colours that are wanted."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap


def paint_svg(svg: str, size: QSizeF, ratio: float) -> QPixmap:
    """Return ``svg`` as large as ``size`` permits, at its bottom and centred; ``ratio`` is that of the screen."""
    from PySide6.QtSvg import QSvgRenderer  # imported after the first paint

    renderer = QSvgRenderer(QByteArray(svg.encode()))
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    own = renderer.viewBoxF().size()
    if picture.isNull() or own.isEmpty():
        return picture
    fitted = own.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF((size.width() - fitted.width()) / 2, size.height() - fitted.height(), *fitted.toTuple())
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, place)
    painter.end()
    return picture
