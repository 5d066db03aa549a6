"""Icons: our own line drawings (24x24, stroke ``currentColor``), recoloured for the theme when they are drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from advocacy_desk import resources

SIZES = (16, 20, 24)


@lru_cache(maxsize=256)
def icon(name: str, colour: str) -> QIcon:
    """Return an icon in a colour (``#RRGGBB``), sharp at the usual sizes on the screens that there are."""
    drawn = QIcon()
    scales = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    for size in SIZES:
        for scale in scales:
            drawn.addPixmap(picture(name, colour, size, scale))
    return drawn


@lru_cache(maxsize=512)
def picture(name: str, colour: str, size: int, scale: float = 1.0) -> QPixmap:
    """Return an icon as a picture of ``size`` points on a screen with ``scale`` pixels to the point."""
    source = (resources.folder("icons") / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    pixels = round(size * scale)
    canvas = QPixmap(QSize(pixels, pixels))
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    canvas.setDevicePixelRatio(scale)
    return canvas
