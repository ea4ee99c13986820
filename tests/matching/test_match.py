"""Two lists, or one, become explained pairs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from urbanism.matching import Decision, MatchResult, Pair, Record, Zone, deduplicate, match


def _pair(result: MatchResult, left: str, right: str) -> Pair | None:
    return next((pair for pair in result.pairs if (pair.left, pair.right) == (left, right)), None)


def _records(*texts: str) -> list[Record]:
    return [Record(f"r{row}", text) for row, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Concerto", "CONCERTO OPUS v4"),
        ("Concerto", "Concerto"),
        ("Mélodie", "MELODIE"),
        ("Mélodie v2.1", "Logiciel Mélodie version 3"),
        ("Homegrown", "Developed in-house"),
    ],
)
def test_one_product_written_two_ways_is_the_same(left: str, right: str) -> None:
    others = _records("Adagio", "Requiem", "Sonate", "Fugue", "Cantate")
    result = deduplicate([Record("a", left), Record("b", right), *others])
    pair = _pair(result, "a", "b")
    assert pair is not None
    assert pair.zone is Zone.SAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Concerto", "Concerto Petite enfance"),
        ("e.sedit GF", "e.sedit RH"),
        ("Adagio", "Requiem"),
        ("Windows 7", "Windows 10"),
    ],
)
def test_two_modules_are_two_products(left: str, right: str) -> None:
    others = _records("Maestro", "Sonate", "Fugue", "Cantate")
    pair = _pair(deduplicate([Record("a", left), Record("b", right), *others]), "a", "b")
    assert pair is None or pair.zone is not Zone.SAME


def test_an_editor_told_by_a_column_explains_its_name_in_the_other_text() -> None:
    bare = deduplicate([Record("a", "Concerto"), Record("b", "ARPEGE - Concerto")])
    told = deduplicate([Record("a", "Concerto", {"Éditeur": "Arpège SAS"}), Record("b", "ARPEGE - Concerto")])
    before, after = _pair(bare, "a", "b"), _pair(told, "a", "b")
    assert before is not None
    assert after is not None
    assert after.score > before.score
    assert any("« arpege »" in evidence.sentence and evidence.weight > 0 for evidence in after.evidence)


def test_evidence_says_what_argues_for_and_against() -> None:
    left = [Record("a", "e.sedit GF", {"Éditeur": "Berger-Levrault"})]
    right = [Record("b", "e.sedit RH", {"Éditeur": "Berger-Levrault"})]
    (pair,) = match(left, right, asked=[("a", "b")]).pairs
    sentences = {evidence.sentence: evidence.weight for evidence in pair.evidence}
    assert any(sentence.startswith("Mots en commun") and weight > 0 for sentence, weight in sentences.items())
    assert any("« gf »" in sentence and weight < 0 for sentence, weight in sentences.items())
    assert any("« rh »" in sentence and weight < 0 for sentence, weight in sentences.items())


def test_an_acronym_meets_its_long_form() -> None:
    left = _records("Firefox ESR", "Thunderbird", "Inkscape")
    right = _records("Mozilla Firefox (Extended Support Release)", "Thunderbird", "Inkscape")
    pair = _pair(match(left, right), "r0", "r0")
    assert pair is not None
    assert pair.score >= 0.5
    assert any("« esr » est le sigle de « extended support release »" in item.sentence for item in pair.evidence)


def test_a_row_may_match_two() -> None:
    left = _records("logstash / kibana", "Redmine", "Postfix")
    right = _records("Kibana", "Logstash", "Redmine", "Postfix")
    found = {pair.right for pair in match(left, right).above(0.5) if pair.left == "r0"}
    assert found == {"r0", "r1"}


def test_a_decision_has_the_last_word() -> None:
    records = _records("Concerto", "Concerto", "Mélodie")
    decided = [Decision("r0", "r1", same=False), Decision("r2", "r0", same=True)]
    result = deduplicate(records, decided)
    apart, joined = _pair(result, "r0", "r1"), _pair(result, "r0", "r2")
    assert apart is not None
    assert (apart.zone, apart.score, apart.decided) == (Zone.DIFFERENT, 0.0, False)
    assert joined is not None
    assert (joined.zone, joined.score, joined.decided) == (Zone.SAME, 1.0, True)


def test_decisions_on_unknown_records_are_harmless() -> None:
    records = _records("Concerto", "Mélodie")
    assert deduplicate(records, [Decision("nowhere", "r0", same=True)]) == deduplicate(records)


def test_few_rows_and_empty_texts() -> None:
    assert match([], []).pairs == ()
    assert deduplicate([Record("a", "")]).pairs == ()
    assert match(_records("", "—"), _records("", "Concerto")).pairs == ()


def test_meaningless_columns_change_nothing_much() -> None:
    names = ["Concerto", "Mélodie", "Adagio", "Requiem", "Sonate", "Fugue", "Cantate", "Maestro"]
    left = [Record(f"l{i}", name, {"N°": str(i), "Vu le": f"2024-01-{i + 1:02}"}) for i, name in enumerate(names)]
    right = [Record(f"r{i}", name.upper(), {"N°": str(7 - i), "Vu": "oui"}) for i, name in enumerate(names)]
    result = match(left, right)
    assert {(pair.left[1:], pair.right[1:]) for pair in result.above(0.9)} == {(str(i), str(i)) for i in range(8)}


_TEXTS = st.lists(st.text(max_size=25), max_size=12)


@settings(max_examples=60, deadline=None)
@given(_TEXTS, _TEXTS)
def test_any_two_lists_of_texts(left: list[str], right: list[str]) -> None:
    ours = [Record(f"l{row}", text, {"x": text[::-1]}) for row, text in enumerate(left)]
    theirs = [Record(f"r{row}", text, {"y": text}) for row, text in enumerate(right)]
    result = match(ours, theirs)
    keys = [(pair.left, pair.right) for pair in result.pairs]
    assert len(keys) == len(set(keys))
    assert all(0.0 <= pair.score <= 1.0 and pair.evidence for pair in result.pairs)
    assert [pair.score for pair in result.pairs] == sorted((pair.score for pair in result.pairs), reverse=True)


def test_san_francisco_variants_are_found_with_evidence(shared: Path) -> None:
    path = shared / "realdata" / "municipal_us" / "san_francisco_systems.csv"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    vendors = sorted({row["Vendor"] for row in rows} - {""})
    result = deduplicate([Record(vendor, vendor) for vendor in vendors])
    found = {(pair.left, pair.right): pair for pair in result.above(0.5)}
    for variants in [
        ("ESRI", "Esri"),
        ("Track-It", "Track-it"),
        ("Developed in-house", "Homegrown"),
        ("Salesforce", "Salesforce.com, Inc."),
        ("Saleforce", "Salesforce"),
        ("City Span Technologies", "CitySpan"),
        ("SF - Human Services Agency", "SF- Human Services Agency"),
    ]:
        assert found[variants].evidence
    name = "Department Name of Data System"
    systems = [Record(str(i), row.pop(name), row) for i, row in enumerate(rows)]
    text = {record.key: record.text for record in systems}
    same = {
        frozenset((text[pair.left], text[pair.right])) for pair in deduplicate(systems).pairs if pair.zone is Zone.SAME
    }
    assert frozenset(("RTZ SFGetCare", "SF Get Care")) in same
    assert frozenset(("Firm Step", "Firmstep")) in same
    assert not any("Environmental Health" in name for pair in same for name in pair)
