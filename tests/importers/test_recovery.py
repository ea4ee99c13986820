"""The sample métropole, imported without a profile, gives back what its workbooks say."""

from __future__ import annotations

from pathlib import Path

import pytest
import recovery

SEEDS = (recovery.DEFAULT_SEED, 4_711)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sample_is_recovered(seed: int, tmp_path: Path) -> None:
    found = recovery.recover(seed, tmp_path)
    assert [file.status for file in found.files] == ["imported"] * 16
    assert all(table.guess.kind for file in found.files for table in file.tables if table.sheet != "Lisez-moi")
    assert found.rejected() == 0
    assert found.share() >= 0.99, [item for item in found.expectations if not item.recovered][:20]
