"""Correcting what was understood of files: whose they are, what each table holds, what each column and name is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from importers.fields import KINDS
from importers.guesses import TOLD, ColumnGuess
from importers.run import FileOutcome
from importers.typed import Question, TypedTable
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.correcting import Draft
from urbanism.french import count, number, percentage

NOTHING = ""
NOT_IMPORTED = "— ne pas importer —"
KEPT_ASIDE = "— gardée telle quelle —"
COLUMNS_SHOWN = 30
QUESTIONS_SHOWN = 20
WIDTHS = (3, 3, 3, 5)
VALUE_WIDTH = 30


def holder_choice(draft: Draft, file: FileOutcome, communes: Sequence[str]) -> None:
    """Whose estate a file describes."""
    names = sorted({*communes, file.commune or ""} - {""}, key=str.casefold)
    _choose(
        "Commune décrite",
        names,
        file.commune,
        lambda name: draft.give_to(file.path, name),
        f"commune-{file.path}",
        width=280,
        accept_new_options=True,
        help="Corrigez-la si le nom du fichier ou son titre a trompé ; une colonne « Commune » l’emporte.",
    )


def kind_choice(draft: Draft, table: TypedTable, key: str) -> None:
    """What a table holds."""
    labels = {name: kind.label.capitalize() for name, kind in KINDS.items()}
    _choose(
        "Ce tableau contient",
        [NOTHING, *labels],
        table.guess.kind,
        lambda kind: draft.correct_kind(table, kind),
        f"nature-{key}",
        format_func=lambda kind: labels[kind] if kind else NOT_IMPORTED,
        width=280,
    )


def column_choices(draft: Draft, table: TypedTable, key: str) -> None:
    """Each column: its header, the field it was taken for, how surely and why, a few values."""
    columns = table.guess.columns
    if len(columns) > COLUMNS_SHOWN:
        page = st.pagination(-(-len(columns) // COLUMNS_SHOWN), key=f"colonnes-{key}")
        columns = columns[(page - 1) * COLUMNS_SHOWN : page * COLUMNS_SHOWN]
    titles = ("Titre de la colonne", "Comprise comme", "Pourquoi", "Premières valeurs")
    for place, title in zip(st.columns(WIDTHS), titles, strict=True):
        place.caption(title)
    with st.container(gap="xxsmall"):
        for column in columns:
            _column(draft, table, column, key)


def _column(draft: Draft, table: TypedTable, column: ColumnGuess, key: str) -> None:
    labels = {field.name: field.label for field in KINDS[table.guess.kind or ""].fields}
    header, choice, reason, values = st.columns(WIDTHS, vertical_alignment="center")
    header.markdown(f":gray[{plain(column.letter)}] **{plain(column.header, 80)}**")
    with choice:
        _choose(
            f"Comprise comme, colonne {column.header}",
            [NOTHING, *labels],
            column.field,
            lambda name: draft.correct_column(table, column.header, name),
            f"champ-{key}-{column.position}",
            format_func=lambda name: labels[name] if name else KEPT_ASIDE,
            label_visibility="collapsed",
        )
    reason.markdown(_why(column))
    values.caption(" · ".join(plain(text, VALUE_WIDTH) for text in table.examples[column.position]) or "(vide)")


def _why(column: ColumnGuess) -> str:
    if column.reason == TOLD:
        return ":green[choisi par vous, ou gardé d’une fois précédente]"
    if column.field is None:
        return f":gray[{plain(column.reason or 'attribut propre à ce fichier')}]"
    colour = "green" if column.confidence >= 0.75 else "orange"
    return f":{colour}[{percentage(column.confidence, 1)}] :gray[{plain(column.reason)}]"


def name_choices(draft: Draft, file: FileOutcome, table: TypedTable, parties: Mapping[str, str], key: str) -> None:
    """The names that lead to several applications, or to none: each is chosen once for all its rows.

    `parties` are those of the commune, by what designates each without doubt.
    """
    if not table.questions:
        return
    st.markdown(f"**{count(len(table.questions), 'nom')} à préciser**")
    asked = sorted(table.questions.items(), key=lambda item: -item[1].rows)
    for text, question in asked[:QUESTIONS_SHOWN]:
        offered = {candidate.written: candidate.label for candidate in question.candidates} or parties
        _choose(
            _asked(text, question),
            list(offered),
            None,
            lambda written, text=text: draft.answer(file.path, text, written),  # type: ignore[misc]
            f"nom-{key}-{text}",
            format_func=offered.__getitem__,
            placeholder="À choisir ; sans réponse, ces lignes sont refusées",
            width=620,
        )
    if len(asked) > QUESTIONS_SHOWN:
        st.caption(f"Les {number(QUESTIONS_SHOWN)} plus fréquents ; les suivants viendront une fois ceux-ci choisis.")


def _asked(text: str, question: Question) -> str:
    why = "peut désigner plusieurs objets" if question.candidates else "ne désigne rien de connu"
    return f"« {plain(text, 80)} » {why} ({count(question.rows, 'ligne')})"


def given_answers(draft: Draft) -> None:
    """The names already answered, each of which can be taken back."""
    for file, answers in draft.asked.items():
        for text, written in answers.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"« {plain(text, 80)} » désigne **{plain(written)}**", width="content")
                st.button(
                    "Reprendre",
                    key=f"reprendre-{file}-{text}",
                    type="tertiary",
                    on_click=draft.answer,
                    args=(file, text, None),
                )


def _choose(
    label: str,
    options: Sequence[str],
    present: str | None,
    tell: Callable[[str | None], None],
    key: str,
    **others: object,
) -> None:
    """A list that shows what the plan says, and tells what is chosen instead (None for nothing)."""
    st.session_state[key] = NOTHING if present is None and NOTHING in options else present

    def changed() -> None:
        tell(st.session_state[key] or None)

    st.selectbox(label, options, key=key, on_change=changed, **others)  # type: ignore[call-overload]
