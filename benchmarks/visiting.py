"""The estates that the dashboard's benchmarks visit, and the address of every page, about an object it can show."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from urbanism.analyses.referentials.report import report
from urbanism.dashboard.catalogue import PAGES
from urbanism.governance.campaigns import WantedCampaign, open_campaign
from urbanism.governance.scenarios import save_scenario
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.doctrines import by_layers, judged
from urbanism.planning.convergence.settings import Settings
from urbanism.store import load_snapshot, open_estate

ROOT = Path(__file__).resolve().parents[1]


def sample_estate(folder: Path) -> str:
    """The sample estate, read from its workbooks, with a plan of convergence kept and a campaign open."""
    url = _imported(ROOT / "data" / "demo", folder)
    engine = open_estate(url)
    graph = EstateGraph(load_snapshot(engine))
    problem = build(graph, Settings())
    save_scenario(engine, "Par couches", "couches", judged(problem, by_layers(graph, problem), 1), "essai")
    communes, today = [commune.id for commune in graph.snapshot.communes], date.today()
    open_campaign(engine, WantedCampaign("Revue de l’année", communes, today, today + timedelta(30)), "essai")
    engine.dispose()
    return url


def made_estate(folder: Path, applications: int, communes: int) -> str:
    """An estate made for the occasion, imported through the same door."""
    sizes = ["--applications", str(applications), "--communes", str(communes)]
    _run(["demo", "--output", str(folder / "demo"), *sizes])
    return _imported(folder / "demo", folder)


def _imported(source: Path, folder: Path) -> str:
    url = f"sqlite:///{folder / 'estate.sqlite'}"
    _run(["import", str(source), "--database", url])
    return url


def _run(command: list[str]) -> None:
    """Run a command of ours; stop where it fails (1 says that some cells are to be seen again)."""
    started = perf_counter()
    run = [sys.executable, "-m", "urbanism.cli", *command]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    print(f"{command[0]}: {perf_counter() - started:.0f} s", flush=True)


def pages_to_visit(url: str, only: list[str] | None) -> dict[str, str]:
    """Every page by its address (those of `only`), each on the first object of the estate that it can show."""
    objects = _objects(url)
    return {name: objects.get(name, name) for name in PAGES if not only or name in only}


def _objects(url: str) -> dict[str, str]:
    snapshot = load_snapshot(open_estate(url))
    served = Counter(application.block_id for application in snapshot.applications)
    most = max(snapshot.blocks, key=lambda block: served[block.id])
    district = next(one for one in snapshot.districts if one.id == most.district_id)
    zone = next(one for one in snapshot.zones if one.id == district.zone_id)
    found: dict[str, str] = {
        "rechercher": "rechercher?mots=logiciel",
        "zone": f"zone?zone={zone.code}",
        "quartier": f"quartier?quartier={district.code}",
        "bloc": f"bloc?bloc={most.code}",
        "convergence-bloc": f"convergence-bloc?id={most.id}",
        "regle": "regle?code=R03",
        "indicateur": "indicateur?code=I05",
    }
    firsts = {
        "application": ("application?id={}", snapshot.applications),
        "fiche": ("fiche?quoi=applications&id={}", snapshot.applications),
        "processus": ("processus?id={}", snapshot.processes),
        "modeliser": ("modeliser?id={}", snapshot.processes),
        "projet": ("projet?id={}", snapshot.projects),
        "plan-de-convergence": ("plan-de-convergence?id={}", snapshot.scenarios),
        "trajectoire": ("trajectoire?id={}", snapshot.scenarios),
    }
    found |= {page: address.format(records[0].id) for page, (address, records) in firsts.items() if records}
    rivals = report(EstateGraph(snapshot)).cases
    return found | ({"doublon": f"doublon?id={rivals[0].proposal.master}"} if rivals else {})
