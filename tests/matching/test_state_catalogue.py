"""The State's catalogue of free software: a real pair of lists, judged against a list checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import Verdict, verdict


@pytest.fixture(scope="module")
def catalogue(shared: Path) -> Verdict:
    return verdict(shared / "realdata" / "software_fr")


def test_the_entries_of_2019_are_found_and_hardly_any_other(catalogue: Verdict) -> None:
    assert len(catalogue.existed) == 161
    assert len(catalogue.found) >= 148
    assert len(catalogue.wrong) <= 4, catalogue.wrong


def test_columns_are_paired_whatever_their_names(catalogue: Verdict) -> None:
    columns = catalogue.result.columns
    assert ("FONCTIONNALITÉ", "fonction") in columns
    assert ("LOGICIELPARENT", "parent") in columns
    assert not any("wikidata" in pair for pair in columns)


def test_nothing_is_certified_without_decisions(catalogue: Verdict) -> None:
    assert not any(pair.calibrated for pair in catalogue.result.pairs)
