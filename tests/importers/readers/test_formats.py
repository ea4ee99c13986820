"""Every format is read as it was written, whatever its name, encoding or separator."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from bombs import archive, ods

from importers.readers import read_file
from importers.sheets import MergedRange, RawSheet
from urbanism.errors import UnusableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FRENCH = "Éditeur;Libellé\nCiril;État civil – été\nBerger-Levrault;Œuvres à 5 €\n"


def only_sheet(path: Path) -> RawSheet:
    (sheet,) = read_file(path).sheets
    return sheet


def refusal(path: Path) -> UnusableFile:
    with pytest.raises(UnusableFile) as caught:
        read_file(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy.endswith(".")
    return caught.value


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "parc.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Parc")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(1, 1, ["007", "NA", "None", 2019.0, 1.5, True])
        sheet.write_datetime(1, 7, datetime(2024, 3, 1), day)
        sheet.write_formula(2, 1, "=1+1", value=2)
        sheet.write_formula(2, 2, "=NA()", value="#N/A")
        sheet.write_string(3, 1, "   ")
        sheet.merge_range(4, 1, 5, 2, "fusion")
        sheet.set_row(2, options={"hidden": True})
        sheet.set_column(3, 4, options={"hidden": True})
        sheet.set_row(400, 30, day)
        book.add_worksheet("Vide").hide()
    return path


def test_cells_keep_what_the_sheet_holds(workbook: Path) -> None:
    rows = read_file(workbook).sheets[0].rows
    assert rows[0] == []
    assert rows[1] == [None, "007", "NA", "None", 2019, 1.5, True, date(2024, 3, 1)]
    assert type(rows[1][4]) is int
    assert rows[1][6] is True


def test_formulas_give_their_value_and_errors_stay_as_text_with_a_note(workbook: Path) -> None:
    read = read_file(workbook)
    assert read.sheets[0].rows[2] == [None, 2, "#N/A"]
    (note,) = read.notes
    assert (note.code, note.sheet, note.row, note.column) == ("cellule_en_erreur", "Parc", 2, 2)
    assert "C3" in note.message


def test_blank_text_is_blank_and_trailing_formatted_rows_are_cut(workbook: Path) -> None:
    rows = read_file(workbook).sheets[0].rows
    assert rows[3:] == [[], [None, "fusion"]]


def test_hidden_and_merged_places_are_known(workbook: Path) -> None:
    parc, empty = read_file(workbook).sheets
    assert parc.hidden_rows == {2}
    assert parc.hidden_columns == {3, 4}
    assert parc.merged == (MergedRange(4, 1, 5, 2),)
    assert parc.visible
    assert (empty.visible, empty.rows) == (False, [])


def test_dates_counted_from_1904_are_right(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet().write_datetime(0, 0, datetime(2024, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert only_sheet(path).rows == [[date(2024, 3, 1)]]


def test_a_workbook_written_by_another_library_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Coût"])
    book.active.append(["Ciril", 12.5])
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    sheet = only_sheet(tmp_path / "a.xlsx")
    assert sheet.rows == [["Nom", "Coût"], ["Ciril", 12.5]]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})


def test_open_document_rows_repeated_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    text = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    path.write_bytes(ods(f'<table:table-row table:number-rows-repeated="3">{text}</table:table-row>'))
    assert only_sheet(path).rows == [["x"]] * 3


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ('<table:table-row table:number-rows-repeated="2000000"><table:table-cell/></table:table-row>{row}', True),
        ('<table:table-row><table:table-cell table:number-columns-repeated="20000"/>{cell}</table:table-row>', True),
        ('<table:table-row table:number-rows-repeated="500000"><table:table-cell/></table:table-row>{row}', False),
        (
            '<table:table-row>{cell}<table:table-cell table:number-columns-repeated="16383"/></table:table-row>{row}',
            False,
        ),
    ],
)
def test_cells_out_of_an_open_document_sheet_are_told_of(tmp_path: Path, rows: str, told: bool) -> None:
    path = tmp_path / "a.ods"
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f"<table:table-row>{cell}</table:table-row>"
    path.write_bytes(ods(row + rows.format(cell=cell, row=row)))
    notes = read_file(path).notes
    assert any(note.code == "cellules_hors_limites" for note in notes) is told


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(FRENCH.replace("\n", end).encode(encoding))
    assert only_sheet(path).rows == [line.split(";") for line in FRENCH.splitlines()]


def test_latin_1_and_dos_are_recognised(tmp_path: Path) -> None:
    text = "Libellé;Intitulé\nétat civil;élections générales à l'école\n"
    for encoding in ("latin-1", "cp850"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        assert only_sheet(path).rows[1] == ["état civil", "élections générales à l'école"], encoding


def test_a_few_stray_bytes_do_not_spoil_a_utf_8_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Libellé;été;à;ô\n".encode() * 50 + b"caf\xe9;x;y;z\n")
    read = read_file(path)
    assert read.sheets[0].rows[0] == ["Libellé", "été", "à", "ô"]
    assert read.sheets[0].rows[50] == ["café", "x", "y", "z"]
    assert [note.code for note in read.notes] == ["encodage_devine"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_are_recognised(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.txt"
    rows = [["Nom", "Coût", "Note"], ["Ciril", "12.5", "un; deux"], ["Arpège", "3.1", "a, b"]]
    path.write_text("\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows), "utf-8")
    assert only_sheet(path).rows == rows


def test_decimal_commas_and_title_lines_do_not_hide_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Inventaire, mis à jour le 3 mars, provisoire\n\nNom;Coût\nCiril;12,5\nArpège;7,25\n", "utf-8")
    assert only_sheet(path).rows[2:] == [["Nom", "Coût"], ["Ciril", "12,5"], ["Arpège", "7,25"]]


def test_a_declared_separator_is_obeyed_and_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\na;b|c\n", "utf-8")
    assert only_sheet(path).rows == [["a;b", "c"]]


def test_quoted_cells_hold_lines_quotes_and_separators(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Nom;Note\nA;"un\ndeux;""trois"""\nB;\n\nC;4\n', "utf-8")
    assert only_sheet(path).rows == [["Nom", "Note"], ["A", 'un\ndeux;"trois"'], ["B"], [], ["C", "4"]]


def test_a_quote_that_never_closes_swallows_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Nom;Code\n"A";1\n"B;2\nC;3\nD;4\n', "utf-8")
    read = read_file(path)
    assert read.sheets[0].rows == [["Nom", "Code"], ["A", "1"], ['"B', "2"], ["C", "3"], ["D", "4"]]
    assert [note.code for note in read.notes] == ["guillemet_isole"]


def test_json_records_become_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    records = [
        {"nom": "Ciril", "contrat": {"fin": "2026"}, "objets": ["voie", "adresse"]},
        {"code": "007", "nom": None},
    ]
    path.write_text(json.dumps({"applications": records}), "utf-8")
    sheet = only_sheet(path)
    assert sheet.name == "applications"
    assert sheet.rows == [
        ["nom", "contrat.fin", "objets", "code"],
        ["Ciril", "2026", "voie ; adresse"],
        [None, None, None, "007"],
    ]


def test_json_loses_no_list_no_twin_key_and_no_lone_value(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": [{"x": 1, "x": 2}], "b": [{"y": 3}], "date": "2024"}', "utf-8")
    sheets = {sheet.name: sheet.rows for sheet in read_file(path).sheets}
    assert sheets == {"a": [["x"], ["1 ; 2"]], "b": [["y"], [3]], "a (hors listes)": [["date"], ["2024"]]}


def test_json_lines_and_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": 1}\n{"a": 2}\n', "utf-8")
    assert only_sheet(path).rows == [["a"], [1], [2]]
    path.write_text('[["a", "b"], [1, 2]]', "utf-8")
    assert only_sheet(path).rows == [["a", "b"], [1, 2]]


def test_the_content_tells_the_format_not_the_name(tmp_path: Path, workbook: Path) -> None:
    lying = tmp_path / "parc.csv"
    lying.write_bytes(workbook.read_bytes())
    assert read_file(lying).format == "xlsx"
    lying = tmp_path / "parc.xls"
    lying.write_text("a;b\n1;2\n", "utf-8")
    assert read_file(lying).format == "csv"
    lying = tmp_path / "section.csv"
    lying.write_text("[section];b\n1;2\n", "utf-8")
    assert only_sheet(lying).rows == [["[section]", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("vide.xlsx", b"", "fichier_vide"),
        ("blanc.csv", b"\r\n \r\n", "fichier_vide"),
        ("note.pdf", b"%PDF-1.7 ...", "format_non_reconnu"),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "format_non_reconnu"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "format_non_reconnu"),
        ("octets.csv", bytes(range(256)) * 10, "format_non_reconnu"),
        ("tronque.xlsx", b"PK\x03\x04" + b"x" * 500, "fichier_abime"),
        ("texte.docx", archive([("word/document.xml", "<a/>")]), "format_non_reconnu"),
        (
            "protege.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "fichier_protege",
        ),
        ("abime.xls", OLE + bytes(2000), "fichier_abime"),
        ("faux.json", b'{"a": [1,', "fichier_abime"),
        ("nombre.json", b"[]", "format_non_reconnu"),
    ],
)
def test_what_cannot_be_used_says_why(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).code == code


def test_missing_files_and_folders_say_why(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.xlsx").code == "fichier_absent"
    assert refusal(tmp_path).code == "format_non_reconnu"


def test_a_forbidden_file_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.csv"
    path.write_text("a;b\n")
    monkeypatch.setattr(Path, "open", forbidden)
    assert refusal(path).code == "droits_insuffisants"


def test_letters_lost_before_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Donn�e;Nom\nx;y\n", "utf-8")
    assert [note.code for note in read_file(path).notes] == ["caracteres_perdus"]


def test_open_document_hidden_places_and_errors_are_known(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    error = text.replace('value-type="string"', 'value-type="string" office:string-value="" calcext:value-type="error"')
    rows = (
        '<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
        f'<table:table-row table:number-rows-repeated="2">{text.format("a")}</table:table-row>'
        f'<table:table-row table:visibility="filter">{text.format("b")}{error.format("#REF!")}</table:table-row>'
    )
    path = tmp_path / "a.ods"
    path.write_bytes(ods(rows))
    read = read_file(path)
    sheet = only_sheet(path)
    assert sheet.rows == [["a"], ["a"], ["b", "#REF!"]]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {1, 2})
    assert [(note.code, note.row, note.column) for note in read.notes] == [("cellule_en_erreur", 2, 1)]
