"""Real files, and real files damaged: no traceback, every row accounted for, nothing changed by a second import."""

from __future__ import annotations

from pathlib import Path
from random import Random

import accounting
from sqlalchemy import Engine

from importers.run import prepare_import

SEED = 20_240_917
DRAWN = 25
DAMAGED = 30
"""Files drawn here; `benchmarks/accounting.py` imports them all."""


def test_real_files_are_accounted_for(estate: Engine, shared: Path) -> None:
    paths = accounting.spreadsheets(shared / "realdata")
    drawn = Random(SEED).sample(paths, DRAWN)
    assert [item for item in accounting.account(estate, drawn) if item.wrong] == []


def test_damaged_workbooks_are_refused_or_accounted_for(estate: Engine, tmp_path: Path) -> None:
    """The sample's workbooks with bytes changed, cut or doubled at random."""
    random = Random(SEED)
    books = sorted(path for path in (Path(__file__).parents[2] / "data" / "demo").iterdir() if path.suffix != ".md")
    paths = []
    for number in range(DAMAGED):
        book = random.choice(books)
        content = bytearray(book.read_bytes())
        for _ in range(random.choice((1, 5, 50))):
            place = random.randrange(len(content))
            content[place : place + random.choice((0, 1, 20))] = random.randbytes(random.choice((0, 1, 20)))
        if random.random() < 0.2:
            del content[random.randrange(len(content)) :]
        path = tmp_path / f"{number}{book.suffix}"
        path.write_bytes(content)
        paths.append(str(path))
    preview = prepare_import(estate, paths)
    assert len(preview.files) == DAMAGED
    for file in preview.files:
        assert file.status == "imported" or file.reason
        for table in file.tables:
            counts = table.counts()
            assert counts["rows_read"] == sum(counts[name] for name in accounting.OUTCOMES)
