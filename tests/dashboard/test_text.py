"""What people wrote is shown as text: escaped whole, on one line, of a bearable length."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_estate import HOSTILE

from urbanism.dashboard.components.text import JOINER, UNKNOWN, button_label, known, plain


def read_back(markdown: str) -> str:
    """The text that a Markdown reader shows for escaped text."""
    return re.sub(r"\\(.)", r"\1", markdown).replace(JOINER, "").strip("\u2068\u2069")


@given(st.text(max_size=250))
def test_nothing_is_left_for_markdown_to_interpret(text: str) -> None:
    unescaped = re.sub(r"\\.", "", plain(text))
    assert not re.search(r"[!-/:-@\[-`{-~\n]", unescaped)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S")), max_size=250))
def test_the_text_is_shown_as_it_was_written(text: str) -> None:
    assert read_back(plain(text)) == text.replace(JOINER, "").strip("\u2068\u2069")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_short_code_arrow_or_address_survives_inside_the_text(text: str) -> None:
    unescaped = re.sub(r"\\(.)", r"\1", plain(text))
    assert not re.search(r":(material|smile|red)|-->|<-|www\.|https://|a@b", unescaped)


def test_long_and_many_lined_texts_are_kept_short() -> None:
    assert len(plain("x" * 5000)) == 300
    assert plain("a\n\n# b\t\x00c") == r"a \# b c"


def test_nobody_said_is_not_an_empty_text() -> None:
    assert known(None) == known("") == known("inconnu") == UNKNOWN
    assert known("0") == "0"


def test_a_button_has_a_label_and_no_icon() -> None:
    assert button_label("  ") == "(sans nom)"
    assert button_label(":material/home: x").startswith(JOINER)
