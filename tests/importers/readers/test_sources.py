"""Folders and zips give the files to read; nothing is written or followed elsewhere."""

from __future__ import annotations

from pathlib import Path

from bombs import archive, cell, row, xlsx

from importers.sheets import RawFile
from importers.sources import open_sources, read_sources
from urbanism.errors import UnusableFile


def test_a_folder_gives_its_spreadsheets_and_says_what_it_leaves(tmp_path: Path) -> None:
    outside = tmp_path / "ailleurs"
    outside.mkdir()
    (outside / "secret.csv").write_text("a;b\n")
    folder = tmp_path / "parc"
    (folder / "sous").mkdir(parents=True)
    for name in ("b.csv", "a.XLSX", "sous/c.ods", "photo.png", "~$a.xlsx", ".cache.csv"):
        (folder / name).write_text("x;y\n")
    (folder / "lien").symlink_to(outside)
    with open_sources([str(folder)]) as sources:
        taken = [Path(s.shown).relative_to(folder).as_posix() for s in sources if not s.ignored]
        left = {Path(s.shown).name: s.ignored for s in sources if s.ignored}
    assert taken == ["a.XLSX", "b.csv", "sous/c.ods"]
    assert left == {
        "photo.png": "ce n’est pas un tableau",
        "~$a.xlsx": "fichier caché ou temporaire",
        ".cache.csv": "fichier caché ou temporaire",
        "lien": "lien vers un autre endroit, non suivi",
    }


def test_a_folder_or_zip_without_a_spreadsheet_says_so(tmp_path: Path) -> None:
    empty, pictures, packed = tmp_path / "vide", tmp_path / "photos", tmp_path / "envoi.zip"
    empty.mkdir()
    pictures.mkdir()
    (pictures / "photo.png").write_text("x")
    packed.write_bytes(archive([("photo.png", "x")]))
    with open_sources([str(empty), str(pictures), str(packed)]) as sources:
        refused = [source for source in sources if source.refusal]
        results = [result for _, result in read_sources(sources)]
    assert [source.shown for source in refused] == [str(empty), str(pictures), str(packed)]
    assert all(isinstance(result, UnusableFile) and result.code == "aucun_tableau" for result in results)
    assert len(results) == 3


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n")
    with open_sources([str(path), str(tmp_path), str(path)]) as sources:
        assert [source.shown for source in sources] == [str(path)]


def test_a_zip_gives_its_files_under_names_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "envoi.zip"
    content = {
        "parc/a.csv": "nom;code\nA;1\n",
        "../../evade.csv": "nom;code\nB;2\n",
        "/tmp/absolu.csv": "nom;code\nC;3\n",
        "photo.png": "x",
        "__MACOSX/a.csv": "x",
        "dedans.zip": archive([("a.csv", "a")]),
        "b.xlsx": xlsx(row(1, cell("A1", "x"))),
    }
    path.write_bytes(archive(content.items()))
    with open_sources([str(path)]) as sources:
        unpacked = {source.path for source in sources if source.path.exists()}
        roots = {file.parents[2] for file in unpacked}
        results = {source.shown.removeprefix(f"{path}/"): result for source, result in read_sources(sources)}
    assert len(roots) == 1
    assert not any(file.exists() for file in unpacked)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["envoi.zip"]
    assert {name: isinstance(result, RawFile) for name, result in results.items()} == {
        "parc/a.csv": True,
        "../../evade.csv": True,
        "/tmp/absolu.csv": True,
        "dedans.zip": False,
        "b.xlsx": True,
    }
    refused = results["dedans.zip"]
    assert isinstance(refused, UnusableFile)
    assert "archive" in refused.what
    read = results["parc/a.csv"]
    assert isinstance(read, RawFile)
    assert read.path == f"{path}/parc/a.csv"
    assert read.sheets[0].name == "a"


def test_a_workbook_is_not_taken_for_a_zip_of_files(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(xlsx(row(1, cell("A1", "x"))))
    with open_sources([str(path)]) as sources:
        ((_, result),) = read_sources(sources)
    assert isinstance(result, RawFile)


def test_a_broken_zip_and_a_missing_file_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive([("a.csv", "nom;code\nA;1\n" * 1000)])[:-30])
    with open_sources([str(path), str(tmp_path / "absent.csv")]) as sources:
        results = [result for _, result in read_sources(sources)]
    codes = [result.code for result in results if isinstance(result, UnusableFile)]
    assert codes == ["fichier_abime", "fichier_absent"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive((f"{n}.csv", "") for n in range(3_000)))
    with open_sources([str(path)]) as sources:
        ((_, result),) = read_sources(sources)
    assert isinstance(result, UnusableFile)
    assert result.code == "fichier_trop_volumineux"
