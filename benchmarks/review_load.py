"""Fifty-six people reviewing at once, through the service layer: how long a save takes, and whether anything is lost.

    python benchmarks/review_load.py
    .ci/with-postgres python benchmarks/review_load.py --browsers

Each person, of one of the communes, confirms applications, comments them, corrects a value of each and adds an
application, with a pause between two saves (`--pause`, in seconds, on average: a person does not click without reading;
several paces are tried one after the other, 0 is the hardest). On PostgreSQL where `URBANISM_TEST_SERVER` names a
server, else on a SQLite file.

With `--browsers`, the correspondents of three more communes review theirs in Chromium all the while, on a dashboard
served on the same database; everyone begins once the three maps are on their screens. Their times run from the click to
the page that says it is kept. People's browsers are not on the server: these three share one of the machine's
processors where the system allows it (Linux); the people, the dashboard and the database may use them all.

Held to: with 56 people and three browsers, 95 saves in a hundred take less than half a second, and nothing is lost.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Barrier, Event

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))

import psutil
from browsing import Dashboard, Watched, stay_on_one_processor
from databases import ON_FILES, database_at, drop_databases
from mini_estate import write_estate
from playwright.sync_api import sync_playwright
from sqlalchemy import Engine, select

from urbanism.access.accounts import add_account
from urbanism.governance.campaigns import WantedCampaign, comment, mark, open_campaign
from urbanism.governance.editing import Edit, create, edit
from urbanism.model.memory import ChangeSet
from urbanism.snapshot import Commune, Snapshot
from urbanism.store import Membership, Viewer, as_viewer, load_snapshot, open_estate
from urbanism.store.engine import reading
from urbanism.vocabulary import Duty, ReviewVerdict, Role

PEOPLE, EACH, SEED = 56, 5, 1406
COMMUNES, BROWSERS = 14, 3
OWN = PEOPLE * EACH // COMMUNES
"""The applications of each commune: whoever reviews in a browser stops at the last one."""
PASSWORD = "une phrase de passe assez longue"


def main() -> None:
    """Let them all save at each pace, then print the times and what was kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--pause", type=float, nargs="+", default=[1.0, 4.0], help="seconds between two saves of a person, on average"
    )
    parser.add_argument("--browsers", action="store_true", help=f"{BROWSERS} browsers review meanwhile")
    options = parser.parse_args()
    for pause in options.pause:
        print(f"Une pause de {pause:g} s entre deux enregistrements d’une personne", flush=True)
        with TemporaryDirectory() as folder:
            url = database_at(Path(folder) / "estate.sqlite")
            engine = open_estate(url)
            snapshot = campaign_open(engine)
            if options.browsers:
                with_browsers(engine, url, snapshot, pause)
            else:
                people(engine, snapshot, pause)
            engine.dispose()
    drop_databases()


def campaign_open(engine: Engine) -> Snapshot:
    """An estate where every commune is asked to review its map."""
    every = COMMUNES + BROWSERS
    write_estate(engine, applications=OWN * every, communes=every)
    snapshot, today = load_snapshot(engine), date.today()
    asked = [commune.id for commune in snapshot.communes]
    open_campaign(engine, WantedCampaign("Revue", asked, today, today + timedelta(30)), "Ursule")
    return load_snapshot(engine)


def with_browsers(engine: Engine, url: str, snapshot: Snapshot, pause: float) -> None:
    """The people, and three browsers meanwhile."""
    communes = snapshot.communes[COMMUNES:]
    for commune in communes:
        membership = Membership(commune.id, Duty.CORRESPONDENT)
        add_account(engine, email(commune), commune.name, Role.COMMUNE, password=PASSWORD, memberships=[membership])
    dashboard = Dashboard(url)
    there, over = Barrier(BROWSERS + 1, timeout=300), Event()
    try:
        with ThreadPoolExecutor(BROWSERS, initializer=stay_on_one_processor) as pool:
            reviews = [pool.submit(review, dashboard.address, commune, there, over) for commune in communes]
            there.wait()
            people(engine, snapshot, pause)
            over.set()
            saves = [one.result() for one in reviews]
        busy = psutil.Process(dashboard.process.pid).cpu_times()
    finally:
        over.set()
        dashboard.stop()
    with reading(engine) as connection:
        kept = Counter(connection.execute(select(ChangeSet.author)).scalars())
    times = sorted(seconds for one in saves for seconds in one)
    print(f"{BROWSERS} navigateurs, {len(times)} enregistrements : médiane {1000 * times[len(times) // 2]:.0f} ms,"
          f" le plus long {1000 * times[-1]:.0f} ms, du clic à la page ; le tableau de bord a calculé"
          f" {busy.user + busy.system:.1f} s, démarrage compris")  # fmt: skip
    for commune, one in zip(communes, saves, strict=True):
        print(f"  {commune.name} : {kept[commune.name]} gardés sur {len(one)}")


def email(commune: Commune) -> str:
    """The address of a commune's correspondent."""
    return f"{commune.code.lower()}@ville.test"


def review(address: str, commune: Commune, there: Barrier, over: Event) -> list[float]:
    """What a correspondent says in a browser (it is right, then a comment); how long each took, in seconds."""
    times: list[float] = []
    with sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=shutil.which("chromium")).new_page(locale="fr-FR")
        page.set_default_timeout(120_000)
        page.goto(f"{address}/revue")
        page.get_by_label("Adresse électronique").fill(email(commune))
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        seen, last = Watched(page, address), ""
        seen.settle()
        there.wait()
        while not over.is_set() and len(times) < 2 * (OWN - 1):
            for button, words in (("Tout est juste", "est confirmée"), ("Dire", "Commentaire gardé")):
                seen.settle()
                if button == "Dire":
                    page.get_by_label("Commentaire").fill(f"Vu, {len(times)}")
                started = time.perf_counter()
                page.get_by_role("button", name=button).click()
                said = page.get_by_text(words).filter(has_not_text=last or "\0")
                last = said.first.inner_text()
                times.append(time.perf_counter() - started)
    return times


def people(engine: Engine, snapshot: Snapshot, pause: float) -> None:
    """Let the people save, and tell how it went."""
    started, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(PEOPLE) as pool:
        every = pool.map(lambda rank: person(engine, snapshot, rank, pause), range(PEOPLE))
        times = sorted(seconds for saves in every for seconds in saves)
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    report(snapshot, load_snapshot(engine), times, wall, cpu)


def person(engine: Engine, snapshot: Snapshot, rank: int, pause: float) -> list[float]:
    """What one person saves; gives how long each save took, in seconds."""
    random, today, name = Random(SEED + rank), date.today(), f"personne {rank}"
    times: list[float] = []

    def timed(save: Callable[[], object]) -> None:
        time.sleep(random.uniform(0, 2 * pause))
        started = time.perf_counter()
        save()
        times.append(time.perf_counter() - started)

    theirs = {commune.id for commune in snapshot.communes[:COMMUNES]}
    reviewed = [application for application in snapshot.applications if application.commune_id in theirs]
    for own in reviewed[rank * EACH : (rank + 1) * EACH]:
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
        "avis": sum(mark.made_by.startswith("personne") for mark in after.review_marks),
        "commentaires": sum(remark.made_by.startswith("personne") for remark in after.remarks),
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
