"""Tables are found as a person would see them, and every row of a sheet is accounted for once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from importers.sheets import Cell, MergedRange, RawSheet
from importers.tables import Table, find_tables

Rows = list[list[Cell]]


def sheet(rows: Rows, *merged: tuple[int, int, int, int], hidden: frozenset[int] = frozenset()) -> RawSheet:
    cut: Rows = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        cut.append(cells)
    while cut and not cut[-1]:
        cut.pop()
    return RawSheet("F", cut, hidden_columns=hidden, merged=tuple(MergedRange(*m) for m in merged))


def only_table(rows: Rows, *merged: tuple[int, int, int, int]) -> Table:
    (table,) = find_tables(sheet(rows, *merged))
    return table


def ignored(table: Table) -> dict[int, str]:
    return {row.row_number: row.reason for row in table.ignored}


APPLICATIONS: Rows = [
    ["Nom", "Éditeur", "Coût", "Mise en service"],
    ["Ciril RH", "Ciril", 12000, "01/03/2019"],
    ["Arpège", "Arpège", 8000, "12/05/2020"],
    ["Maelis", "Sigec", None, "2021"],
]


def test_a_plain_table() -> None:
    table = only_table(APPLICATIONS)
    assert table.headers == ("Nom", "Éditeur", "Coût", "Mise en service")
    assert table.header_rows == (1,)
    assert table.rows == APPLICATIONS[1:]
    assert table.row_numbers == [2, 3, 4]
    assert ignored(table) == {1: "en-tête"}


def test_titles_above_are_told_from_the_header() -> None:
    table = only_table([["Parc applicatif de Valmont"], ["Mis à jour le 3 mars 2024"], [], *APPLICATIONS])
    assert table.header_rows == (4,)
    assert ignored(table) == {1: "titre", 2: "titre", 4: "en-tête"}
    assert table.ignored[0].values == ("Parc applicatif de Valmont",)


def test_a_few_lines_about_the_file_are_titles() -> None:
    wide: Rows = [[f"Colonne {n}" for n in range(9)], *([f"v{n}{m}" for n in range(9)] for m in range(5))]
    table = only_table([["Commune", "Valmont"], ["Date", "03/03/2024"], [], *wide])
    assert table.headers == tuple(f"Colonne {n}" for n in range(9))
    assert ignored(table) == {1: "titre", 2: "titre", 4: "en-tête"}


def test_headers_on_two_lines_with_merged_cells() -> None:
    rows: Rows = [
        ["Inventaire"],
        ["Nom", "Contrat", None, "Coûts", None],
        [None, "Échéance", "Préavis", "Licence", "Maintenance"],
        ["Ciril RH", "31/12/2026", 6, 1000, 200],
        ["Arpège", "30/06/2025", 3, 900, 150],
    ]
    merged = ((0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4))
    expected = ("Nom", "Contrat / Échéance", "Contrat / Préavis", "Coûts / Licence", "Coûts / Maintenance")
    for known in (merged, ()):
        table = only_table(rows, *known)
        assert table.headers == expected
        assert table.header_rows == (2, 3)
        assert table.rows == rows[3:]


def test_group_names_above_a_full_header() -> None:
    rows: Rows = [
        [None, None, "Contrat", None, "Coûts", None],
        ["Code", "Nom", "Échéance", "Préavis", "Licence", "Maintenance"],
        ["A1", "Ciril RH", "31/12/2026", 6, 1000, 200],
        ["A2", "Arpège", "30/06/2025", 3, 900, 150],
    ]
    table = only_table(rows)
    assert table.headers[:4] == ("Code", "Nom", "Contrat / Échéance", "Contrat / Préavis")
    assert table.headers[4:] == ("Coûts / Licence", "Coûts / Maintenance")


def test_headers_on_several_lines_of_a_cell_are_put_on_one() -> None:
    table = only_table([["Date de\nfin", " Nom  usuel"], ["2026", "Ciril"]])
    assert table.headers == ("Date de fin", "Nom usuel")


def test_repeated_headers_and_subtotals_are_ignored() -> None:
    header, *data = APPLICATIONS
    rows = [
        header,
        data[0],
        ["Sous-total Ciril", None, 12000],
        header,
        data[1],
        [None, "Total", 20000],
        ["TOTAL GÉNÉRAL"],
    ]
    table = only_table(rows)
    assert table.rows == [data[0], data[1]]
    assert Counter(ignored(table).values()) == {"en-tête": 1, "en-tête répété": 1, "sous-total": 3}


def test_a_product_called_total_is_data() -> None:
    rows = [*APPLICATIONS, ["Total Connect", "Honeywell", 100, "2020"], ["Totalement libre"]]
    assert [row[0] for row in only_table(rows).rows][-2:] == ["Total Connect", "Totalement libre"]


def test_blank_rows_do_not_end_a_table() -> None:
    header, *data = APPLICATIONS
    table = only_table([header, [], data[0], [], [], data[1], data[2]])
    assert table.rows == data
    assert table.row_numbers == [3, 6, 7]


def test_notes_below_are_ignored_and_short_names_are_not() -> None:
    table = only_table([*APPLICATIONS, ["Zimbra"], [], ["* hors maintenance"], ["Source : direction du numérique"]])
    assert [row[0] for row in table.rows] == ["Ciril RH", "Arpège", "Maelis", "Zimbra"]
    assert ignored(table) == {1: "en-tête", 7: "note", 8: "note"}


def test_a_merged_section_line_is_a_title() -> None:
    header, *data = APPLICATIONS
    table = only_table([header, ["Direction des finances"], *data], (1, 0, 1, 3))
    assert ignored(table) == {1: "en-tête", 2: "titre"}
    assert table.rows == data


def test_cells_merged_downwards_are_filled() -> None:
    rows: Rows = [["Domaine", "Nom"], ["Finances", "Ciril"], [None, "Astre"], [None, "Sedit"], ["RH", "Kelio"]]
    given_sheet = sheet(rows, (1, 0, 3, 0))
    (table,) = find_tables(given_sheet)
    assert [row[0] for row in table.rows] == ["Finances", "Finances", "Finances", "RH"]
    assert given_sheet.rows[2] == [None, "Astre"]


def test_tables_one_above_the_other() -> None:
    interfaces: Rows = [
        ["Source", "Cible", "Données échangées"],
        ["Ciril RH", "Astre", "paie"],
        ["Maelis", "Astre", "factures"],
    ]
    for between in ([[], ["Interfaces"]], [[], []], [[], ["Interfaces"], []]):
        first, second = find_tables(sheet([*APPLICATIONS, *between, *interfaces]))
        assert first.rows == APPLICATIONS[1:]
        assert second.headers == ("Source", "Cible", "Données échangées")
        assert second.rows == interfaces[1:]


def test_tables_side_by_side() -> None:
    left: Rows = [["Code", "Nom"], ["A1", "Ciril"], ["A2", "Astre"]]
    right: Rows = [["Code", "Éditeur"], ["E1", "Ciril"], ["E2", "Inetum"], ["E3", "Arpège"]]
    rows = [(left[n] if n < 3 else [None, None]) + [None] + right[n] for n in range(4)]
    first, second = find_tables(sheet(rows))
    assert (first.headers, first.columns, first.rows) == (("Code", "Nom"), (0, 1), left[1:])
    assert (second.headers, second.columns, second.rows) == (("Code", "Éditeur"), (3, 4), right[1:])
    assert second.row_numbers == [2, 3, 4]


def test_a_blank_column_inside_a_table_does_not_part_it() -> None:
    rows = [[*row[:2], None, *row[2:]] for row in APPLICATIONS]
    table = only_table(rows)
    assert table.columns == (0, 1, 3, 4)
    assert table.rows == APPLICATIONS[1:]


def test_a_sheet_without_header_gets_one() -> None:
    rows: Rows = [["A1", "Ciril", 12], ["A2", "Astre", 7], ["A3", "Ciril", 9]]
    table = only_table(rows)
    assert table.headers == ("Colonne A", "Colonne B", "Colonne C")
    assert table.header_rows == ()
    assert table.rows == rows


def test_unnamed_and_twin_columns_are_kept() -> None:
    table = only_table([["Nom", None, "Date", "Date"], ["Ciril", "x", "2020", "2021"], ["Astre", None, "2020"]])
    assert table.headers == ("Nom", "Colonne B", "Date", "Date (2)")
    assert table.rows[1] == ["Astre", None, "2020", None]


def test_rows_longer_than_the_header_lose_nothing() -> None:
    table = only_table([["Nom", "Code"], ["Ciril", "1", "débordement"], ["Astre", "2"]])
    assert table.headers == ("Nom", "Code", "Colonne C")
    assert table.rows[0][2] == "débordement"


def test_hidden_columns_are_kept_and_known() -> None:
    (table,) = find_tables(sheet(APPLICATIONS, hidden=frozenset({1, 9})))
    assert table.hidden == {1}
    assert len(table.headers) == 4


def test_years_may_be_headers() -> None:
    table = only_table([["Commune", 2022, 2023], ["Valmont", 12, 13], ["Rives", 4, 5]])
    assert table.headers == ("Commune", "2022", "2023")


def test_an_empty_sheet_has_no_table() -> None:
    assert find_tables(RawSheet("F", [])) == []


def test_a_header_alone_is_a_table_without_rows() -> None:
    table = only_table([["Nom", "Éditeur", "Version"]])
    assert (table.headers, table.rows) == (("Nom", "Éditeur", "Version"), [])


WORDS = st.sampled_from(
    ["Nom", "Code", "Total", "Sous-total", "Ciril", "Source", "* note", "12,5", "2024", "01/02/2023", "x", "Éditeur"]
)
CELLS: st.SearchStrategy[Cell] = st.none() | WORDS | st.integers(0, 3000) | st.text(min_size=1, max_size=5)
MERGES = st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 4), st.integers(0, 4)).map(
    lambda m: (m[0], m[1], m[0] + m[2], m[1] + m[3])
)


@settings(max_examples=400, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=7), max_size=14), merged=st.lists(MERGES, max_size=4))
def test_every_row_and_every_cell_is_accounted_for(rows: Rows, merged: list[tuple[int, int, int, int]]) -> None:
    given_sheet = sheet(rows, *merged)
    tables = find_tables(given_sheet)
    told: Counter[tuple[int, int]] = Counter()
    for table in tables:
        assert len(table.rows) == len(table.row_numbers)
        assert len(set(table.headers)) == len(table.headers) == len(table.columns)
        assert all(table.headers)
        for number, record in zip(table.row_numbers, table.rows, strict=True):
            assert len(record) == len(table.headers)
            told.update(
                (number, column) for column, cell in zip(table.columns, record, strict=True) if cell is not None
            )
    lines = Counter(number for table in tables for number in table.row_numbers)
    lines.update(row.row_number for table in tables for row in table.ignored)
    written = {number for number, row in enumerate(given_sheet.rows, 1) if row}
    assert set(lines) == written
    skipped = {row.row_number for table in tables for row in table.ignored}
    for number, row in enumerate(given_sheet.rows, 1):
        for column, cell in enumerate(row):
            assert cell is None or number in skipped or told[number, column] == 1
    assert max(told.values(), default=1) == 1
