"""The plan d'occupation des sols (R01, R02, R03, R18): kept, broken, not assessable."""

from __future__ import annotations

from checking import broken, check, coverage, unknown
from estates import Estate

from urbanism import snapshot as records
from urbanism.rules import Assessed
from urbanism.vocabulary import LifecycleStatus


def test_r01_is_kept_by_the_database_and_says_so() -> None:
    made = Estate()
    made.block("paie")
    result = check(made, "R01")
    assert isinstance(result, Assessed)
    assert result.kept
    assert "base de données" in result.note
    assert unknown(Estate(), "R01")


def test_r02_one_main_block() -> None:
    made = Estate()
    made.application("Un bloc", block="paie")
    made.application("Aucun principal", also=["paie", "temps"])
    made.application("Deux fois le même", block="paie", also=["paie"])
    made.application("Orpheline")
    assert broken(made, "R02") == [("Aucun principal",), ("Deux fois le même",)]
    assert coverage(made, "R02") == (3, 4)
    alone = Estate()
    alone.application("Orpheline")
    assert "Aucune application" in unknown(alone, "R02")


def test_r03_orphans_among_running_applications() -> None:
    made = Estate()
    made.application("Placée", block="paie")
    made.application("Secondaire", also=["paie"])
    made.application("Orpheline")
    made.application("Arrêtée", status=LifecycleStatus.STOPPED)
    assert broken(made, "R03") == [("Orpheline",)]
    assert unknown(Estate(), "R03")


def test_r18_expected_blocks_are_equipped_by_own_or_pooled_applications() -> None:
    made = Estate()
    for town in ("Ville", "Bourg"):
        for block in ("paie", "eau", "sport"):
            made.add(
                "expected_blocks",
                records.ExpectedBlock,
                commune_id=made.commune(town),
                block_id=made.block(block),
            )
    made.application("Paie", block="paie", serves=["Bourg"])
    made.application("Eau", block="sport", also=["eau"])
    assert broken(made, "R18") == [("Bourg",)]
    result = check(made, "R18")
    assert isinstance(result, Assessed)
    assert [step.code for step in result.findings[0].path] == ["eau", "sport"]
    silent = Estate()
    silent.application("Paie", block="paie")
    assert "attendus" in unknown(silent, "R18")
