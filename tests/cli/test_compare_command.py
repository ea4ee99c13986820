"""`urbanism compare`: a sentence or one JSON document; a file that cannot be read, or no second one, is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from urbanism.cli import main


def extracts(folder: Path) -> list[str]:
    left = "\n".join(["code;nom;largeur", *(f"V{n:03};RUE {n} MAI;{n % 7}" for n in range(50))])
    right = "\n".join(
        ["id;libelle;larg", *(f"{n};{'Quai' if n == 9 else f'Rue {n} Mai'};{n % 7}" for n in range(5, 55))]
    )
    for name, content in (("voirie.csv", left), ("sig.csv", right)):
        (folder / name).write_text(content, encoding="utf-8")
    return [str(folder / "voirie.csv"), str(folder / "sig.csv")]


def test_json_tells_columns_key_overlap_and_contradictions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *extracts(tmp_path), "--json"]) == 0
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    assert pair["key"] == [["code", "id"]]
    assert (pair["shared"], pair["left_alone"], pair["right_alone"]) == (45, 5, 5)
    assert {one["left"]: one["count"] for one in pair["contradictions"]} == {"nom": 1, "largeur": 0}


def test_words_and_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "écarts.xlsx"
    assert main(["compare", *extracts(tmp_path), "--noun", "voies", "--output", str(output)]) == 0
    assert "voirie et sig ont 45 voies en commun" in capsys.readouterr().out
    assert output.stat().st_size


def test_one_extract_or_an_unreadable_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = extracts(tmp_path)[0]
    assert main(["compare", path]) == 2
    assert main(["compare", path, str(tmp_path / "absent.csv")]) == 2
    assert "deux extraits" in (error := capsys.readouterr().err)
    assert "n’existe pas" in error
