"""What the pages of the communes share: whose map it is, saving with its errors said, what is said of an object."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from urbanism.dashboard.components.gestures import COMMENT, may
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.undoing import undoable
from urbanism.dashboard.state import Estate
from urbanism.french import day
from urbanism.governance.campaigns import comment
from urbanism.snapshot import Commune


def visible_communes(estate: Estate) -> list[Commune]:
    """The communes whose reviews the viewer may see, by name."""
    hidden = estate.snapshot.hidden_communes
    return sorted((c for c in estate.snapshot.communes if c.id not in hidden), key=lambda c: c.name)


def choose_commune(estate: Estate) -> Commune | None:
    """Whose map is looked at, kept in the address; None where the viewer sees none."""
    communes = {commune.name: commune for commune in visible_communes(estate)}
    if len(communes) < 2:
        return next(iter(communes.values()), None)
    name = st.selectbox("Commune", list(communes), key="de", bind="query-params", width=360)
    return communes.get(name) or next(iter(communes.values()))


def saved(action: Callable[[], int | None], words: str) -> None:
    """Save, then show the page again with what was done; where it cannot be, say why and change nothing."""
    with refusals_said():
        run = action()
        if run is not None:
            undoable(run, words)
        st.rerun()


def discussion(estate: Estate, commune_id: int, object_id: int) -> None:
    """What was said of an object or a proposal, and saying something."""
    for said in (one for one in estate.snapshot.remarks if one.object_id == object_id):
        st.markdown(f":material/chat: **{plain(said.made_by)}**, {day(said.made_on)} : {plain(said.text, 1000)}")
    if not may(estate, COMMENT, commune_id):
        return
    with (
        st.form(f"dire-{object_id}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        text = st.text_input("Commentaire", placeholder="Une précision, une question…")
        sent = st.form_submit_button("Dire", icon=":material/send:")
    if sent:
        today, author = estate.snapshot.today, estate.viewer.name
        saved(lambda: comment(estate.engine, commune_id, object_id, text, author, today), "Commentaire gardé.")
