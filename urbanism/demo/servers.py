"""Which machines run the applications that the métropole and the communes host themselves.

Drawn apart from the rest, so that it changes nothing else of the sample.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random

from urbanism.demo.draft import Draft
from urbanism.demo.records import Application
from urbanism.vocabulary import Hosting

PER_MACHINE, PER_BASE = 12, 60
"""Applications on a machine, and on a machine of databases."""
_DATABASES = ("Oracle", "SQL", "MariaDB")


def place_on_servers(draft: Draft, seed: int) -> None:
    """Give each application that its commune or the métropole hosts its machines; one entered twice has the same."""
    random = Random(f"{seed}/serveurs")  # noqa: S311 – an invented sample, not a secret
    hosted: dict[str, list[Application]] = defaultdict(list)
    for application in draft.applications.values():
        runner = draft.metropole.name if application.hosting is Hosting.METROPOLE else application.holder
        if application.is_active and application.hosting in (Hosting.METROPOLE, Hosting.LOCAL):
            hosted[runner].append(application)
    for runner, applications in hosted.items():
        for application in applications:
            draft.change(application.code, server=_machines(draft.tag(runner), len(applications), application, random))
    for case in draft.planted:
        if case.code == "DOUBLON":
            first, second = case.subjects
            draft.change(second, server=draft.applications[first].server)


def _machines(tag: str, hosted: int, application: Application, random: Random) -> str:
    machine = f"srv-{tag.lower()}-{random.randrange(1, 2 + hosted // PER_MACHINE):02d}"
    if not any(word in (application.technologies or "") for word in _DATABASES):
        return machine
    return f"{machine} ; bdd-{tag.lower()}-{random.randrange(1, 2 + hosted // PER_BASE)}"
