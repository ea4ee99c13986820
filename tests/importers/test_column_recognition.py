"""Columns are put where a person would put them, in inventories of several countries, tools and trades."""

from __future__ import annotations

from pathlib import Path

import columns
import pytest

INVENTORIES = Path(__file__).with_name("inventories")


def share(judged: list[columns.Judged]) -> float:
    return sum(item.right for item in judged) / len(judged)


@pytest.fixture(scope="module")
def invented() -> list[columns.Judged]:
    return columns.judge_all(INVENTORIES, INVENTORIES / "expected.csv")


def test_invented_inventories_are_understood(invented: list[columns.Judged]) -> None:
    wrong = [item for item in invented if not item.right]
    assert share(invented) >= columns.GOAL, wrong


@pytest.mark.parametrize("path", [path for path, _, _ in columns.read_expected(INVENTORIES / "expected.csv")])
def test_the_kind_of_each_is_right_and_its_columns_mostly(path: str, invented: list[columns.Judged]) -> None:
    judged = [item for item in invented if item.path == path]
    assert judged[0].right, judged[0]
    assert share(judged) >= 0.8, [item for item in judged if not item.right]


def test_real_inventories_are_understood(shared: Path) -> None:
    judged = columns.judge_all(shared / "realdata")
    wrong = [item for item in judged if not item.right]
    assert share(judged) >= columns.GOAL, wrong
