"""What each rule must find in the sample: one short function a rule, over the world as the workbooks tell it.

Only rules whose answer leaves no doubt are here; `truth.json` lists them under `assessed`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

import networkx as nx

from urbanism.demo.functions import shipped_nomenclature
from urbanism.demo.lookup import Lookup
from urbanism.demo.records import Application, World
from urbanism.demo.truth import referential_groups
from urbanism.vocabulary import (
    BlockClass,
    Consent,
    DataEntry,
    DataHolder,
    DataRole,
    InstanceKind,
    InterfaceMeans,
    LifecycleStatus,
    ReferentialPattern,
    Ternary,
)

MIXED_SECTORS = 3
"""From how many sectors on an application is taken for a population file."""

LONGEST_WAIT = 2
"""How many synchronous flows may follow each other."""

Subjects = Iterator[Iterable[str]]


def r03_orphans(see: Lookup) -> Subjects:
    """Applications without a bloc."""
    yield from ((a.code,) for a in see.world.applications if a.block is None)


def r06_between_districts(see: Lookup) -> Subjects:
    """Flows from one quartier to another that do not go through the common pot."""
    for flow, source, target in see.between_blocks:
        if source.district != target.district and flow.means not in (InterfaceMeans.HUB, InterfaceMeans.UNKNOWN):
            yield (flow.code,)


def r07_masters(see: Lookup) -> Subjects:
    """Several masters of one object in one holder."""
    for uses in see.uses_by_object().values():
        masters = [use.application for use in uses if use.role is DataRole.MASTER]
        if len(masters) > 1:
            yield masters


def r08_wild_copies(see: Lookup) -> Subjects:
    """Copies that no flow of the object feeds."""
    fed = {(flow.target, item) for flow in see.flows for item in flow.data_objects}
    for use in see.world.data_uses:
        if use.role is DataRole.COPY and (use.application, use.data_object) not in fed:
            yield (use.application,)


def r09_database_links(see: Lookup) -> Subjects:
    """Database links between blocs."""
    yield from ((f.code,) for f, _, _ in see.between_blocks if f.means is InterfaceMeans.DATABASE_LINK)


def r10_synchronous(see: Lookup) -> Subjects:
    """Chains of more than two flows between blocs that wait for each other."""
    waiting = [flow for flow, _, _ in see.between_blocks if flow.synchronous is Ternary.YES]
    graph = nx.DiGraph((flow.source, flow.target) for flow in waiting)
    for chain in nx.weakly_connected_components(graph):
        if nx.dag_longest_path_length(graph.subgraph(chain)) > LONGEST_WAIT:
            yield [flow.code for flow in waiting if flow.source in chain]


def r11_not_standard(see: Lookup) -> Subjects:
    """Home-made scripts, or formats said not to be standard, between blocs."""
    for flow, _, _ in see.between_blocks:
        if flow.means is InterfaceMeans.SCRIPT or flow.standard is Ternary.NO:
            yield (flow.code,)


def r12_front_desk_masters(see: Lookup) -> Subjects:
    """Front-desk applications that are master of an object."""
    for use in see.world.data_uses:
        block = see.block(use.application)
        if use.role is DataRole.MASTER and block and block.block_class is BlockClass.EXTERNAL:
            yield (use.application,)


def r13_steering_writes(see: Lookup) -> Subjects:
    """Flows from the decision bloc to a trade."""
    for flow, source, target in see.between_blocks:
        if source.code == "decisionnel" and target.block_class is BlockClass.VALUE:
            yield (flow.code,)


def r14_captive_portals(see: Lookup) -> Subjects:
    """Front-desk applications that also carry a trade, or exchange with nothing but the suite they come from."""
    for application in see.active:
        block = see.block(application.code)
        if block and block.block_class is BlockClass.EXTERNAL:
            others = (see.blocks[code] for code in application.secondary_blocks)
            suites = {see.suite(partner) for partner in see.partners[application.code]}
            captive = suites == {see.suite(application.code)} != {None}
            if captive or any(other.block_class is BlockClass.VALUE for other in others):
                yield (application.code,)


def r16_redundant(see: Lookup) -> Subjects:
    """Active applications of one bloc in one holder, two and more."""
    yield from ([a.code for a in group] for group in see.crowded)


def r17_knots(see: Lookup) -> Subjects:
    """Groups of producers linked each to each consumer: where they were planted, ordinary flows being too sparse."""
    yield from (case.subjects for case in see.world.planted if case.code == "R17")


def r18_uncovered(see: Lookup) -> Subjects:
    """Communes with an expected bloc that neither they nor a pooled application that serves them equip."""
    equipped: dict[str, set[str | None]] = defaultdict(set)
    for application in see.active:
        for holder in (application.holder, *application.served_communes):
            equipped[holder].update((application.block, *application.secondary_blocks))
    yield from ((h.name,) for h in see.world.holders if set(h.expected_blocks) - equipped[h.name])


def r19_national_masters(see: Lookup) -> Subjects:
    """Local masters of an object whose authority is national."""
    national = {item.code for item in shipped_nomenclature().reference_objects if item.authority == "nationale"}
    for use in see.world.data_uses:
        if use.role is DataRole.MASTER and use.data_object in national:
            yield (use.application,)


def r20_typed_again(see: Lookup) -> Subjects:
    """Objects with a source that are typed in several blocs of a holder."""
    for uses in see.uses_by_object().values():
        typed = [use.application for use in uses if use.entry is DataEntry.TYPED]
        blocks = {block.code for code in typed if (block := see.block(code))}
        if len(blocks) > 1:
            yield typed


def r21_sectors(see: Lookup) -> Subjects:
    """Personal data from one RU-30 sector to another without a recorded basis or agreement."""
    for flow, source, target in see.between_blocks:
        sealed = not source.transverse_channel and not target.transverse_channel
        crossing = source.sector and target.sector and source.sector != target.sector
        untold = not flow.legal_basis and not flow.agreement
        if sealed and crossing and untold and flow.personal_data is Ternary.YES:
            yield (flow.code,)


def r22_shared_identifiers(see: Lookup) -> Subjects:
    """One user identifier in applications of several sectors."""
    groups: dict[str, list[Application]] = defaultdict(list)
    for application in see.active:
        block = see.block(application.code)
        if application.user_identifier and block and block.sector and not block.transverse_channel:
            groups[application.user_identifier].append(application)
    for group in groups.values():
        if len({see.blocks[a.block or ""].sector for a in group}) > 1:
            yield [a.code for a in group]


def r23_population_files(see: Lookup) -> Subjects:
    """Personal data of three sectors and more in one application."""
    for application in see.active:
        blocks = (see.blocks[code] for code in (application.block, *application.secondary_blocks) if code)
        sectors = {block.sector for block in blocks if block.sector and not block.transverse_channel}
        if len(sectors) >= MIXED_SECTORS and application.personal_data is Ternary.YES:
            yield (application.code,)


def r24_between_holders(see: Lookup) -> Subjects:
    """Flows between two communes without an agreement."""
    for flow in see.flows:
        source, target = see.applications.get(flow.source), see.applications.get(flow.target)
        if source and target and source.holder != target.holder and not flow.agreement:
            yield (flow.code,)


def r25_out_of_register(see: Lookup) -> Subjects:
    """Applications with personal data that a register forgets; a holder without register proves nothing."""
    keepers = {processing.holder for processing in see.world.processings}
    told = {code for processing in see.world.processings for code in processing.applications}
    for application in see.active:
        if application.holder in keepers and application.personal_data is Ternary.YES and application.code not in told:
            yield (application.code,)


def r27_contracts(see: Lookup) -> Subjects:
    """Bought applications whose contract has ended or ends within the year, or that have none where others do."""
    contracts = {(c.holder, c.reference): c for c in see.world.contracts}
    bought = [a for a in see.active if a.home_made is not Ternary.YES]
    tellers = {a.holder for a in bought if (a.holder, a.contract) in contracts}
    for application in bought:
        contract = contracts.get((application.holder, application.contract or ""))
        sold = application.editor or application.product or application.home_made is Ternary.NO
        untied = contract is None and sold and application.holder in tellers
        if untied or (contract and see.before(contract.end_date)):
            yield (application.code,)


def r28_support(see: Lookup) -> Subjects:
    """Applications out of support, or that will be within the year, or of unknown version where others give theirs."""
    tellers = {a.holder for a in see.active if a.version}
    for application in see.active:
        unversioned = not application.version and application.holder in tellers
        if unversioned or see.before(application.end_of_support):
            yield (application.code,)


def r29_closed_suites(see: Lookup) -> Subjects:
    """Suites of the métropole's list of products none of whose applications there is open."""
    products = see.world.catalogue.products
    open_suites, suites = set(), set()
    for application in see.active:
        product = products.get(application.product or "")
        if application.holder == see.world.metropole and product and product.suite:
            suites.add(product.suite)
            if application.open_api is not Ternary.NO:
                open_suites.add(product.suite)
    yield from ((suite,) for suite in suites - open_suites)


def r31_no_trajectory(see: Lookup) -> Subjects:
    """Redundant applications without a decision, in the holders whose workbook has one for some."""
    deciders = {a.holder for a in see.world.applications if a.target_decision}
    for group in see.crowded:
        if group[0].holder in deciders:
            yield from ((a.code,) for a in group if not a.target_decision)


def r32_referentials(see: Lookup) -> Subjects:
    """Referentials that carry the same object on the same territory."""
    yield from (group["codes"] for group in referential_groups(see.world))


def r34_cycles(see: Lookup) -> Subjects:
    """Blocs that depend on each other in a ring."""
    graph = nx.DiGraph((source.code, target.code) for _, source, target in see.between_blocks)
    yield from (sorted(ring) for ring in nx.strongly_connected_components(graph) if len(ring) > 1)


def r35_same_product(see: Lookup) -> Subjects:
    """A product that several holders run each for itself."""
    groups: dict[str, list[Application]] = defaultdict(list)
    for application in see.active:
        if application.product and application.instance is not InstanceKind.POOLED:
            groups[application.product].append(application)
    for group in groups.values():
        if len({a.holder for a in group}) > 1:
            yield [a.code for a in group]


def r36_patterns(see: Lookup) -> Subjects:
    """Referentials whose pattern is not said, in the holders whose workbook says it for some."""
    unknown = ReferentialPattern.UNKNOWN
    tellers = {r.holder for r in see.world.referentials if r.pattern is not unknown}
    yield from ((r.code,) for r in see.world.referentials if r.holder in tellers and r.pattern is unknown)


def forgotten_trials(see: Lookup) -> Subjects:
    """Experiments past their end, without a decision."""
    for application in see.active:
        over = application.ends_on is not None and application.ends_on < see.world.today
        if application.status is LifecycleStatus.TRIAL and over and not application.trial_decision:
            yield (application.code,)


def delegated_data(see: Lookup) -> Subjects:
    """Data that a delegated operator holds, under a contract that says they do not come back."""
    clauses = {(c.holder, c.reference): c.data_return_clause for c in see.world.contracts}
    for application in see.active:
        clause = clauses.get((application.holder, application.contract or ""))
        if application.data_holder is DataHolder.DELEGATE and clause is Ternary.NO:
            yield (application.code,)


def tacit_consents(see: Lookup) -> Subjects:
    """Exchanges under a tacit agreement."""
    yield from ((f.code,) for f in see.flows if f.consent is Consent.TACIT)


RULES: Mapping[str, Callable[[Lookup], Subjects]] = {
    "R03": r03_orphans,
    "R06": r06_between_districts,
    "R07": r07_masters,
    "R08": r08_wild_copies,
    "R09": r09_database_links,
    "R10": r10_synchronous,
    "R11": r11_not_standard,
    "R12": r12_front_desk_masters,
    "R13": r13_steering_writes,
    "R14": r14_captive_portals,
    "R16": r16_redundant,
    "R17": r17_knots,
    "R18": r18_uncovered,
    "R19": r19_national_masters,
    "R20": r20_typed_again,
    "R21": r21_sectors,
    "R22": r22_shared_identifiers,
    "R23": r23_population_files,
    "R24": r24_between_holders,
    "R25": r25_out_of_register,
    "R27": r27_contracts,
    "R28": r28_support,
    "R29": r29_closed_suites,
    "R31": r31_no_trajectory,
    "R32": r32_referentials,
    "R34": r34_cycles,
    "R35": r35_same_product,
    "R36": r36_patterns,
    "EXPERIMENTATION": forgotten_trials,
    "DELEGATAIRE": delegated_data,
    "CONSENTEMENT": tacit_consents,
}


def findings(world: World) -> list[dict[str, object]]:
    """Every finding that the rules must give on a world as written: a code and its subjects, in a fixed order."""
    see = Lookup(world)
    return [
        {"code": code, "subjects": sorted(set(subjects))}
        for code, rule in RULES.items()
        for subjects in sorted({tuple(sorted(set(found))) for found in rule(see)})
    ]
