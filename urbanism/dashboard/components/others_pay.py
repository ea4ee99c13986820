"""What other communes pay for the same bloc, without telling who pays what."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from urbanism.analyses.medians import LEAST, Median, TooFew
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate
from urbanism.french import euros
from urbanism.snapshot import Application
from urbanism.store.medians import load_cost_medians


def others_pay(estate: Estate, application: Application) -> None:
    """Say the median yearly cost of an application's bloc in the communes other than the viewer's."""
    if application.block_id is None or estate.viewer.sees_everything:
        return
    found = _medians(estate).get(application.block_id, TooFew(0))
    if isinstance(found, Median):
        st.caption(
            f"Pour ce bloc, la moitié des autres communes paie plus de {euros(found.value)} par an (médiane arrondie de"
            f" {found.communes} communes)."
        )
    else:
        st.caption(f"Moins de {LEAST} autres communes disent ce que leur coûte ce bloc : la médiane n’est pas donnée.")


@kept(32)
def _medians(estate: Estate) -> Mapping[int, Median | TooFew]:
    return load_cost_medians(estate.engine)
