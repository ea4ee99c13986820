"""Reading a nomenclature folder.

It holds CSV files (UTF-8, « ; », several values in a cell separated by « | »). A user's own folder replaces the shipped
one: it must hold the zones, quartiers and blocs; the files that do not speak of blocs (sectors, rules, indicators,
sources) come from the shipped folder where it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from urbanism.nomenclature.records import (
    District,
    FunctionalBlock,
    IndicatorDefinition,
    KeywordSet,
    KnownProduct,
    M57Function,
    NationalInterface,
    Nomenclature,
    ReferenceObject,
    Ru30Sector,
    Rule,
    Zone,
)
from urbanism.nomenclature.rows import Row, read_rows, unique
from urbanism.resources import nomenclature_folder
from urbanism.vocabulary import BlockClass


def load_nomenclature(folder: Path | None = None) -> Nomenclature:
    """Read a nomenclature folder (the shipped one by default).

    Raises:
        UnusableNomenclature: a file or column is missing, a code is given twice, a name fits nothing.
    """
    shipped = nomenclature_folder()
    folder = folder or shipped

    def own(name: str) -> Iterator[Row]:
        return read_rows(folder / name, required=name in _REQUIRED)

    def own_or_shipped(name: str) -> Iterator[Row]:
        return read_rows(folder / name if (folder / name).is_file() else shipped / name, required=True)

    sectors = unique("numero", own_or_shipped("ru30_secteurs.csv"), _sector)
    zones = unique("code", own("zones.csv"), _zone)
    zone_codes = _codes(zones)
    districts = unique("code", own("quartiers.csv"), lambda row: _district(row, zone_codes))
    district_codes = _codes(districts)
    numbers = {str(sector.number): str(sector.number) for sector in sectors}
    blocks = unique("code", own("blocs.csv"), lambda row: _block(row, district_codes, numbers))
    block_codes = _codes(blocks)
    return Nomenclature(
        zones=zones,
        districts=districts,
        blocks=blocks,
        m57=unique("bloc", own("blocs_m57.csv"), lambda row: _m57(row, block_codes)),
        sectors=sectors,
        national_interfaces=unique("code", own("interfaces_nationales.csv"), lambda row: _national(row, block_codes)),
        reference_objects=unique("code", own("objets_reference.csv"), lambda row: _object(row, block_codes)),
        rules=unique("code", own_or_shipped("regles.csv"), _rule),
        indicators=unique("code", own_or_shipped("indicateurs.csv"), _indicator),
        products=tuple(_product(row, block_codes) for row in own("produits.csv")),
        keywords=tuple(_keywords(row, block_codes) for row in own("mots_cles.csv")),
        sources={row["cle"]: row["reference"] for row in own_or_shipped("sources.csv")},
    )


_REQUIRED = frozenset({"zones.csv", "quartiers.csv", "blocs.csv"})


def _codes(records: tuple[Zone, ...] | tuple[District, ...] | tuple[FunctionalBlock, ...]) -> dict[str, str]:
    """How a cell may name a record: by its code or by its name."""
    return {text: record.code for record in records for text in (record.name, record.code)}


def _zone(row: Row) -> Zone:
    return Zone(row["code"], row.text("zone"), row.text("description"), row.trust())


def _district(row: Row, zones: Mapping[str, str]) -> District:
    return District(row["code"], row.text("quartier"), row.one_of("zone", zones), row.text("description"), row.trust())


def _block(row: Row, districts: Mapping[str, str], sectors: Mapping[str, str]) -> FunctionalBlock:
    sector = row["secteur_ru30"]
    return FunctionalBlock(
        code=row["code"],
        name=row.text("bloc"),
        district=row.one_of("quartier", districts),
        description=row.text("description"),
        block_class=BlockClass(row.one_of("classe", {member: member for member in BlockClass})),
        sector=int(row.resolve(sector, "secteur_ru30", sectors)) if sector else None,
        transverse_channel=row.one_of("canal_transverse", {"oui": "oui", "non": "non"}) == "oui",
        trust=row.trust(),
    )


def _m57(row: Row, blocks: Mapping[str, str]) -> M57Function:
    return M57Function(row.one_of("bloc", blocks), row["code_m57"], row["libelle_m57"], row["reserve"], row.trust())


def _sector(row: Row) -> Ru30Sector:
    number = row["numero"]
    if not number.isdecimal():
        raise row.error(f"« {number} » n’est pas un numéro de secteur.", "Donnez un nombre entier.")
    return Ru30Sector(int(number), row.text("secteur"), row.text("exemples"), row.trust())


def _national(row: Row, blocks: Mapping[str, str]) -> NationalInterface:
    return NationalInterface(
        row["code"],
        row.text("nom"),
        row.many_of("blocs", blocks),
        row.text("description"),
        row["operateur"],
        row.trust(),
    )


def _object(row: Row, blocks: Mapping[str, str]) -> ReferenceObject:
    return ReferenceObject(
        code=row["code"],
        name=row.text("objet"),
        description=row.text("description"),
        synonyms=row.list("synonymes"),
        national_source=row["source_nationale"],
        authority=row.one_of("autorite", {text: text for text in ("nationale", "communale", "")}),
        personal=row.one_of("donnees_personnelles", {"oui": "oui", "non": "non"}) == "oui",
        consumers=row.many_of("blocs_consommateurs", blocks),
        trust=row.trust(),
    )


def _rule(row: Row) -> Rule:
    return Rule(row["code"], row.text("regle"), row.text("controle"), row.trust())


def _indicator(row: Row) -> IndicatorDefinition:
    return IndicatorDefinition(
        row["code"], row.text("indicateur"), row.text("formule"), row.text("lecture"), row.trust()
    )


def _product(row: Row, blocks: Mapping[str, str]) -> KnownProduct:
    return KnownProduct(
        row["produit"],
        row["editeur"],
        row.one_of("bloc", blocks),
        row["suite"],
        row["licence"],
        row.trust(),
    )


def _keywords(row: Row, blocks: Mapping[str, str]) -> KeywordSet:
    return KeywordSet(row.one_of("bloc", blocks), row["langue"], row.list("mots"), row.trust())
