"""Drawings to read, click, print and share: shapes in millimetres, built by pure functions, drawn by `exports`."""

from urbanism.drawing.paper import PAPERS, Paper
from urbanism.drawing.scene import Area, Box, Line, Link, Rectangle, Scene, Shape, Text
from urbanism.drawing.text import fit, text_width

__all__ = [
    "PAPERS",
    "Area",
    "Box",
    "Line",
    "Link",
    "Paper",
    "Rectangle",
    "Scene",
    "Shape",
    "Text",
    "fit",
    "text_width",
]
