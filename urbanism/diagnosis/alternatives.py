"""Other ways to meet the need, with what each entails: those that settle what is grave first, then the lightest."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from urbanism.diagnosis.case import Case, is_pooled
from urbanism.diagnosis.functions import MANY
from urbanism.diagnosis.results import Alternative
from urbanism.french import count, day
from urbanism.snapshot import Application
from urbanism.vocabulary import DataRole, InterfaceMeans, MasterLevel, Ternary


def alternatives(case: Case, grave: Collection[str]) -> tuple[Alternative, ...]:
    """Ranked: those that settle a statement in `grave` first, then the least added to the estate.

    The project as described comes last, to compare with.
    """
    found = [*_join(case), *_extend(case), *_contribute(case), *_national(case), *_by_pot(case), *_pool(case)]
    if not found:
        return ()
    direct = sum(case.graph.is_internal(flow) and not case.by_hub(flow) for flow in case.flows)
    asked = Alternative(
        "Le projet tel qu’il est décrit",
        len(case.applications) - len(case.retired),
        direct,
        (f"{count(len(case.flows), 'flux', 'flux')} à tenir.",),
    )
    return (*sorted(found, key=lambda one: (one.settles not in grave, one.applications, one.links)), asked)


def _join(case: Case) -> Iterator[Alternative]:
    """The pooled instances in place, those that serve most first: joined by a commune, extended by who pools."""
    verb, settled = ("Étendre", "MUTUALISATION_EN_DOUBLE") if case.is_pooled else ("Rejoindre", "MUTUALISEE")
    brought = {a.block_id for a in case.applications}
    for block in (block for block in case.blocks if block.id in brought):
        pooled = [a for a in case.running_in(block.id) if is_pooled(case.graph, a) and a.id not in case.joins]
        for application in sorted(pooled, key=lambda a: -len(case.graph.served[a.id])):
            owner = case.graph.label(application.commune_id)
            text = f"{verb} « {application.name} », instance mutualisée de {owner}"
            yield Alternative(text, 0, 0, _joining(case, application), case.subjects([application.id]), settled)


def _joining(case: Case, application: Application) -> tuple[str, ...]:
    users = len(case.graph.served[application.id])
    found = [f"Déjà {count(users, 'collectivité servie', 'collectivités servies')}."]
    contract = case.graph.snapshot.by_id.get(application.contract_id or 0)
    if contract and contract.end_date:
        over = contract.end_date < case.graph.snapshot.today
        found.append(f"Contrat {'échu depuis le' if over else 'en cours jusqu’au'} {day(contract.end_date)}.")
    if application.open_api is Ternary.YES:
        found.append("API ouverte.")
    overlays = f" ({application.overlays})" if application.overlays else ""
    found.append(f"Des pratiques à changer : dire ce que chacun y perd, et ses paramétrages propres{overlays}.")
    return tuple(found)


def _extend(case: Case) -> Iterator[Alternative]:
    """What the commune already runs for the same function."""
    blocks = {a.block_id for a in case.applications}
    own = [
        a
        for block in case.blocks
        if block.id in blocks
        for a in case.running_in(block.id)
        if a.commune_id in case.holders and a.id not in case.retired and not is_pooled(case.graph, a)
    ]
    for application in own[:3]:
        users = f"{count(application.users, 'utilisateur')}." if application.users is not None else ""
        consequences = ("Pas de nouvelle application, ni de données à reprendre.", users)
        text = f"Étendre « {application.name} », déjà en service"
        yield Alternative(text, 0, 0, tuple(filter(None, consequences)), case.subjects([application.id]))


def _contribute(case: Case) -> Iterator[Alternative]:
    for wish in case.wishes:
        masters = case.masters[wish.data_object_id]
        national = case.graph.data_objects[wish.data_object_id].master_level is MasterLevel.NATIONAL
        if wish.role is not DataRole.MASTER or not masters or national:
            continue
        item = case.graph.label(wish.data_object_id)
        first = case.graph.label(masters[0])
        rivals = len(masters) - 1
        consequences = [f"Un seul lien, par le pot commun, vers « {first} » au lieu d’une base de plus."]
        if rivals:
            consequences.append(f"Occasion de désigner la référence parmi {count(rivals + 1, 'base')} en place.")
        text = f"Reprendre « {item} » d’un référentiel en place (« {first} ») et y contribuer, sans en être maître"
        yield Alternative(text, 0, 1, tuple(consequences), case.subjects(masters), "SECOND_MAITRE")


def _national(case: Case) -> Iterator[Alternative]:
    for wish in case.wishes:
        item = case.graph.data_objects[wish.data_object_id]
        if item.master_level is MasterLevel.NATIONAL:
            text = f"Prendre « {item.name} » à sa source nationale ({item.national_source or 'à préciser'})"
            consequences = ("Rien à saisir ni à tenir ; garder en propre ce que la nation ne dit pas.",)
            yield Alternative(text, 0, 1, consequences, case.subjects([item.id]), "REFERENCE_NATIONALE")


def _by_pot(case: Case) -> Iterator[Alternative]:
    direct = [
        flow
        for flow in case.flows
        if case.graph.is_internal(flow) and not case.by_hub(flow) and flow.means is not InterfaceMeans.UNKNOWN
    ]
    if not direct or not case.hubs:
        return
    ends = {end for flow in direct for end in (flow.source_id, flow.target_id)}
    new = ends - case.graph.on_hub
    links = count(len(direct), "lien direct", "liens directs")
    ready = count(len(ends) - len(new), "application déjà raccordée", "applications déjà raccordées")
    text = f"Passer par le pot commun (« {case.hubs[0].name} ») au lieu de {links}"
    consequences = (
        f"{count(len(new), 'raccordement')} à créer, {ready}.",
        "Un seul endroit à tenir quand un des deux côtés change.",
    )
    yield Alternative(text, len(case.applications), len(new), consequences, case.subjects((case.hubs[0].id, *ends)))


def _pool(case: Case) -> Iterator[Alternative]:
    """Where several neighbours have the function each on its own and nobody for all."""
    if case.is_pooled:
        return
    for block in case.blocks:
        running = case.running_in(block.id)
        communes = {a.commune_id for a in running} - case.holders
        brings = any(a.block_id == block.id for a in case.applications)
        if brings and len(communes) >= MANY and not any(is_pooled(case.graph, a) for a in running):
            text = f"Porter une instance mutualisée pour le bloc « {block.name} », avec les voisines qui le veulent"
            consequences = (
                f"{len(communes)} autres collectivités sont équipées, chacune de son côté.",
                "Un marché commun, un paramétrage commun et ses compléments propres à chaque métier.",
            )
            yield Alternative(text, 1, 0, consequences, case.subjects([block.id]))
