"""Texts as large as a sheet lets them be: a drawing of few things is read from farther than one of many."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from urbanism.drawing.paper import Paper, with_larger_texts
from urbanism.drawing.scene import Scene, texts
from urbanism.drawing.text import words_whole

Scenes = tuple[Scene, ...]


def enlarged(draw: Callable[[Paper], Scenes], paper: Paper) -> Scenes:
    """What `draw` gives for the sheet, with the largest texts that ask for no more sheets and leave as many whole."""
    found = draw(paper)
    for large in with_larger_texts(paper):
        tried = draw(large)
        if len(tried) > len(found) or _whole(tried) < _whole(found):
            break
        found = tried
    return found


def _whole(scenes: Sequence[Scene]) -> int:
    """How many texts are neither cut nor broken within a word."""
    return sum(words_whole(text.lines, text.full) for scene in scenes for text in texts(scene.shapes))
