"""Files of unknown origin are read in another process, within limits, and none harms the others."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import psutil
import pytest
from bombs import BOMBS, cell, row, xlsx

from importers.readers import read_file
from importers.reading import Limits, read_files
from importers.sheets import RawFile
from importers.tables import find_tables
from urbanism.errors import UnusableFile

REFUSALS = {"fichier_abime", "fichier_trop_volumineux", "lecture_trop_longue", "format_non_reconnu"}


def write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def test_the_other_process_reads_what_this_one_would(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "a.csv", b"nom;code\n" + b"".join(b"appli %d;%d\n\n" % (n, n) for n in range(30_000))),
        write(tmp_path / "b.xlsx", xlsx(row(2, cell("B2", "x"), '<c r="C2" t="e"><v>#REF!</v></c>'))),
        write(tmp_path / "c.json", b'[{"a": 1.5, "b": true}]'),
    ]
    assert list(read_files(paths)) == [read_file(path) for path in paths]


def test_results_come_in_order_whatever_fails(tmp_path: Path) -> None:
    good = write(tmp_path / "a.csv", b"nom;code\nA;1\n")
    bad = write(tmp_path / "b.xlsx", BOMBS["far_cells.xlsx"]())
    results = list(read_files([good, str(tmp_path / "absent.csv"), bad, good, bad, good]))
    assert [isinstance(result, RawFile) for result in results] == [True, False, False, True, False, True]
    assert [result.code for result in results if isinstance(result, UnusableFile)] == [
        "fichier_absent",
        "fichier_trop_volumineux",
        "fichier_trop_volumineux",
    ]
    assert list(read_files([])) == []


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(wait=1), "n’est pas finie au bout de"),
        pytest.param(
            Limits(seconds=1),
            "secondes de calcul",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows does not count the processor's time"),
        ),
    ],
)
def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(limits: Limits, said: str, tmp_path: Path) -> None:
    slow = write(tmp_path / "lent.csv", b"a;b\n" + b'1;"x\n' * 4_000_000)
    good = write(tmp_path / "a.csv", b"nom;code\nA;1\n")
    late, read = read_files([slow, good], limits)
    assert isinstance(late, UnusableFile)
    assert late.code == "lecture_trop_longue"
    assert said in late.what
    assert isinstance(read, RawFile)


def test_a_busy_machine_does_not_make_a_good_file_too_long(tmp_path: Path) -> None:
    """The reading process gets a sixth of the clock at most: what is limited is its own work."""
    path = write(tmp_path / "a.csv", b"nom;code\n" + b"application;1\n" * 200_000)
    others = set(psutil.Process().children())
    results: list[RawFile | UnusableFile] = []
    begun = time.monotonic()
    reading = Thread(target=lambda: results.extend(read_files([path], Limits(seconds=1))))
    reading.start()
    while reading.is_alive():
        with suppress(psutil.Error):
            for reader in set(psutil.Process().children()) - others:
                reader.suspend()
                time.sleep(0.1)
                reader.resume()
        time.sleep(0.02)
    assert time.monotonic() - begun > 1
    assert isinstance(results[0], RawFile)


def test_a_file_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"".join(b"valeur numero %d;%d\n" % (n, n) for n in range(400_000)))
    (refused,) = read_files([path], Limits(cells=100_000))
    assert isinstance(refused, UnusableFile)
    assert refused.code == "fichier_trop_volumineux"
    (refused,) = read_files([path], Limits(memory=20 << 20))
    assert isinstance(refused, UnusableFile)


def test_leaving_early_leaves_no_process_behind(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"nom;code\nA;1\n")
    before = set(psutil.Process().children())
    results = read_files([path, path, path])
    next(results)
    assert set(psutil.Process().children()) - before
    results.close()
    assert not set(psutil.Process().children()) - before


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_read_or_refused_within_limits(name: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, BOMBS[name]())
    begun = time.process_time()
    (result,) = read_files([path])
    if isinstance(result, UnusableFile):
        assert result.code in REFUSALS
        assert result.where == path
    else:
        assert all(len(sheet.rows) <= 5_000_000 for sheet in result.sheets)
        for sheet in result.sheets:
            find_tables(sheet)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("dimension_lie.xlsx", [["a"]]),
        ("blank_cells.xlsx", []),
        ("blank_at_end.ods", [["seul"]]),
    ],
)
def test_harmless_exaggerations_are_read(name: str, rows: list[list[str]], tmp_path: Path) -> None:
    (result,) = read_files([write(tmp_path / name, BOMBS[name]())])
    assert isinstance(result, RawFile)
    assert result.sheets[0].rows == rows


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    for name in ("laughs.xlsx", "external_entity.xlsx", "laughs.ods"):
        (result,) = read_files([write(tmp_path / name, BOMBS[name]())])
        shown = str(result)
        assert "root:" not in shown
        assert "haha" not in shown


def test_a_part_present_twice_is_refused_rather_than_lost(tmp_path: Path) -> None:
    (result,) = read_files([write(tmp_path / "a.xlsx", BOMBS["same_part_twice.xlsx"]())])
    assert isinstance(result, UnusableFile)
    assert "deux fois" in result.what
