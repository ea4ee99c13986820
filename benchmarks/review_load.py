"""Fifty-six people reviewing at once, through the service layer: how long a save takes, and whether anything is lost.

    python benchmarks/review_load.py
    .ci/with-postgres python benchmarks/review_load.py

Each person, of one of the communes, confirms applications, comments them, corrects a value of each and adds an
application, with a short pause between two saves (`--pause`, in seconds: a person does not click without reading; 0 is
the hardest). On PostgreSQL where `URBANISM_TEST_SERVER` names a server, else on a SQLite file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from databases import ON_FILES, database_at, drop_databases
from mini_estate import write_estate
from sqlalchemy import Engine

from urbanism.governance.campaigns import WantedCampaign, comment, mark, open_campaign
from urbanism.governance.editing import Edit, create, edit
from urbanism.snapshot import Snapshot
from urbanism.store import Membership, Viewer, as_viewer, load_snapshot, open_estate
from urbanism.vocabulary import Duty, ReviewVerdict, Role

PEOPLE, EACH, SEED = 56, 5, 1406


def main() -> None:
    """Let them all save, then print the times and what was kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two saves of a person, on average")
    pause = parser.parse_args().pause
    with TemporaryDirectory() as folder:
        engine = open_estate(database_at(Path(folder) / "estate.sqlite"))
        write_estate(engine, applications=PEOPLE * EACH, communes=14)
        snapshot, today = load_snapshot(engine), date.today()
        asked = [commune.id for commune in snapshot.communes]
        open_campaign(engine, WantedCampaign("Revue", asked, today, today + timedelta(30)), "Ursule")
        snapshot = load_snapshot(engine)
        started, cpu = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(PEOPLE) as pool:
            people = pool.map(lambda rank: person(engine, snapshot, rank, pause), range(PEOPLE))
            times = sorted(seconds for saves in people for seconds in saves)
        wall, cpu = time.perf_counter() - started, time.process_time() - cpu
        report(snapshot, load_snapshot(engine), times, wall, cpu)
        engine.dispose()
        drop_databases()


def person(engine: Engine, snapshot: Snapshot, rank: int, pause: float) -> list[float]:
    """What one person saves; gives how long each save took, in seconds."""
    random, today, name = Random(SEED + rank), date.today(), f"personne {rank}"
    times: list[float] = []

    def timed(save: Callable[[], object]) -> None:
        time.sleep(random.uniform(0, 2 * pause))
        started = time.perf_counter()
        save()
        times.append(time.perf_counter() - started)

    for own in snapshot.applications[rank * EACH : (rank + 1) * EACH]:
        membership = Membership(own.commune_id, Duty.CORRESPONDENT)
        who = as_viewer(engine, Viewer(name, Role.COMMUNE, frozenset({own.commune_id}), (membership,)))
        values = {"commune_id": own.commune_id, "code": f"N{own.id}", "name": name}
        timed(lambda: mark(who, snapshot.campaigns[0], own, ReviewVerdict.CONFIRMED, name, today))  # noqa: B023
        timed(lambda: comment(who, own.commune_id, own.id, "Vu.", name, today))  # noqa: B023
        timed(lambda: edit(who, snapshot, "applications", [Edit(own, {"version": name})], name))  # noqa: B023
        timed(lambda: create(who, snapshot, "applications", values, name))  # noqa: B023
    return times


def report(before: Snapshot, after: Snapshot, times: list[float], wall: float, cpu: float) -> None:
    """Print how long saves took, and what is missing of what was saved."""
    expected = PEOPLE * EACH
    kept = {
        "avis": len(after.review_marks),
        "commentaires": len(after.remarks),
        "corrections": sum((a.version or "").startswith("personne") for a in after.applications),
        "ajouts": len(after.applications) - len(before.applications),
    }
    print(f"{'SQLite' if ON_FILES else 'PostgreSQL'}, {PEOPLE} personnes, {len(times)} enregistrements")
    for share in (0.5, 0.95, 0.99):
        print(f"  p{100 * share:.0f} : {1000 * times[int(share * (len(times) - 1))]:.0f} ms")
    print(f"  le plus long : {1000 * times[-1]:.0f} ms ; en tout {wall:.1f} s, dont {cpu:.1f} s de calcul ici")
    for what, many in kept.items():
        print(f"  {what} : {many} gardés sur {expected}")


if __name__ == "__main__":
    main()
