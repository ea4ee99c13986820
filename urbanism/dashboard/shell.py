"""What surrounds every page: navigation, look, who is reading, and errors said plainly."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from urbanism.access.signing_in import Refused
from urbanism.dashboard.at_keyboard import SCRIPT as AT_KEYBOARD
from urbanism.dashboard.back_button import SCRIPT as BACK_BUTTON
from urbanism.dashboard.catalogue import PAGES, PageEntry, sections
from urbanism.dashboard.components.links import turn_where_asked
from urbanism.dashboard.components.past_band import choose_day, past_band
from urbanism.dashboard.components.sign_in import remember_session, sign_in_page, signed_in
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.in_french import SCRIPT as IN_FRENCH
from urbanism.dashboard.reader import SignInNeeded, current_viewer, network_address
from urbanism.dashboard.state import Estate, open_estate, shared_engine
from urbanism.dashboard.stray import stray_page
from urbanism.errors import UrbanismError
from urbanism.french import listing, number
from urbanism.palette import ACCENT, INK, LABEL, MUTED, SEVERITY_COLOURS
from urbanism.store import LOCAL, Viewer, as_viewer
from urbanism.store.audit import record
from urbanism.vocabulary import Act

HERE = Path(__file__).parent
SIDEBAR = 268
"""Pixels of the navigation: its longest title, and no more."""

_NAMED = {"ink": INK, "muted": MUTED, "label": LABEL, "accent": ACCENT}
_NAMED |= {severity.value: colour for severity, colour in SEVERITY_COLOURS.items()}
COLOURS = f":root {{ {' '.join(f'--{name}: {colour};' for name, colour in _NAMED.items())} }}"
"""The colours that `style.css` names."""


def show() -> None:
    """Run the current page inside the shell."""
    st.set_page_config(
        page_title="urbanism", page_icon=str(HERE / "logo.svg"), layout="wide", initial_sidebar_state=SIDEBAR
    )
    st.logo(str(HERE / "logo.svg"), size="large")
    st.html(f"<style>{COLOURS}</style>")
    st.html(HERE / "style.css")
    st.html(IN_FRENCH + AT_KEYBOARD + BACK_BUTTON, unsafe_allow_javascript=True)
    remember_session()
    viewer, refusal = _asks()
    strays = stray_page(PAGES)
    page = st.navigation({**sections(), " ": strays}, expanded=True, position="sidebar" if viewer else "hidden")
    if viewer is None:
        sign_in_page(refusal)
        return
    if page in strays:
        page.run()
        return
    arrive(page.url_path, viewer)
    turn_where_asked()
    try:
        estate = open_estate()
        _reader(estate)
        if not past_band(estate, _entry(page.url_path).writes):
            page.run()
    except UrbanismError as error:
        st.error(plain(error, limit=1000), icon=":material/error:")
    except Exception:  # whatever a page forgot: said in French, kept in the log
        logging.getLogger(__name__).exception("page %s", page.url_path)
        st.error(
            "Cette page a rencontré une erreur imprévue ; rien n’a été modifié. Rechargez-la ; si l’erreur revient,"
            " transmettez le journal du serveur à qui maintient le logiciel.",
            icon=":material/error:",
        )


def _asks() -> tuple[Viewer | None, str]:
    """Who asks; None, and why, where they must sign in first."""
    try:
        return current_viewer(shared_engine()), ""
    except SignInNeeded:
        return None, ""
    except Refused as error:
        return None, str(error)
    except UrbanismError as error:
        st.error(plain(error, limit=1000), icon=":material/error:")
        st.stop()


def arrive(page: str, viewer: Viewer) -> None:
    """Note which page is being read; coming from another one, the bar of filters starts from the address or memory."""
    if st.session_state.get("page") == page:
        return
    st.session_state["page"] = page
    st.session_state.pop("filters-seen", None)
    if viewer != LOCAL:
        asked = ", ".join(f"{name} : {value}" for name, value in st.query_params.to_dict().items())
        told = f"{_entry(page).title}{f' ({asked})' if asked else ''}"
        record(as_viewer(shared_engine(), viewer), Act.VISIT, told, address=network_address())


def _entry(page: str) -> PageEntry:
    """The page at an address; the first one has none."""
    return PAGES[page or next(iter(PAGES))]


def _withheld(estate: Estate) -> None:
    """Say what the reader is not shown, wherever a figure may be missing for that reason."""
    hidden = estate.snapshot.hidden_communes
    if not hidden:
        return
    own = listing([plain(one.name) for one in estate.snapshot.communes if one.id not in hidden])
    whose = f"Coûts, contrats et constats : ceux de {own} seulement." if own else "Ni coûts, ni contrats, ni constats."
    st.caption(f":material/visibility_off: {whose}")


def _reader(estate: Estate) -> None:
    """Say, under the navigation, who reads and what."""
    with st.sidebar:
        st.space("small")
        name = estate.engine.url.database or str(estate.engine.url)
        if estate.viewer == LOCAL:
            st.caption(":material/person: Poste local, sans connexion : tout est visible.")
        else:
            signed_in()
            _withheld(estate)
        st.caption(f":material/database: {plain(Path(name).name)}, état n° {number(estate.snapshot.revision)}")
        choose_day(estate)
