"""The diagnosis of a project, made once for each reading of the estate."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.analysing import indicator_texts, rule_texts
from urbanism.dashboard.state import Estate
from urbanism.diagnosis import Diagnosis, diagnose
from urbanism.governance.assessments import thresholds_of


@st.cache_resource(max_entries=24, show_spinner="Diagnostic en cours…", hash_funcs={Estate: lambda estate: estate.key})
def diagnosis_of(estate: Estate, project_id: int) -> Diagnosis:
    """What the diagnosis says of the project, with the user's limits."""
    titles = {code: rule.title for code, rule in rule_texts().items()}
    titles |= {code: indicator.title for code, indicator in indicator_texts().items()}
    return diagnose(estate.snapshot, project_id, titles, thresholds_of(estate.snapshot.assessments))
