"""The shipped nomenclature is whole, and a user's own folder replaces it or says what is wrong, file and line."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from urbanism.french import typeset
from urbanism.nomenclature import UnusableNomenclature, load_nomenclature
from urbanism.resources import nomenclature_folder
from urbanism.vocabulary import BlockClass, Confidence


def test_counts_of_the_shipped_nomenclature() -> None:
    shipped = load_nomenclature()
    assert (len(shipped.zones), len(shipped.districts), len(shipped.blocks)) == (5, 21, 90)
    assert (len(shipped.sectors), len(shipped.national_interfaces)) == (10, 59)
    assert (len(shipped.reference_objects), len(shipped.rules), len(shipped.indicators)) == (24, 36, 20)
    assert (len(shipped.products), len(shipped.m57)) == (236, 90)


def test_every_bloc_has_its_words_in_french_and_in_english() -> None:
    shipped = load_nomenclature()
    spoken = {(keywords.block, keywords.language) for keywords in shipped.keywords if keywords.words}
    assert spoken == {(block.code, language) for block in shipped.blocks for language in ("fr", "en")}


def test_every_fact_says_its_source_and_confidence() -> None:
    shipped = load_nomenclature()
    facts = [
        *shipped.zones,
        *shipped.districts,
        *shipped.blocks,
        *shipped.m57,
        *shipped.sectors,
        *shipped.national_interfaces,
        *shipped.reference_objects,
        *shipped.rules,
        *shipped.indicators,
        *shipped.products,
        *shipped.keywords,
    ]
    for fact in facts:
        assert fact.trust.sources, fact
        assert set(fact.trust.sources) <= shipped.sources.keys(), fact
        assert fact.trust.confidence is not Confidence.UNKNOWN, fact


PLAIN_WORDS = {
    "front-office": "guichet",
    "back-office": "gestion",
    "hub": "pot commun",
    "Interfaces point à point comparées": "Liens point à point comparés",
}
"""What the pages call what the facts name otherwise; « hub » is also one of the five patterns that R36 lists."""


def in_plain_words(code: str, text: str) -> str:
    """A rule of the facts as people read it."""
    for word, plain in PLAIN_WORDS.items():
        text = text if code == "R36" else text.replace(word, plain)
    return text


def test_nothing_of_the_source_facts_is_lost(shared: Path) -> None:
    """Names, descriptions and links of the facts given to the project are all there."""
    shipped = load_nomenclature()

    def given(name: str) -> list[dict[str, str]]:
        with (shared / "nomenclature" / name).open(encoding="utf-8", newline="") as file:
            return [
                {column: typeset(cell) for column, cell in row.items()} for row in csv.DictReader(file, delimiter=";")
            ]

    zone_names = {zone.code: zone.name for zone in shipped.zones}
    districts = {district.code: (zone_names[district.zone], district.name) for district in shipped.districts}
    block_names = {block.code: block.name for block in shipped.blocks}
    assert {(*districts[b.district], b.name, b.description, str(b.block_class)) for b in shipped.blocks} == {
        (b["zone"], b["quartier"], b["bloc"], b["description"], b["classe"]) for b in given("blocs.csv")
    }
    assert [
        (typeset(p.name), typeset(p.editor), block_names[p.block], typeset(p.licence)) for p in shipped.products
    ] == [(p["produit"], p["editeur"], p["bloc"], p["licence"]) for p in given("produits.csv")]
    assert [(n.name, [block_names[b] for b in n.blocks]) for n in shipped.national_interfaces] == [
        (n["nom"], n["bloc"].split("|")) for n in given("interfaces_nationales.csv")
    ]
    assert [(o.name, [block_names[b] for b in o.consumers]) for o in shipped.reference_objects] == [
        (o["referentiel"], o["blocs_consommateurs"].split("|")) for o in given("referentiels.csv")
    ]
    assert [(r.code, r.title, r.check) for r in shipped.rules] == [
        (r["code"], in_plain_words(r["code"], r["regle"]), in_plain_words(r["code"], r["controle"]))
        for r in given("regles.csv")
    ]


def test_transverse_channels_carry_every_sector() -> None:
    channels = {block.code for block in load_nomenclature().blocks if block.transverse_channel}
    assert {"portail-citoyen", "gru", "paiement", "courrier", "pot-commun"} <= channels
    assert "etat-civil" not in channels


def test_a_description_in_the_style_of_the_studies() -> None:
    (proximity,) = (d for d in load_nomenclature().districts if d.name == "Proximité et sécurité")
    assert "maintien de l’ordre et de la tranquillité des citoyens" in proximity.description


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's own minimal nomenclature."""
    (tmp_path / "zones.csv").write_text("code;zone;description\nz;Zone;…\n", encoding="utf-8")
    (tmp_path / "quartiers.csv").write_text("code;quartier;zone;description\nq;Quartier;Zone;…\n", encoding="utf-8")
    (tmp_path / "blocs.csv").write_text(
        "code;bloc;quartier;description;classe;secteur_ru30;canal_transverse\n"
        "b;Bloc;Quartier;…;support;3;non\nc;Canal;q;…;interface externe;;oui\n",
        encoding="utf-8-sig",
    )
    return tmp_path


def test_a_users_own_folder_replaces_the_shipped_one(own: Path) -> None:
    nomenclature = load_nomenclature(own)
    assert [(b.code, b.sector, b.transverse_channel) for b in nomenclature.blocks] == [
        ("b", 3, False),
        ("c", None, True),
    ]
    assert nomenclature.blocks[0].block_class is BlockClass.SUPPORT
    assert nomenclature.blocks[0].trust.confidence is Confidence.UNKNOWN
    assert nomenclature.products == ()
    assert len(nomenclature.rules) == 36


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("blocs.csv", "Quartier;…;support", "Ailleurs;…;support", "blocs.csv, ligne 2"),
        ("blocs.csv", "support", "soutien", "blocs.csv, ligne 2"),
        ("blocs.csv", ";3;", ";11;", "blocs.csv, ligne 2"),
        ("blocs.csv", "c;Canal", "b;Canal", "blocs.csv, ligne 3"),
        ("blocs.csv", "c;Canal", ";Canal", "blocs.csv, ligne 3"),
        ("blocs.csv", "canal_transverse", "canal", "blocs.csv, ligne 2"),
        ("quartiers.csv", "q;Quartier;Zone", "q;Quartier;Zones", "quartiers.csv, ligne 2"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(own: Path, file: str, old: str, new: str, where: str) -> None:
    text = (own / file).read_text(encoding="utf-8")
    (own / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UnusableNomenclature) as caught:
        load_nomenclature(own)
    assert caught.value.where == where
    assert caught.value.remedy


def test_a_missing_or_unreadable_file_is_told(own: Path) -> None:
    (own / "zones.csv").write_bytes("code;zone;description\nz;Métiers;…\n".encode("cp1252", "replace"))
    with pytest.raises(UnusableNomenclature, match="illisible"):
        load_nomenclature(own)
    (own / "zones.csv").unlink()
    with pytest.raises(UnusableNomenclature, match="introuvable"):
        load_nomenclature(own)


def test_a_copy_of_the_shipped_folder_reads_the_same(tmp_path: Path) -> None:
    copy = shutil.copytree(nomenclature_folder(), tmp_path / "copie")
    assert load_nomenclature(copy) == load_nomenclature()
