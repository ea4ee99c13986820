"""Choosing one object among few or many: its kind, then its name; the address says both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import islice
from typing import Any, TypeVar

import streamlit as st

from urbanism.analyses.search import fold
from urbanism.french import number

MOST = 500
"""Names that a list proposes at once: of more, the reader first types a word."""

Option = TypeVar("Option")


def pick(
    label: str, kinds: Mapping[str, Collection[str]], keys: tuple[str, str], whole: str | None = None
) -> tuple[str, str | None]:
    """Ask for a kind and a name of that kind, None until one is chosen; no name is asked for `whole`.

    `keys` name both in the address. Each page has its own: the framework takes those of the same name from one page to
    the next.
    """
    kind = st.selectbox(label, list(kinds), key=keys[0], bind="query-params", width=210) or next(iter(kinds))
    return kind, choose("Lequel", kinds[kind], keys[1], "Tous" if kind == whole else "Choisir", disabled=kind == whole)


def choose(
    label: str, names: Collection[str], key: str, placeholder: str = "Choisir", *, disabled: bool = False
) -> str | None:
    """Ask for one of `names`, None until one is chosen; `key` names the parameter of the address."""
    asked = st.session_state.get(key) or st.query_params.get(key)
    proposed = narrowed(label, names, key, keep=[asked] if asked in names else ())
    return st.selectbox(
        label,
        proposed,
        index=None,
        placeholder=placeholder if len(names) <= MOST else proposal_words(proposed),
        key=key,
        bind="query-params",
        width="stretch",
        disabled=disabled,
    )


def chosen_code(
    label: str, names: Mapping[str, str], parameter: str, default: str, forgets: Collection[str] = ()
) -> str:
    """Ask for one of `names`, given by code: the address says which, except the default one.

    The widget follows the address when the reader goes back or forward. Another choice takes the parameters `forgets`
    out of the address: they spoke of the choice before.
    """
    widget, last = f"choix-{parameter}", f"choix-{parameter}-dit"
    said = st.query_params.get(parameter, default)
    asked = said if said in names else default
    if widget not in st.session_state or asked != st.session_state.get(last):
        st.session_state[widget] = asked
    chosen: str = st.selectbox(label, list(names), format_func=names.__getitem__, key=widget, width=320)
    if chosen != asked:
        for gone in (parameter, *forgets):
            st.query_params.pop(gone, None)
        if chosen != default:
            st.query_params[parameter] = chosen
    st.session_state[last] = chosen
    return chosen


def narrowed(
    label: str,
    options: Collection[Option],
    key: str,
    said: Callable[[Option], str] = str,
    keep: Collection[Option] = (),
) -> list[Option]:
    """The options to propose in a list: all, or where they are too many those that hold the words typed here.

    `keep` are proposed whatever the words: those that are chosen already.
    """
    if len(options) <= MOST:
        return list(options)
    words = st.text_input(
        f"{label} : un mot du nom",
        key=f"{key}-mots",
        type="search",
        live="300ms",
        placeholder=f"Un mot, parmi {number(len(options))} noms",
    )
    asked = fold(words or "").split()
    fitting = (option for option in options if all(word in fold(said(option)) for word in asked))
    found = list(islice(fitting, MOST))
    return [*(option for option in keep if option not in found), *found]


def proposal_words(proposed: Collection[Any]) -> str:
    """What a list says before anything is chosen in it, where words choose what it proposes."""
    if not proposed:
        return "Aucun nom ne porte ces mots"
    return f"Choisir parmi les {MOST} premiers" if len(proposed) >= MOST else f"Choisir parmi {len(proposed)}"
