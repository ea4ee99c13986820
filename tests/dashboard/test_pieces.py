"""The parts of the dashboard that need no page: addresses, uploaded names, tables, the command that serves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.address import from_address, link_to, to_address
from urbanism.dashboard.components.column_widths import FIRST, PLACE, column_widths
from urbanism.dashboard.components.table import sort_records
from urbanism.dashboard.importing import free_name, saved
from urbanism.dashboard.serve import absolute, stop

values = st.lists(st.text(min_size=1), unique=True, max_size=3).map(tuple)


@given(st.builds(Filters, text=st.text(), communes=values, blocks=values, editors=values, statuses=values))
def test_an_address_says_exactly_the_filters(filters: Filters) -> None:
    assert from_address(link_to(filters)) == filters
    assert (from_address(to_address(filters)) or Filters()) == filters


def test_an_address_that_says_nothing_of_filters_is_told_from_one_that_wants_none() -> None:
    assert from_address({"id": ["3"]}) is None
    assert from_address({"filtres": ["aucun"]}) == Filters()


@given(st.lists(st.text(max_size=200), max_size=6))
def test_an_uploaded_name_never_leads_out_of_its_folder_nor_over_another_file(names: list[str]) -> None:
    with saved((name, b"x") for name in names) as (folder, files):
        assert len({file.resolve() for file in files}) == len(names)
        assert all(file.resolve().parent == folder.resolve() for file in files)


@pytest.mark.parametrize("given", ["../../etc/passwd", "C:\\Windows\\passwd", "/etc/passwd", "a/b\\passwd"])
def test_only_the_last_part_of_an_uploaded_path_is_kept(given: str) -> None:
    assert free_name(given, set()) == "passwd"


def test_two_uploads_of_the_same_name_are_both_kept() -> None:
    assert free_name("parc.xlsx", {"parc.xlsx"}) == "parc (1).xlsx"


@given(st.lists(st.none() | st.integers()))
def test_what_is_unknown_comes_last_in_both_directions(records: list[int | None]) -> None:
    for descending in (False, True):
        found = sort_records(records, lambda record: record, descending)
        known = [record for record in found if record is not None]
        assert known == sorted(known, reverse=descending)
        assert found == known + [None] * records.count(None)


@given(st.lists(st.lists(st.none() | st.text(max_size=400), max_size=4), min_size=1, max_size=5))
def test_columns_of_words_all_fit_on_a_screen_1280_pixels_wide(columns: list[list[str | None]]) -> None:
    widths = column_widths(["Nom"] * len(columns), ["text"] * len(columns), columns, button=True)
    assert sum(widths) <= PLACE


def test_long_words_are_squeezed_before_short_ones_and_numbers() -> None:
    columns = [["État civil"], ["Une phrase qui dit tout, et qui n’en finit pas. " * 9], [1_234_567]]
    widths = column_widths(["Nom", "Preuve", "Coût (€)"], ["text", "text", "euros"], columns, button=True)
    assert widths[0] < FIRST
    assert widths[2] < FIRST
    assert sum(widths) == PLACE


def test_a_title_is_never_cut_even_where_the_table_is_wider_than_its_place() -> None:
    titles = ["Applications qui en dépendent"] * 9
    widths = column_widths(titles, ["number"] * 9, [[1]] * 9, button=False)
    assert sum(widths) > PLACE
    assert min(widths) == max(widths)


def test_a_relative_database_is_served_from_the_folder_it_was_named_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute("sqlite:///parc.sqlite") == f"sqlite:///{tmp_path / 'parc.sqlite'}"
    assert absolute("postgresql://moi:mot@hote/base") == "postgresql://moi:mot@hote/base"
    assert absolute("n’importe quoi") == "n’importe quoi"


@pytest.mark.skipif(sys.platform == "win32", reason="there, what is asked to end always ends at once")
def test_a_server_that_does_not_end_when_asked_is_put_an_end_to() -> None:
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('prêt', flush=True); signal.pause()"
    server = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    with server:
        assert server.stdout is not None
        server.stdout.readline()
        stop(server, patience=0.1)
    assert server.returncode is not None
