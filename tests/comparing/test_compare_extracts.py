"""Two extracts compared: exact on an invented truth; no false key; unknown is not different."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_extracts import COMPOSITE, NOTHING, PADDED, SCENARIOS, WORDS, Invented, invent

from urbanism.comparing import Extract, ExtractColumn, compare_extracts
from urbanism.comparing.overlap import contradictions
from urbanism.comparing.renames import probable_renames
from urbanism.comparing.sentences import aside_sentences, key_sentence, summary
from urbanism.comparing.wording import plain_code, plain_text, shared_head


def extract(name: str, *dates: str, **columns: list[str]) -> Extract:
    length = len(next(iter(columns.values())))
    return Extract(
        name,
        tuple(ExtractColumn(header, values, header in dates) for header, values in columns.items()),
        range(2, length + 2),
    )


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("scenario", [PADDED, COMPOSITE, WORDS])
def test_columns_keys_overlap_and_contradictions_are_exact(scenario: str, seed: int) -> None:
    invented = invent(scenario, 1_500, seed)
    found, truth = compare_extracts(invented.left, invented.right), invented.truth
    assert found.pairing
    assert found.key
    assert {(one.left, one.right) for one in found.matched} == truth.columns
    assert set(found.key.columns) == truth.key
    assert found.shared == truth.shared
    assert len(found.pairing.left.alone) == truth.left_alone
    assert len(found.pairing.right.alone) == truth.right_alone
    told = {(one.columns.left, one.columns.right): len(one.contradictory) for one in found.differences}
    assert {pair: times for pair, times in told.items() if times} == truth.contradictions
    assert {lag.territory: lag.days for lag in found.staleness.by_territory} == truth.lags


def test_without_a_key_rows_of_the_same_name_are_paired_when_the_rest_agrees() -> None:
    invented = invent(NOTHING, 1_500, 1)
    found, truth = compare_extracts(invented.left, invented.right), invented.truth
    assert found.key
    assert found.key.is_text
    assert found.pairing
    assert {(one.left, one.right) for one in found.matched} == truth.columns
    assert found.shared == pytest.approx(truth.shared, rel=0.005)
    assert "Aucune clé commune" in key_sentence(found.key)


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_without_a_key_the_count_is_told_with_a_margin_that_holds(seed: int) -> None:
    invented = invent(NOTHING, 6_000, seed)
    found = compare_extracts(invented.left, invented.right)
    assert found.margin is not None
    assert abs(found.shared - invented.truth.shared) <= found.margin < 0.01 * found.shared
    assert "environ" in summary(found)
    assert "estimés" in aside_sentences(found)[0]
    assert compare_extracts(*sides_of(invent(PADDED, 300, seed))).margin is None


def sides_of(invented: Invented) -> tuple[Extract, Extract]:
    return invented.left, invented.right


@pytest.mark.parametrize("scenario", [WORDS, NOTHING])
def test_a_street_renamed_on_one_side_is_proposed_and_no_other(scenario: str) -> None:
    invented = invent(scenario, 3_000, 1)
    names = list(invented.right.column("nom").values)  # type: ignore[union-attr]
    before = {row: names[row] for row in range(0, len(names), 60)}
    for row in before:
        names[row] = f"Passage Renommé {row}"
    columns = tuple(
        ExtractColumn(column.header, names if column.header == "nom" else column.values, column.is_date)
        for column in invented.right.columns
    )
    right = Extract("SIG", columns, invented.right.row_numbers)
    found = probable_renames(compare_extracts(invented.left, right))
    known = {plain_text(name) for name in invented.left.column("LIB_VOIE").values}  # type: ignore[union-attr]
    findable = [row for row, name in before.items() if plain_text(name) in known]
    true = [one for one in found if plain_text(before.get(one.right_line - 2, "")) == plain_text(one.left)]
    assert len(true) >= 0.95 * len(found)
    assert len(true) >= 0.8 * len(findable)
    assert all("LONG" in one.shared for one in true)


def test_without_a_name_in_the_key_no_rename_is_looked_for() -> None:
    assert probable_renames(compare_extracts(*sides_of(invent(PADDED, 300, 1)))) == ()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_row_is_accounted_for_once(scenario: str) -> None:
    invented = invent(scenario, 400, 3)
    pairing = compare_extracts(invented.left, invented.right).pairing
    assert pairing
    for side, rows, size in (
        (pairing.left, pairing.left_rows, len(invented.left.row_numbers)),
        (pairing.right, pairing.right_rows, len(invented.right.row_numbers)),
    ):
        told = np.concatenate([rows, side.alone, side.repeated, side.keyless, side.undecided])
        assert sorted(told.tolist()) == list(range(size))


def test_numbers_of_two_bases_that_agree_on_nothing_are_no_key() -> None:
    """Both number their rows from 1 to 200, in another order; the names tell which is which."""
    names = [f"Rue du Lot {letter}{number}" for letter in "ABCD" for number in range(50)]
    widths = [str(3 + place % 17) for place in range(200)]
    numbers = [str(place + 1) for place in range(200)]
    left = extract("A", id=numbers, nom=names, largeur=widths)
    right = extract("B", id=numbers, libelle=names[::-1], larg=widths[::-1])
    found = compare_extracts(left, right)
    assert found.key
    assert found.key.columns == (("nom", "libelle"),)
    assert found.shared == 200
    assert "id" in found.left_only
    assert "id" in found.right_only


def test_a_persons_columns_and_key_are_followed() -> None:
    left = extract("A", a=["1", "2", "3"], b=["Rue Haute", "Rue Basse", "Quai Nord"])
    right = extract("B", c=["1", "2", "4"], d=["rue haute", "Place Vieille", "Quai Nord"])
    found = compare_extracts(left, right, columns=[("a", "c"), ("b", "d")], key=[("a", "c")])
    assert [one.told for one in found.matched] == [True, True]
    assert found.key
    assert found.key.told
    (difference,) = found.differences
    (one,) = contradictions(found, difference)
    assert one == ("2", 3, "Rue Basse", 3, "Place Vieille")
    assert difference.rewritten == 1


def test_what_one_side_does_not_say_is_no_contradiction() -> None:
    codes = [f"V{place:03d}" for place in range(40)]
    names = [f"Rue {place} Mai" for place in range(40)]
    left = extract("A", code=codes, nom=names, revetement=["enrobé", ""] * 20)
    right = extract("B", code=codes, nom=names, revetement=["", "pavés"] * 20)
    found = compare_extracts(left, right, columns=[("code", "code"), ("revetement", "revetement")])
    (difference,) = found.differences
    assert not len(difference.contradictory)
    assert (difference.left_alone, difference.right_alone) == (20, 20)


def test_two_lists_of_codes_are_translated() -> None:
    codes = [str(1000 + place) for place in range(60)]
    left = extract("A", code=codes, statut=["Communale", "Privée", "Départementale"] * 20)
    right = extract("B", code=codes, statut=["VC", "P", "RD"] * 19 + ["VC", "P", "VC"])
    found = compare_extracts(left, right)
    difference = next(one for one in found.differences if one.columns.left == "statut")
    assert difference.codes == {"Communale": "VC", "Privée": "P", "Départementale": "RD"}
    assert len(difference.contradictory) == 1


def test_freshness_says_why_it_cannot_be_measured() -> None:
    names = [f"Rue {place} Mai" for place in range(10)]
    found = compare_extracts(extract("A", nom=names), extract("B", nom=names))
    assert found.staleness.everywhere is None
    assert "aucune colonne de date de mise à jour dans A ni dans B" in found.staleness.why_not


def test_extracts_without_anything_in_common_say_so() -> None:
    left = extract("A", nom=["Rue Haute", "Rue Basse"])
    right = extract("B", agent=["Dupont", "Durand"])
    found = compare_extracts(left, right)
    assert found.pairing is None
    assert "rien qui permette d’en rapprocher" in summary(found)
    assert aside_sentences(found) == []


def test_the_sentence_tells_the_overlap_the_names_and_the_freshness() -> None:
    invented = invent(PADDED, 1_500, 2)
    told = summary(compare_extracts(invented.left, invented.right), "voies").replace("\u202f", " ")
    assert told.startswith(
        "Voirie et SIG ont 1 350 voies en commun (90 % de Voirie, 90 % de SIG)".replace(" %", "\u00a0%")
    )
    assert "14 mois" in told


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("AV. DE LA RÉPUBLIQUE", "avenue de la republique"),
        ("R du Gal de Gaulle", "Rue du Général-de-Gaulle"),
        ("12 bis r. St-Jean", "12 bis rue Saint Jean"),
        ("Bd de l’Hôtel-de-Ville", "BOULEVARD DE L'HOTEL DE VILLE"),
    ],
)
def test_two_ways_of_writing_a_street_say_the_same(written: str, other: str) -> None:
    assert plain_text(written) == plain_text(other)


def test_different_streets_stay_different() -> None:
    names = [
        "Rue Haute",
        "Rue Basse",
        "Avenue Haute",
        "Rue de la Paix",
        "Rue Paix-Dieu",
        "Rue du 8 Mai",
        "Rue du 11 Mai",
    ]
    assert len(set(map(plain_text, names))) == len(names)


def test_codes_lose_prefix_and_padding_only() -> None:
    assert plain_code("VOI-000123", shared_head(["VOI-000123", "VOI-000004"])) == plain_code("0123", "")
    assert shared_head(["A12", "B12"]) == ""
    assert plain_code("000", "") == "000"


texts = st.lists(
    st.sampled_from(["", "1", "01", "Rue A", "rue a", "2024-01-01", "=1+1", "😀", "3,5", "x"]), min_size=2, max_size=30
)


@settings(max_examples=60)
@given(data=st.data(), widths=st.tuples(st.integers(1, 3), st.integers(1, 3)))
def test_any_two_extracts_compare(data: st.DataObject, widths: tuple[int, int]) -> None:
    made = []
    for width in widths:
        size = data.draw(st.integers(2, 25))
        values = st.lists(texts.map(lambda found: found[0]), min_size=size, max_size=size)
        columns = {f"c{place}": data.draw(values) for place in range(width)}
        made.append(extract(f"E{len(made)}", **columns))
    found = compare_extracts(*made)
    assert found.shared <= min(len(made[0].row_numbers), len(made[1].row_numbers))
    assert summary(found)


def test_an_extract_compared_to_itself_shares_everything_and_contradicts_nothing() -> None:
    same = invent(PADDED, 300, 5).right
    found = compare_extracts(same, same)
    assert found.shared == len(same.row_numbers)
    assert not any(len(one.contradictory) for one in found.differences)
