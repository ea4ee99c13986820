"""Texts of a drawing: they stay in their place whatever is written, and nothing is lost without a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbanism.drawing import Box, Link, fit, text_width
from urbanism.drawing.text import UNREADABLE, cut, tidy, wrap
from urbanism.palette import INK

labels = st.text(max_size=320) | st.sampled_from(["<script>", "L" * 300, "‮à l’envers", "😀🏳️‍🌈", "", " ", "\x00\ud800"])


@given(labels, st.floats(1, 200), st.floats(1, 100), st.floats(5, 40), st.booleans())
def test_a_text_is_within_its_box_or_not_written(
    label: str, width: float, height: float, size: float, bold: bool
) -> None:
    box = Box(10, 20, width, height)
    text = fit(label, box, size, INK, least=4, bold=bold)
    if text is None:
        return
    assert box.holds(text.box, slack=2 * UNREADABLE)
    assert all(text_width(line, text.size, bold) <= width + UNREADABLE for line in text.lines)
    assert text.full == tidy(label)
    said = "".join(text.lines).replace(" ", "")
    assert text.cut or said == text.full.replace(" ", "")
    assert not text.cut or text.full.replace(" ", "").startswith(said[:-1])
    assert text.cut or text.written == text.full


@given(labels, st.floats(3, 100))
def test_wrapping_loses_no_sign(label: str, width: float) -> None:
    words = tidy(label)
    assert "".join(wrap(words, width, 9)).replace(" ", "") == words.replace(" ", "")


def test_a_text_that_does_not_fit_shrinks_before_it_is_cut() -> None:
    box = Box(0, 0, 30, 4)
    small = fit("Gestion du courrier", box, 12, INK, least=6)
    assert small is not None
    assert 6 <= small.size < 12
    assert not small.cut
    assert cut("Gestion du courrier", 20, 12).endswith("…")


def test_a_word_too_long_for_a_line_is_broken_at_its_hyphens() -> None:
    assert wrap("Mairie de Clairvigne-les-Bains", text_width("Clairvigne-les", 9), 9) == [
        "Mairie de",
        "Clairvigne-",
        "les-Bains",
    ]


def test_widths_are_those_of_helvetica() -> None:
    assert text_width("Hamburg", 72) == pytest.approx(25.4 * (722 + 556 + 833 + 556 + 556 + 333 + 556) / 1000)
    assert text_width("é", 10) == text_width("e", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)


def test_a_link_is_a_page_of_the_dashboard_and_quoted_parameters() -> None:
    assert Link("bloc", (("bloc", "a&b=<c>"),)).href == "bloc?bloc=a%26b%3D%3Cc%3E"
    for page in ("javascript:alert(1)", "//ailleurs", "../x", "Bloc", ""):
        with pytest.raises(ValueError, match="not a page"):
            _ = Link(page).href
