"""Rapprochements: what the estate holds twice, decided one key at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from urbanism.dashboard.components.gestures import MATCH, offered
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.picker import narrowed
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.reconciling import Desk, desk_of, strict
from urbanism.dashboard.state import Estate, open_estate
from urbanism.errors import UrbanismError
from urbanism.french import number
from urbanism.governance.identities import Contradiction, Proposal
from urbanism.governance.identities_records import Subject
from urbanism.identity_keys import KINDS
from urbanism.matching import Learnt, Zone

NEXT_SHOWN = 8


def show(estate: Estate) -> None:
    heading("Rapprochements", "Ce que le patrimoine contient en double ou sous plusieurs noms.", estate)
    if estate.is_empty:
        empty(
            "Rien à rapprocher", "Importez les tableurs de plusieurs communes : leurs doublons viendront ici.", "merge"
        )
        return
    kind = st.segmented_control(
        "Nature",
        KINDS,
        default=KINDS[0],
        format_func=str.capitalize,
        key="reconcile-kind",
        required=True,
        bind="query-params",
    )
    learn = not st.session_state.get("reconcile-plain", False)
    desk = desk_of(estate, kind or KINDS[0], learn=learn)
    left = desk.waiting()
    decides = offered(estate, MATCH)
    _progress(estate, desk, left.proposals, decides)
    if left.proposals:
        _one(estate, desk, left.proposals[0], decides)
        _following(left.proposals[1:])
    else:
        empty("Tout est décidé", f"Aucun rapprochement n’attend de décision ({desk.found.kind}).", "task_alt")
    _contradictions(left.contradictions)
    if decides:
        _by_hand(estate, desk)
        _decided(estate, desk)
    _lessons(desk.found.learnt)


def _progress(estate: Estate, desk: Desk, proposals: tuple[Proposal, ...], decides: bool) -> None:
    """How much is left, the bulk confirmation, the undo."""
    sure = [proposal for proposal in proposals if proposal.zone is Zone.SAME]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{number(len(sure))}** presque sûrs, **{number(len(proposals) - len(sure))}** à vérifier,"
            f" {number(len(desk.done))} décisions prises ici."
        )
        if decides and len(sure) > 1:
            with st.popover(f"Confirmer les {number(len(sure))} groupes presque sûrs", icon=":material/done_all:"):
                st.markdown(
                    f"{number(len(sure))} groupes de {number(sum(len(each.members) for each in sure))} fiches seront"
                    " rapprochés d’un coup. Cette opération s’annule en une fois."
                )
                _button("Confirmer tout", lambda: desk.confirm(estate, _kept(strict(desk.waiting()))), "all")
        if desk.done:
            last = desk.done[-1].sentence
            _button("Annuler la dernière", lambda: desk.undo(estate), "undo", "undo", shortcut="u", help=plain(last))


def _kept(proposals: list[Proposal]) -> list[tuple[Proposal, int]]:
    return [(proposal, proposal.best_name.id) for proposal in proposals]


def _one(estate: Estate, desk: Desk, proposal: Proposal, decides: bool) -> None:
    """The proposal to decide now: its members side by side, the evidence, the effect, one key a decision."""
    with st.container(border=True, key="reconcile-proposal"):
        sure = proposal.zone is Zone.SAME
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(" = ".join(f"« {plain(member.name, 60)} »" for member in proposal.members[:4]), anchor=False)
            st.badge("presque sûr" if sure else "à vérifier", color="green" if sure else "orange")
        if decides:
            proposal = _decision(estate, desk, proposal)
        _details(proposal.members)
        _evidence(proposal)


def _decision(estate: Estate, desk: Desk, proposal: Proposal) -> Proposal:
    """The members concerned, the name kept, one key a decision; the proposal for those members."""
    proposal = _chosen(proposal)
    st.markdown(f"**{plain(proposal.effect)}**")
    keep = st.selectbox(
        "Nom gardé",
        proposal.members,
        index=proposal.members.index(proposal.best_name),
        format_func=lambda member: member.name,
        key=f"keep-{_name_of(proposal)}",
    )
    with st.container(horizontal=True):
        kept = (keep or proposal.best_name).id
        _button(
            "Identiques", lambda: desk.confirm(estate, [(proposal, kept)]), "same", "merge", shortcut="o", main=True
        )
        _button("Différents", lambda: desk.dismiss(estate, proposal), "apart", "call_split", shortcut="n")
        _button("Plus tard", lambda: desk.put_off(proposal), "later", "schedule", shortcut="p")
    return proposal


def _chosen(proposal: Proposal) -> Proposal:
    """The proposal for the members a person picked; the others stay to be decided."""
    if len(proposal.members) < 3:
        return proposal
    picked = st.multiselect(
        "Fiches concernées",
        proposal.members,
        default=proposal.members,
        format_func=lambda member: member.name,
        key=f"picked-{_name_of(proposal)}",
    )
    return replace(proposal, members=tuple(picked)) if len(picked) > 1 else proposal


def _name_of(proposal: Proposal) -> str:
    return "-".join(str(member.id) for member in proposal.members)


def _details(members: tuple[Subject, ...]) -> None:
    labels = dict.fromkeys(label for member in members for label in member.details)
    table = {"Fiche": [plain(member.name) for member in members]}
    table |= {plain(label): [known(member.details.get(label), 120) for member in members] for label in labels}
    table["Applications"] = [number(len(member.applications)) for member in members]
    table["Communes"] = [number(len(member.communes)) for member in members]
    st.table(table, border="horizontal", hide_index=True)


def _evidence(proposal: Proposal) -> None:
    """What argues for and against, and how far to trust the score."""
    settled = "étalonné sur vos décisions" if proposal.calibrated else "non étalonné : trop peu de décisions"
    st.markdown(f"Vraisemblance : **{number(100 * proposal.score)} %** ({settled})")
    for item in proposal.evidence:
        icon = "add_circle" if item.weight > 0 else "do_not_disturb_on"
        colour = "green" if item.weight > 0 else "red"
        st.markdown(f":{colour}[:material/{icon}:] {plain(item.sentence, 400)}")


def _following(proposals: tuple[Proposal, ...]) -> None:
    if not proposals:
        return
    st.markdown(f":gray[Ensuite ({number(len(proposals))}) :]")
    st.markdown(
        "\n".join(
            "- " + " = ".join(f"« {plain(member.name, 60)} »" for member in proposal.members[:5])
            for proposal in proposals[:NEXT_SHOWN]
        )
    )


def _contradictions(contradictions: tuple[Contradiction, ...]) -> None:
    if not contradictions:
        return
    st.header("Contradictions", anchor=False)
    st.markdown("Ces rapprochements sont retenus : ils réuniraient ce que vous avez déclaré différent.")
    st.markdown("\n".join(f"- {plain(each.sentence, 400)}" for each in contradictions))


def _by_hand(estate: Estate, desk: Desk) -> None:
    """Two objects that a person knows to be one, whatever the engine thinks."""
    with st.expander("Rapprocher à la main", icon=":material/edit:"):
        here = [each for each in desk.found.subjects.values() if desk.answers.now(each.id) == each.id]
        key = f"reconcile-hand-{desk.found.kind}-{len(desk.done)}"
        chosen = st.multiselect(
            "Fiches qui sont une même chose (la première donne son nom)",
            narrowed(
                "Fiches",
                sorted(here, key=lambda each: each.name.casefold()),
                key,
                lambda each: each.name,
                st.session_state.get(key, ()),
            ),
            format_func=lambda each: f"{each.name} ({', '.join(each.details.values())[:60]})",
            placeholder="Choisir au moins deux fiches",
            key=key,
        )
        if len(chosen) > 1:
            _button("Rapprocher", lambda: desk.merge_by_hand(estate, chosen), "hand", "merge")


def _decided(estate: Estate, desk: Desk) -> None:
    if not desk.done:
        return
    with st.expander(f"Décisions prises ici ({number(len(desk.done))})", icon=":material/history:"):
        for done in reversed(desk.done):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{plain(done.sentence)} :gray[opération n° {number(done.change_set)}]")
                if done.is_merge:
                    _button("Séparer", partial(desk.split, estate, done), f"split-{done.change_set}")


def _lessons(learnt: Learnt | None) -> None:
    """What the decisions taught, and the way to ignore it."""
    with st.expander("Ce que vos décisions ont appris au logiciel", icon=":material/school:"):
        st.toggle("Ignorer ce qui a été appris", key="reconcile-plain")
        if learnt is None:
            st.markdown("Rien encore : il faut une quarantaine de décisions, dont au moins huit de chaque sorte.")
            return
        st.markdown(plain(learnt.reason, 600))
        if learnt.before is not None and learnt.after is not None:
            st.table(
                {
                    "Sur des décisions mises de côté": ["Précision", "Rappel", "Écart d’étalonnage"],
                    "Avant": [f"{value:.2f}".replace(".", ",") for value in _figures(learnt.before)],
                    "Après": [f"{value:.2f}".replace(".", ",") for value in _figures(learnt.after)],
                },
                hide_index=True,
            )
        weights = sorted({**learnt.model.weights, **learnt.model.words}.items(), key=lambda item: -abs(item[1]))
        st.table(
            {
                "Argument": [plain(name) for name, _ in weights[:30]],
                "Poids": [f"{weight:+.2f}".replace(".", ",") for _, weight in weights[:30]],
            },
            hide_index=True,
        )


def _figures(quality) -> tuple[float, float, float]:  # type: ignore[no-untyped-def]
    return quality.precision, quality.recall, quality.calibration_error


def _button(
    label: str,
    act: Callable[[], None],
    key: str,
    icon: str = "",
    *,
    shortcut: str | None = None,
    main: bool = False,
    help: str | None = None,
) -> None:
    """A button that acts before the page is drawn again, so that what is shown is what comes next."""
    st.button(
        label,
        key=f"reconcile-{key}",
        icon=f":material/{icon}:" if icon else None,
        shortcut=shortcut,
        type="primary" if main else "secondary",
        help=help,
        on_click=_safely,
        args=(act,),
    )


def _safely(act: Callable[[], None]) -> None:
    try:
        act()
    except UrbanismError as error:
        st.toast(plain(error, 600), icon=":material/error:")


show(open_estate())
