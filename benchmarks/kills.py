"""An import killed (-9) at random moments: the database must be as before it, or as after it, and nothing between.

Half of the moments are drawn in the last fifth of an import's time, where the database is written.

Run: ``python benchmarks/kills.py [KILLS]`` (default: 200)
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

from urbanism.demo import write_demo
from urbanism.store import open_estate

SEED = 20_190_603
KILLS = 200
TIMED = ('INSERT INTO "change_set"', 'INSERT INTO "audit_entry"')
"""Lines that bear the hour of a write."""
_START = "import sys; from urbanism.cli import main; sys.exit(main(sys.argv[1:]))"


class Kills(NamedTuple):
    """What the databases held after their import was killed."""

    as_before: int
    as_after: int
    broken: list[str]


def kill_imports(folder: Path, kills: int, applications: int = 1_200, seed: int = SEED) -> Kills:
    """Kill that many imports of a sample of that size into a database that already holds a commune."""
    files = [str(folder / name) for name in write_demo(folder, seed, applications).files]
    before, whole = folder / "before.sqlite", folder / "whole.sqlite"
    open_estate(f"sqlite:///{before}").dispose()
    _import(command(before, files[-2:-1]))  # a commune, before the file of the projects
    _settle(before)
    shutil.copyfile(before, whole)
    started = time.monotonic()
    _import(command(whole, files))
    lasts = time.monotonic() - started
    untouched, finished = dump(before), dump(whole)
    random, results = Random(seed), Kills(0, 0, [])
    for number in range(kills):
        database = folder / f"killed-{number}.sqlite"
        shutil.copyfile(before, database)
        moment = lasts * (random.uniform(0.8, 1.05) if number % 2 else random.random())
        _kill_after(moment, command(database, files))
        left = dump(database)
        if left == untouched:
            results = results._replace(as_before=results.as_before + 1)
        elif left == finished:
            results = results._replace(as_after=results.as_after + 1)
        else:
            results.broken.append(f"tirage {number}, tué après {moment:.3f} s sur {lasts:.3f} s")
        database.unlink()
    return results


def _import(words: Sequence[str]) -> None:
    """Run an import to its end; some rows may be refused (1), but it must have used something."""
    if subprocess.run(words, capture_output=True, check=False).returncode > 1:
        raise RuntimeError(f"the import failed: {words}")


def command(database: Path, files: Sequence[str]) -> list[str]:
    """The import command, as a process of its own."""
    return [sys.executable, "-c", _START, "import", *files, "--database", f"sqlite:///{database}"]


def dump(path: Path) -> str:
    """All that a database holds, as SQL, but for the hour of each write; opening it recovers what a kill left."""
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "base abîmée"
        return "\n".join(line for line in connection.iterdump() if not line.startswith(TIMED))


def _settle(path: Path) -> None:
    """Bring what the journal holds into the file, so that the file alone can be copied."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _kill_after(seconds: float, words: Sequence[str]) -> None:
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.kill()
    process.wait()


def main(arguments: Sequence[str]) -> int:
    """Print the count of each end; exits 1 where a database is neither as before nor as after."""
    kills = int(arguments[0]) if arguments else KILLS
    with tempfile.TemporaryDirectory() as folder:
        found = kill_imports(Path(folder), kills)
    print(f"graine {SEED}, {kills} imports tués : {found.as_before} bases comme avant, {found.as_after} comme après,")
    print(f"{len(found.broken)} entre les deux", *found.broken, sep="\n  ")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
