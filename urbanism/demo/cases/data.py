"""Planted uses of data: competing masters, wild copies, data typed again."""

from __future__ import annotations

from urbanism.demo.cases.places import detailed, town
from urbanism.demo.draft import Draft
from urbanism.demo.records import Application, DataUse
from urbanism.vocabulary import DataEntry, DataRole, Ternary


def become(draft: Draft, application: Application, data_object: str, role: DataRole, entry: DataEntry) -> None:
    """Say anew what an application does with an object."""
    draft.data_uses = [
        use for use in draft.data_uses if (use.application, use.data_object) != (application.code, data_object)
    ]
    writes = Ternary.YES if role is DataRole.MASTER else Ternary.NO
    draft.data_uses.append(
        DataUse(application.holder, application.code, data_object, writes, Ternary.YES, writes, Ternary.NO, role, entry)
    )


def competing_masters(draft: Draft) -> None:
    """A second master of an object that already has one in the holder."""
    for data_object, block in (
        ("tiers", "commande-publique"),
        ("familles", "periscolaire"),
        ("batiments", "patrimoine"),
        ("associations", "salles"),
    ):
        for application in detailed(draft, block)[:2]:
            masters = [
                use.application
                for use in draft.data_uses
                if use.holder == application.holder and use.data_object == data_object and use.role is DataRole.MASTER
            ]
            if masters and application.code not in masters:
                become(draft, application, data_object, DataRole.MASTER, DataEntry.RECEIVED)
                draft.plant("R07", [*masters, application.code], f"deux maîtres de {data_object}")


def wild_copies(draft: Draft) -> None:
    """Copies that no flow feeds, not even one that does not say what it carries."""
    fed = {(flow.target, item) for flow in draft.interfaces.values() for item in flow.data_objects or draft.objects}
    codes: list[str] = []
    for data_object, block in (
        ("adresses", "dechets"),
        ("agents", "acces-batiments"),
        ("voies", "police-municipale"),
        ("equipements", "sites-web"),
    ):
        unfed = [a for a in detailed(draft, block) if (a.code, data_object) not in fed]
        for application in unfed[:3]:
            become(draft, application, data_object, DataRole.COPY, DataEntry.UNKNOWN)
            codes.append(application.code)
    draft.plant("R08", codes, "copies sauvages : aucune alimentation déclarée")


def front_desk_masters(draft: Draft) -> None:
    """Front-desk applications that are master of a trade's data."""
    codes = []
    for block, data_object in (("portail-famille", "tarifs"), ("signalement", "vegetal"), ("gru", "organisation")):
        for application in town(draft, block)[-1:]:
            become(draft, application, data_object, DataRole.MASTER, DataEntry.TYPED)
            codes.append(application.code)
    draft.plant("R12", codes, "application d'accueil maître d'une donnée métier")


def national_masters(draft: Draft) -> None:
    """Local masters of the electoral roll and of the companies' register."""
    codes = []
    for block, data_object in (("elections", "electeurs"), ("economie-tourisme", "entreprises")):
        for application in detailed(draft, block)[-2:]:
            become(draft, application, data_object, DataRole.MASTER, DataEntry.TYPED)
            codes.append(application.code)
    draft.plant("R19", codes, "maître local d'une donnée dont la nation fait foi")


def typed_again(draft: Draft) -> None:
    """Addresses typed by hand in several blocs, although a referential has them."""
    for holder in draft.holders[1:3]:
        found = [
            a for block in ("petite-enfance", "seniors", "stationnement") for a in draft.active(holder.name, block)[:1]
        ]
        for application in found:
            become(draft, application, "adresses", DataRole.CONTRIBUTOR, DataEntry.TYPED)
        if len(found) > 1:
            draft.plant("R20", [a.code for a in found], "adresses saisies à la main dans plusieurs blocs")
