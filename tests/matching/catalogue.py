"""The State's catalogue of free software, 2019 against 2020: a real pair of lists whose truth is known.

The 2020 file says which entries existed in 2019. Names equal once letters alone are kept speak for themselves; the
others were checked by hand, below.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from urbanism.matching import MatchResult, Record, match
from urbanism.matching.normalise import plain

CHECKED_BY_HAND = {
    ("Apache", "Apache HTTP Server"),
    ("CentOS (souche Redhat)", "CentOS"),
    ("Eclipse", "Eclipse IDE"),
    ("Firefox ESR", "Mozilla Firefox (Extended Support Release)"),
    ("Framadate", "Framadate (logiciel)"),
    ("FranceTerme", "Correcteur terminologique fr (FranceTerme)"),
    ("Jmeter", "Apache Jmeter"),
    ("LibreOffice en ligne", "LibreOffice (Collabora) online"),
    ("Maven", "Apache Maven"),
    ("OCS Inventory NG serveur", "OCS Inventory"),
    ("OpenNebula", "OpenNebula Community Edition"),
    ("Pacemaker – corosync", "Corosync"),
    ("Pacemaker – corosync", "Pacemaker"),
    ("/Qwant/", "Qwant (extension de recherche)"),
    ("Samba 4", "Samba"),
    ("Serveur NodeJS", "NodeJS"),
    ("SoapUI", "SOAP UI Open Source"),
    ("SonarQube Plugins : FindBugs CheckStyle Pmd", "SonarQube Plugins : CheckStyle"),
    ("SonarQube Plugins : FindBugs CheckStyle Pmd", "SonarQube Plugins : FindBugs"),
    ("SonarQube Plugins : FindBugs CheckStyle Pmd", "SonarQube Plugins : Pmd"),
    ("Squash TA", "Squash TF"),  # renamed in 2019
    ("The Gimp", "Gimp"),
    ("Tomcat", "Apache Tomcat"),
    ("Ubuntu – Eole", "EOLE (Ubuntu)"),
    ("WAPT", "WAPT Community"),
    ("logstash / kibana", "Kibana"),
    ("logstash / kibana", "Logstash"),
}


class Verdict(NamedTuple):
    """What matching found: entries of 2020 that existed in 2019, those found among them, the pairs that are wrong."""

    result: MatchResult
    existed: set[str]
    found: set[str]
    wrong: list[tuple[str, str, float]]


def verdict(folder: Path) -> Verdict:
    """Match the two years and judge every pair of score 0.5 or more."""
    left = _records(folder / "sill_2019.csv", "LOGICIEL")
    right = _records(folder / "sill_2020.csv", "nom")
    result = match(left, right)
    found, wrong = set(), []
    for pair in result.above(0.5):
        old, new = left[int(pair.left)].text, right[int(pair.right)].text
        if _letters(old) == _letters(new) or (old, new) in CHECKED_BY_HAND:
            found.add(pair.right)
        else:
            wrong.append((old, new, pair.score))
    existed = {record.key for record in right if "2019" in record.attributes["annees"]}
    return Verdict(result, existed, found & existed, wrong)


def _records(path: Path, column: str) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Record(str(row), line.pop(column), line) for row, line in enumerate(csv.DictReader(file))]


def _letters(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())
