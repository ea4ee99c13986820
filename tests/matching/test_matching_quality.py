"""How good matching is where the truth is known: an invented estate, and two public sets of labelled pairs."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from variants import estate, group_quality

from urbanism.matching import Decision, Quality, Record, Zone, deduplicate, match
from urbanism.matching.learning import quality

UNSEEN_SEEDS = (101, 102, 103)


@pytest.mark.parametrize("seed", UNSEEN_SEEDS)
def test_products_of_an_estate_written_by_fourteen_communes(seed: int) -> None:
    truth = estate(seed)
    result = deduplicate(truth.records)
    precision, recall = group_quality(truth, result)
    assert precision >= 0.98
    assert recall >= 0.95
    same = np.array([float(truth.product_of[p.left] == truth.product_of[p.right]) for p in result.pairs])
    assert quality(np.array([pair.score for pair in result.pairs]), same).calibration_error < 0.05


class LabelledPairs:
    """A pair file: the records of each side, each once, and the pairs with their label."""

    def __init__(self, *paths: Path) -> None:
        self.left: dict[str, Record] = {}
        self.right: dict[str, Record] = {}
        self.files = [[self._pair(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in paths]

    def _pair(self, line: str) -> Decision:
        left, right, label = line.split("\t")
        return Decision(self._key(self.left, left), self._key(self.right, right), label == "1")

    @staticmethod
    def _key(side: dict[str, Record], text: str) -> str:
        if text not in side:
            values = re.split(r"COL (\w+) VAL ?", text)[1:]
            name, *others = zip(values[::2], values[1::2], strict=True)
            side[text] = Record(str(len(side)), name[1].strip(), {column: value.strip() for column, value in others})
        return side[text].key

    def measure(self, pairs: list[Decision], decisions: list[Decision] | None = None) -> Quality:
        asked = [(pair.left, pair.right) for pair in pairs]
        result = match(list(self.left.values()), list(self.right.values()), decisions or (), asked=asked)
        score = {(pair.left, pair.right): pair.score for pair in result.pairs}
        same = np.array([float(pair.same) for pair in pairs])
        return quality(np.array([score[pair] for pair in asked]), same)


@pytest.mark.parametrize(("name", "alone", "taught"), [("amazon_google", 0.58, 0.68), ("abt_buy", 0.65, 0.82)])
def test_labelled_pairs_without_then_with_decisions(shared: Path, name: str, alone: float, taught: float) -> None:
    folder = shared / "realdata" / "matching"
    valid = LabelledPairs(folder / f"{name}_valid.txt")
    assert valid.measure(valid.files[0]).f1 >= alone
    both = LabelledPairs(folder / f"{name}_valid.txt", folder / f"{name}_train.txt")
    assert both.measure(both.files[0], both.files[1]).f1 >= taught


def test_too_few_decisions_teach_nothing() -> None:
    truth = estate(7, products=30, modular=5)
    first = deduplicate(truth.records).pairs[:10]
    result = deduplicate(truth.records, [Decision(pair.left, pair.right, same=True) for pair in first])
    assert result.learnt is not None
    assert not result.learnt.adopted
    assert "Trop peu de décisions" in result.learnt.reason
    assert not any(pair.calibrated for pair in result.pairs)


def test_a_word_that_reviewers_find_telling_gets_a_weight() -> None:
    names = [f"Produit{letter}{other}" for letter in "ABCDEFGH" for other in "KLMNPRST"]
    left = [Record(f"l{i}", name) for i, name in enumerate(names)]
    right = [Record(f"r{i}", f"{name} Bac") if i % 2 else Record(f"r{i}", name) for i, name in enumerate(names)]
    decisions = [Decision(f"l{i}", f"r{i}", same=not i % 2) for i in range(len(names))]
    result = match(left, right, decisions)
    assert result.learnt is not None
    assert result.learnt.adopted
    assert result.model.words["bac"] < -0.5
    assert all(pair.calibrated for pair in result.pairs)
    assert all(
        pair.zone is not Zone.SAME for pair in match(left, [Record("x", "ProduitAK Bac")], model=result.model).pairs
    )
