"""Identities: proposed with evidence, merged without a loss, never asked twice, remembered by later imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from databases import database_at
from sqlalchemy import Engine, text

from importers.run import ImportPreview, apply_import, prepare_import
from urbanism.errors import NothingToUndo
from urbanism.governance.identities import Answers, Found, Proposal, find, waiting
from urbanism.governance.identities_decide import dismiss, merge, merge_all, split
from urbanism.governance.identities_merge import ImpossibleMerge
from urbanism.identity_keys import APPLICATIONS, DEPARTMENTS, EDITORS, PRODUCTS
from urbanism.matching import Zone
from urbanism.snapshot import Snapshot
from urbanism.store import apply_plan, load_snapshot, open_estate, read_base
from urbanism.store.changes import Plan, Update
from urbanism.store.undo import undo
from urbanism.vocabulary import Origin

HEADER = "Code;Application;Produit;Éditeur;Direction"
ORMEVILLE = (
    "A1;Concerto;Concerto;Arpège;Enfance",
    "A2;Mélodie;Mélodie;Arpège;Population",
    "A3;Oxalis;Oxalis;Operis;Urbanisme",
    "A4;Civil Finances;Civil Finances;Ciril;Finances",
    "A5;Civil RH;Civil RH;Ciril;Ressources humaines",
)
SAULNES = (
    "B1;Cantine;CONCERTO v4;ARPEGE SAS;Éducation",
    "B2;État civil;Melodie (Arpège);Arpège;Population",
    "B3;Oxalis;Oxalis;Operis SA;Urbanisme",
    "B4;Guichet;Concerto Opus;Arpège;Éducation",
    "B5;Régie;Concerto (Arpège);Arpège;Éducation",
)

HEADERS = 2

Load = Callable[[], ImportPreview]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_estate(database_at(tmp_path / "estate.sqlite"))


@pytest.fixture
def load(engine: Engine, tmp_path: Path) -> Load:
    """Import the two communes' lists, as many times as wanted."""
    files = []
    for name, lines in (("Ormeville", ORMEVILLE), ("Saulnes", SAULNES)):
        files.append(tmp_path / f"{name}.csv")
        files[-1].write_text("\n".join((HEADER, *lines)), encoding="utf-8")

    def run() -> ImportPreview:
        preview = prepare_import(engine, [str(file) for file in files])
        apply_import(engine, preview)
        return preview

    run()
    return run


def named(snapshot: Snapshot, table: str, name: str) -> int:
    (found,) = [record.id for record in getattr(snapshot, table) if record.name == name]
    return int(found)


def content(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Everything the estate holds, its history aside."""
    tables = ("application", "product", "editor", "alias", "identity_decision", "department", "party", "suite")
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY id"))]
            for name in tables
        }


def proposal_of(found: Found, *names: str) -> Proposal | None:
    members = set(names)
    every = waiting(found).proposals
    return next((each for each in every if members <= {member.name for member in each.members}), None)


def test_spellings_of_a_product_are_proposed_with_evidence_and_effect(engine: Engine, load: Load) -> None:
    found = find(load_snapshot(engine), PRODUCTS)
    proposal = proposal_of(found, "Concerto", "CONCERTO v4")
    assert proposal is not None
    assert proposal.zone is Zone.SAME
    assert any("concerto" in item.sentence for item in proposal.evidence)
    assert "deviennent un seul produit dans 2 communes" in proposal.effect
    assert proposal_of(found, "Civil Finances", "Civil RH") is None or (
        proposal_of(found, "Civil Finances", "Civil RH").zone is Zone.REVIEW  # type: ignore[union-attr]
    )


def test_a_merge_moves_references_keeps_names_and_is_undone(engine: Engine, load: Load) -> None:
    before = content(engine)
    snapshot = load_snapshot(engine)
    kept, gone = named(snapshot, "products", "Concerto"), named(snapshot, "products", "CONCERTO v4")
    change_set = merge(engine, PRODUCTS, kept, [gone], "Anne", "même logiciel")
    after = load_snapshot(engine)
    assert {a.code for a in after.applications if a.product_id == kept} == {"A1", "B1"}
    assert [(alias.text, alias.product_id) for alias in after.aliases] == [("CONCERTO v4", kept)]
    assert after.aliases[0].since is not None
    assert after.identity_decisions[0].reason == "même logiciel"
    assert gone not in {product.id for product in after.products}
    undo(engine, change_set, "Anne")
    assert content(engine) == before


def test_importing_again_after_merges_changes_nothing(engine: Engine, load: Load) -> None:
    snapshot = load_snapshot(engine)
    merge(engine, EDITORS, named(snapshot, "editors", "Arpège"), [named(snapshot, "editors", "ARPEGE SAS")], "Anne")
    products = [named(snapshot, "products", name) for name in ("Concerto", "CONCERTO v4", "Concerto Opus")]
    merge(engine, PRODUCTS, products[0], products[1:], "Anne")
    applications = [item.id for item in snapshot.applications if item.code in ("B2", "B4")]
    merge(engine, APPLICATIONS, applications[0], applications[1:], "Anne")
    departments = [item.id for item in snapshot.departments if item.name in ("Éducation", "Population")]
    in_one = [
        item.id
        for item in snapshot.departments
        if item.id in departments and item.commune_id == max(each.commune_id for each in snapshot.departments)
    ]
    merge(engine, DEPARTMENTS, in_one[0], in_one[1:], "Anne")
    before = content(engine)
    again = load()
    assert again.plan.is_empty
    assert content(engine) == before
    counts = again.counts()
    assert (counts["created"], counts["updated"], counts["rejected"]) == (0, 0, 0)
    assert counts["ignored"] == HEADERS + 1, "the merged application’s row, said to be another’s"


def test_a_spelling_decided_before_is_applied_to_another_file(engine: Engine, load: Load, tmp_path: Path) -> None:
    snapshot = load_snapshot(engine)
    kept = named(snapshot, "products", "Concerto")
    merge(engine, PRODUCTS, kept, [named(snapshot, "products", "CONCERTO v4")], "Anne")
    other = tmp_path / "Vaubrune.csv"
    other.write_text("\n".join((HEADER, "C1;Cantine;Concerto V4;Arpège;Écoles", "C2;Autre;Concerto v4;Zorglub;Écoles")))
    apply_import(engine, prepare_import(engine, [str(other)]))
    by_code = {item.code: item.product_id for item in load_snapshot(engine).applications}
    assert by_code["C1"] == kept
    assert by_code["C2"] != kept, "a homonym of another editor is no spelling of it"


def test_merging_editors_merges_what_both_publish_under_one_name(engine: Engine, load: Load) -> None:
    snapshot = load_snapshot(engine)
    kept, gone = named(snapshot, "editors", "Operis"), named(snapshot, "editors", "Operis SA")
    change_set = merge(engine, EDITORS, kept, [gone], "Anne")
    after = load_snapshot(engine)
    (oxalis,) = [product for product in after.products if product.name == "Oxalis"]
    assert oxalis.editor_id == kept
    assert {item.code for item in after.applications if item.product_id == oxalis.id} == {"A3", "B3"}
    undo(engine, change_set, "Anne")
    assert len([product for product in load_snapshot(engine).products if product.name == "Oxalis"]) == 2


def test_a_dismissed_pair_does_not_come_back_not_even_through_a_third(engine: Engine, load: Load) -> None:
    snapshot = load_snapshot(engine)
    concerto, opus, capitals = (
        named(snapshot, "products", name) for name in ("Concerto", "Concerto Opus", "CONCERTO v4")
    )
    dismiss(engine, PRODUCTS, [concerto, opus], "Anne")
    merge(engine, PRODUCTS, capitals, [concerto], "Anne")
    found = find(load_snapshot(engine), PRODUCTS)
    assert not any({capitals, opus} <= {member.id for member in each.members} for each in waiting(found).proposals)


def test_what_is_answered_is_applied_without_the_engine(engine: Engine, load: Load) -> None:
    snapshot = load_snapshot(engine)
    found = find(snapshot, PRODUCTS)
    first = waiting(found).proposals[0]
    kept, *gone = (member.id for member in first.members)
    merged = waiting(found, Answers().and_merged(kept, gone))
    assert not any(member.id in gone for each in merged.proposals for member in each.members)
    apart = waiting(found, Answers().and_apart([(kept, gone[0])]))
    assert not any({kept, gone[0]} <= {member.id for member in each.members} for each in apart.proposals)


def test_links_that_would_join_what_was_set_apart_are_contradictions(engine: Engine, load: Load) -> None:
    snapshot = load_snapshot(engine)
    apart = {named(snapshot, "products", "Concerto"), named(snapshot, "products", "CONCERTO v4")}
    dismiss(engine, PRODUCTS, sorted(apart), "Anne")
    left = waiting(find(load_snapshot(engine), PRODUCTS))
    assert {frozenset(subject.id for subject in each.apart) for each in left.contradictions} == {frozenset(apart)}
    assert "déclarés différents" in left.contradictions[0].sentence
    assert not any(apart <= {member.id for member in each.members} for each in left.proposals)


def test_a_merge_is_taken_apart_even_after_other_changes(engine: Engine, load: Load) -> None:
    snapshot = load_snapshot(engine)
    kept, gone = named(snapshot, "products", "Concerto"), named(snapshot, "products", "CONCERTO v4")
    change_set = merge(engine, PRODUCTS, kept, [gone], "Anne")
    (cantine,) = [item.id for item in snapshot.applications if item.code == "B1"]
    change = Update("application", cantine, {"version": None}, {"version": "4.1"})
    apply_plan(engine, Plan("Anne", "saisie", Origin.EDIT, read_base(engine), updates=[change]))
    with pytest.raises(NothingToUndo):
        undo(engine, change_set, "Anne")
    split(engine, PRODUCTS, change_set, "Anne")
    after = load_snapshot(engine)
    assert {a.code: a.product_id for a in after.applications}["B1"] == gone
    assert not any(alias.product_id for alias in after.aliases)
    assert proposal_of(find(after, PRODUCTS), "Concerto", "CONCERTO v4") is None
    with pytest.raises(ImpossibleMerge, match="déjà été défait"):
        split(engine, PRODUCTS, change_set, "Anne")


def test_a_split_that_needs_what_is_gone_says_what_to_split_first(engine: Engine, load: Load) -> None:
    snapshot = load_snapshot(engine)
    kept, gone = named(snapshot, "products", "Concerto"), named(snapshot, "products", "CONCERTO v4")
    change_set = merge(engine, PRODUCTS, kept, [gone], "Anne")
    later = merge(
        engine, EDITORS, named(snapshot, "editors", "Arpège"), [named(snapshot, "editors", "ARPEGE SAS")], "Anne"
    )
    with pytest.raises(ImpossibleMerge, match=f"opération n° {later}"):
        split(engine, PRODUCTS, change_set, "Anne")


def test_what_is_gone_cannot_be_merged(engine: Engine, load: Load) -> None:
    snapshot = load_snapshot(engine)
    kept, gone = named(snapshot, "products", "Concerto"), named(snapshot, "products", "CONCERTO v4")
    merge(engine, PRODUCTS, kept, [gone], "Anne")
    with pytest.raises(ImpossibleMerge, match="n’existe plus"):
        merge(engine, PRODUCTS, kept, [gone], "Anne")


def test_enough_decisions_teach_and_the_lesson_can_be_left_aside(engine: Engine, tmp_path: Path) -> None:
    """Merged names teach too: they are no longer in the estate, but their decisions are."""
    names = [
        "".join((a, b, c))
        for a in ("Bal", "Cor", "Dim", "Fen")
        for b in ("iva", "olu", "era")
        for c in ("ntis", "rgon", "x")
    ]
    lines = [f"{n};{name};{name};Éditeur {n % 5};D" for n, name in enumerate(names)]
    lines += [f"X{n};{name} bis;{name} v{n};Éditeur {n % 5};D" for n, name in enumerate(names)]
    lines += [f"Y{n};{name} Y;{name} Finances;Éditeur {n % 5};D" for n, name in enumerate(names[:12])]
    lines += [f"Z{n};{name} Z;{name} Paie;Éditeur {n % 5};D" for n, name in enumerate(names[:12])]
    file = tmp_path / "Ormeville.csv"
    file.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    apply_import(engine, prepare_import(engine, [str(file)]))
    snapshot = load_snapshot(engine)
    assert find(snapshot, PRODUCTS).learnt is None
    pairs = [(named(snapshot, "products", n), named(snapshot, "products", f"{n} v{i}")) for i, n in enumerate(names)]
    merge_all(engine, PRODUCTS, [(kept, [gone]) for kept, gone in pairs], "Anne")
    for name in names[:12]:
        objects = [named(snapshot, "products", f"{name} {module}") for module in ("Finances", "Paie")]
        dismiss(engine, PRODUCTS, objects, "Anne")
    snapshot = load_snapshot(engine)
    learnt = find(snapshot, PRODUCTS).learnt
    assert learnt is not None
    assert learnt.before is not None
    assert learnt.after is not None
    assert learnt.after.f1 >= learnt.before.f1 or not learnt.adopted
    assert find(snapshot, PRODUCTS, learn=False).learnt is None
