"""The State's catalogue of free software, 2019 against 2020: a real pair of lists whose truth is known.

The 2020 file says which entries existed in 2019. Names equal once letters alone are kept speak for themselves; the
others were checked by hand, below.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

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


def _records(path: Path, column: str) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Record(str(row), line.pop(column), line) for row, line in enumerate(csv.DictReader(file))]


@pytest.fixture(scope="module")
def catalogue(shared: Path) -> tuple[list[Record], list[Record], MatchResult]:
    left = _records(shared / "realdata" / "software_fr" / "sill_2019.csv", "LOGICIEL")
    right = _records(shared / "realdata" / "software_fr" / "sill_2020.csv", "nom")
    return left, right, match(left, right)


def _letters(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())


def test_the_entries_of_2019_are_found_and_hardly_any_other(
    catalogue: tuple[list[Record], list[Record], MatchResult],
) -> None:
    left, right, result = catalogue
    found, wrong = set(), []
    for pair in result.above(0.5):
        old, new = left[int(pair.left)], right[int(pair.right)]
        if _letters(old.text) == _letters(new.text) or (old.text, new.text) in CHECKED_BY_HAND:
            found.add(pair.right)
        else:
            wrong.append((old.text, new.text, pair.score))
    existed = {record.key for record in right if "2019" in record.attributes["annees"]}
    assert len(existed) == 161
    assert len(found & existed) >= 148
    assert len(wrong) <= 4, wrong


def test_columns_are_paired_whatever_their_names(
    catalogue: tuple[list[Record], list[Record], MatchResult],
) -> None:
    columns = catalogue[2].columns
    assert ("FONCTIONNALITÉ", "fonction") in columns
    assert ("LOGICIELPARENT", "parent") in columns
    assert not any("wikidata" in pair for pair in columns)


def test_nothing_is_certified_without_decisions(
    catalogue: tuple[list[Record], list[Record], MatchResult],
) -> None:
    assert not any(pair.calibrated for pair in catalogue[2].pairs)
