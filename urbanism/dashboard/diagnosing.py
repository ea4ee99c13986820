"""The diagnosis of a project, made once for each reading of the estate."""

from __future__ import annotations

from urbanism.dashboard.analysing import indicator_texts, rule_texts
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate
from urbanism.diagnosis import Diagnosis, diagnose
from urbanism.governance.assessments import thresholds_of


@kept(24, "Diagnostic en cours…")
def diagnosis_of(estate: Estate, project_id: int) -> Diagnosis:
    """What the diagnosis says of the project, with the user's limits."""
    titles = {code: rule.title for code, rule in rule_texts().items()}
    titles |= {code: indicator.title for code, indicator in indicator_texts().items()}
    return diagnose(estate.snapshot, project_id, titles, thresholds_of(estate.snapshot.assessments))
