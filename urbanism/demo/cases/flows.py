"""Planted flows: knots, cycles, silo crossings, calls that wait for each other."""

from __future__ import annotations

from itertools import pairwise, product

from urbanism.demo.cases.places import town
from urbanism.demo.draft import Draft
from urbanism.demo.exchanges import add_flow, crosses_sectors
from urbanism.vocabulary import Consent, InterfaceMeans, InterfaceState, Rhythm, Ternary

KNOTS = (
    (
        ("scolaire", "periscolaire", "petite-enfance", "restauration"),
        ("finances", "ged", "decisionnel", "parapheur"),
    ),
    (
        ("voirie", "eclairage", "espaces-verts", "energie"),
        ("gmao", "patrimoine", "flotte-stocks", "finances"),
    ),
)
"""Producers' and consumers' blocs, all linked two by two."""


def knots(draft: Draft) -> None:
    """Every producer linked to every consumer, point to point."""
    for producers, consumers in KNOTS:
        sources = [found[-1] for block in producers if (found := town(draft, block))]
        targets = [found[-1] for block in consumers if (found := town(draft, block))]
        if len(sources) < len(producers) or len(targets) < len(consumers):
            continue
        for source, target in product(sources, targets):
            _link(draft, source.code, target.code)
        draft.plant("R17", [a.code for a in (*sources, *targets)], "nœud de liens point à point")


def _link(draft: Draft, source: str, target: str) -> None:
    """Make sure that a point-to-point flow runs between two applications."""
    means = draft.random.choice((InterfaceMeans.FILE, InterfaceMeans.SCRIPT))
    for flow in draft.interfaces.values():
        if (flow.source, flow.target) == (source, target):
            draft.interfaces[flow.code] = flow._replace(means=means, state=InterfaceState.ACTIVE)
            return
    add_flow(draft, source, target, None, means=means, state=InterfaceState.ACTIVE)


def cycles(draft: Draft) -> None:
    """Rings between neighbouring blocs of the order, so that each cycle holds these blocs and no other."""
    for ring in (
        ("scolaire", "periscolaire", "restauration"),
        ("voirie", "arretes-chantiers"),
        ("finances", "commande-publique"),
    ):
        ends = [found[0] for block in ring if (found := town(draft, block))]
        if len(ends) == len(ring):
            for source, target in zip(ends, [*ends[1:], ends[0]], strict=True):
                add_flow(draft, source.code, target.code, None, means=InterfaceMeans.FILE, state=InterfaceState.ACTIVE)
            draft.plant("R34", ring, "cycle entre blocs")


def silo_crossings(draft: Draft) -> None:
    """Users' data passed from one RU-30 sector to another without a recorded basis or agreement."""
    codes = []
    for source_block, target_block in (
        ("etat-civil", "periscolaire"),
        ("elections", "action-sociale"),
        ("scolaire", "logement-social"),
        ("action-sociale", "crise"),
        ("police-municipale", "transports"),
    ):
        for holder in [holder for holder in draft.holders if holder.thorough][:4]:
            ends = [draft.active(holder.name, block)[:1] for block in (source_block, target_block)]
            if not all(ends) or not crosses_sectors(draft, ends[0][0].code, ends[1][0].code):
                continue
            flow = add_flow(
                draft, ends[0][0].code, ends[1][0].code, "usagers", means=InterfaceMeans.FILE,
                state=InterfaceState.ACTIVE, personal_data=Ternary.YES, legal_basis=None, agreement=None,
            )  # fmt: skip
            codes.append(flow.code)
    draft.plant("R21", codes, "données d'usagers d'un secteur RU-30 à l'autre, sans base ni accord tracés")


def between_communes(draft: Draft) -> None:
    """Police forces of neighbouring communes that exchange by hand, without an agreement."""
    codes = []
    communes = [holder for holder in draft.holders[1:] if holder.thorough]
    for giver, taker in pairwise(communes):
        ends = [draft.active(giver.name, "police-municipale"), draft.active(taker.name, "police-municipale")]
        if all(ends):
            flow = add_flow(
                draft, ends[0][0].code, ends[1][0].code, None, means=InterfaceMeans.MANUAL, agreement=None,
                state=InterfaceState.ACTIVE, personal_data=Ternary.YES, legal_basis="mission d'intérêt public",
            )  # fmt: skip
            codes.append(flow.code)
    draft.plant("R24", codes, "flux entre communes sans convention")


def synchronous_chain(draft: Draft) -> None:
    """Three calls in a row that wait for each other."""
    chain = [
        found[0]
        for block in ("portail-famille", "facturation-familles", "finances", "ged")
        if (found := town(draft, block))
    ]
    codes = [
        add_flow(
            draft, source.code, target.code, None, means=InterfaceMeans.API, synchronous=Ternary.YES,
            state=InterfaceState.ACTIVE, rhythm=Rhythm.REAL_TIME,
        ).code
        for source, target in pairwise(chain)
    ]  # fmt: skip
    draft.plant("R10", codes, "chaîne d'appels synchrones")


def steering_writes_back(draft: Draft) -> None:
    """The decision bloc writes into a trade (one that passes nothing on, so that no cycle comes with it)."""
    sources, targets = town(draft, "decisionnel"), town(draft, "musees")
    if sources and targets:
        flow = add_flow(
            draft, sources[0].code, targets[0].code, None, means=InterfaceMeans.FILE, state=InterfaceState.ACTIVE
        )
        draft.plant("R13", [flow.code], "le décisionnel met à jour un métier")


def tacit_consents(draft: Draft) -> None:
    """Two exchanges with the family allowance office that still rest on a tacit agreement."""
    codes: list[str] = []
    for flow in list(draft.interfaces.values()):
        if flow.consent is Consent.EXPLICIT and flow.state is InterfaceState.ACTIVE and len(codes) < 2:
            draft.interfaces[flow.code] = flow._replace(consent=Consent.TACIT, consent_proof=None)
            codes.append(flow.code)
    draft.plant("CONSENTEMENT", codes, "accord tacite, sans preuve")
