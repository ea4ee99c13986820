"""What surrounds every page: navigation, look, who is reading, and errors said plainly."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from urbanism.dashboard.catalogue import PAGES, sections
from urbanism.dashboard.components.past_band import choose_day, past_band
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.errors import UrbanismError
from urbanism.french import number

HERE = Path(__file__).parent
IN_FRENCH = "<script>document.documentElement.lang = 'fr';</script>"


def show() -> None:
    """Run the current page inside the shell."""
    st.set_page_config(page_title="urbanism", page_icon=str(HERE / "logo.svg"), layout="wide")
    st.logo(str(HERE / "logo.svg"), size="large")
    st.html(HERE / "style.css")
    st.html(IN_FRENCH, unsafe_allow_javascript=True)
    page = st.navigation(sections(), expanded=True)
    arrive(page.url_path)
    try:
        estate = open_estate()
        _reader(estate)
        if not past_band(estate, PAGES[page.url_path or next(iter(PAGES))].writes):
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


def arrive(page: str) -> None:
    """Note which page is being read; coming from another one, the bar of filters starts from the address or memory."""
    if st.session_state.get("page") != page:
        st.session_state["page"] = page
        st.session_state.pop("filters-seen", None)


def _reader(estate: Estate) -> None:
    """Say, under the navigation, who reads and what."""
    with st.sidebar:
        st.space("small")
        name = estate.engine.url.database or str(estate.engine.url)
        st.caption(
            f":material/person: Poste local, sans connexion : tout est visible.  \n"
            f":material/database: {plain(Path(name).name)}, état n° {number(estate.snapshot.revision)}"
        )
        choose_day(estate)
