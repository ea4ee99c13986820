"""What the project does with data: a second master, a wild copy, a national source left aside, personal data."""

from __future__ import annotations

from collections.abc import Iterator

from urbanism.diagnosis.case import Case
from urbanism.diagnosis.results import Statement
from urbanism.french import count
from urbanism.snapshot import DataObject, ProjectDataObject
from urbanism.vocabulary import DataRole, MasterLevel, Severity, Ternary


def data(case: Case) -> Iterator[Statement]:
    """One statement or more for each data object of the project."""
    if not case.wishes and case.applications:
        text = "Maîtres et copies : non évaluable parce que le projet ne dit ni ce qu’il lit ni ce qu’il écrit."
        yield Statement("DONNEES", None, text)
    for wish in case.wishes:
        item = case.graph.data_objects[wish.data_object_id]
        if wish.role is DataRole.MASTER:
            yield from _master(case, item)
        elif wish.role is DataRole.COPY:
            yield from _copy(case, item)
        elif wish.writes is Ternary.YES and wish.role is DataRole.UNKNOWN:
            yield _undecided(case, item)
        if wish.role is not DataRole.MASTER:
            yield from _national(case, item, wish)
    yield from _personal(case)


def _master(case: Case, item: DataObject) -> Iterator[Statement]:
    if item.master_level is MasterLevel.NATIONAL:
        source = item.national_source or "une source nationale"
        text = f"Le projet se ferait maître de « {item.name} », dont la référence est nationale ({source})."
        yield Statement("REFERENCE_NATIONALE", Severity.GRAVE, text, case.subjects([item.id]))
    masters = [party for party in case.masters[item.id] if case.graph.host.get(party, party) not in case.retired]
    bases = sum(party in case.graph.snapshot.referential_ids for party in masters)
    if masters:
        what = (
            count(bases, "référentiel")
            if bases
            else count(len(masters), "application maîtresse", "applications maîtresses")
        )
        verb = "porte" if (bases or len(masters)) == 1 else "portent"
        text = (
            f"{what} {verb} déjà « {item.name} » : {case.graph.labels(masters, 8)}. Le projet en ferait un maître de"
            " plus, que rien ne synchroniserait."
        )
        yield Statement("SECOND_MAITRE", Severity.GRAVE, text, case.subjects((item.id, *masters)))
    elif item.master_level is not MasterLevel.NATIONAL:
        text = f"Le projet deviendrait le maître de « {item.name} », que rien de connu ne tient aujourd’hui."
        yield Statement("MAITRE", Severity.INFO, text, case.subjects([item.id]))


def _copy(case: Case, item: DataObject) -> Iterator[Statement]:
    own = {application.id for application in case.applications}
    received = [flow for flow in case.flows if flow.target_id in own or not own]
    if any(item.id in case.graph.objects.get(flow.id, ()) for flow in received):
        return
    if any(not case.graph.objects.get(flow.id) for flow in received):
        text = f"Copie de « {item.name} » : non évaluable parce que des flux entrants ne disent pas ce qu’ils portent."
        yield Statement("COPIE_SAUVAGE", None, text, case.subjects([item.id, *(flow.id for flow in received)]))
        return
    masters = case.masters[item.id]
    where = f" (tenu par {case.graph.labels(masters, 3)})" if masters else ""
    text = (
        f"Le projet garderait une copie de « {item.name} »{where} qu’aucun flux prévu n’alimente : une copie sauvage."
    )
    reserve = f"Alimenter la copie de « {item.name} » depuis son maître, par un flux décrit, ou y renoncer."
    yield Statement("COPIE_SAUVAGE", Severity.ALERT, text, case.subjects((item.id, *masters)), reserve)


def _undecided(case: Case, item: DataObject) -> Statement:
    masters = case.masters[item.id]
    known = f" ; {case.graph.labels(masters, 4)} la tient déjà" if masters else ""
    text = f"Le projet écrirait « {item.name} » sans dire s’il en est le maître{known}."
    reserve = f"Dire qui est maître de « {item.name} », et qui contribue."
    return Statement("MAITRE_A_DIRE", Severity.ATTENTION, text, case.subjects((item.id, *masters)), reserve)


def _national(case: Case, item: DataObject, wish: ProjectDataObject) -> Iterator[Statement]:
    """A reference that the nation holds is taken from it, not typed again."""
    if item.master_level is not MasterLevel.NATIONAL or Ternary.YES not in (wish.reads, wish.writes):
        return
    systems = {system.id for system in case.graph.snapshot.external_systems}
    fed = any(
        item.id in case.graph.objects.get(flow.id, ()) and (flow.source_id in systems or case.by_hub(flow))
        for flow in case.flows
    )
    if not fed:
        source = item.national_source or "sa source nationale"
        text = f"« {item.name} » a une référence nationale ({source}) ; le projet ne prévoit pas de l’y prendre."
        reserve = f"Prendre « {item.name} » à sa source nationale, directement ou par le pot commun."
        yield Statement("INTERFACE_NATIONALE", Severity.ATTENTION, text, case.subjects([item.id]), reserve)


def _personal(case: Case) -> Iterator[Statement]:
    said = case.project.personal_data
    objects = [case.graph.data_objects[wish.data_object_id] for wish in case.wishes]
    personal = [item for item in objects if item.personal is Ternary.YES]
    evidence = case.subjects(item.id for item in personal)
    if said is Ternary.YES or personal:
        names = ", ".join(f"« {item.name} »" for item in personal)
        denied = " alors que la fiche dit le contraire" if said is Ternary.NO else ""
        about = f" ({names}{denied})" if personal else ""
        text = f"Des données personnelles sont en jeu{about} : à inscrire au registre, à examiner avec le DPO."
        yield Statement("DONNEES_PERSONNELLES", Severity.INFO, text, evidence)
    elif said is Ternary.UNKNOWN and case.applications:
        text = "Données personnelles : non évaluable parce que la fiche ne dit pas si le projet en traite."
        yield Statement("DONNEES_PERSONNELLES", None, text)
