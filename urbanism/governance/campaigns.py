"""Review campaigns: the urbanist opens one, communes say what they know of their map, the urbanist follows them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from urbanism.errors import NotAllowed, UrbanismError
from urbanism.french import count, day, number
from urbanism.governance.editing import retirement, stored
from urbanism.governance.saving import Draft, Values, save
from urbanism.snapshot import Application, Campaign, CampaignQuestion, Snapshot
from urbanism.store import viewer_of
from urbanism.store.rights import EVERYTHING
from urbanism.vocabulary import ReviewVerdict

LONGEST_TEXT = 4_000


class UnacceptableCampaign(UrbanismError):
    """A campaign without a name, communes or possible dates; a word said out of any campaign."""

    code = "campagne_refusee"


@dataclass(frozen=True, slots=True)
class WantedCampaign:
    """A campaign to open: whom it asks, what of (codes of zones; none for the whole map), from when until when."""

    name: str
    communes: Collection[int]
    opens_on: date
    closes_on: date
    zones: Collection[str] = ()
    questions: Sequence[str] = ()


def open_campaign(engine: Engine, wanted: WantedCampaign, author: str) -> int:
    """Open a campaign; returns it.

    Raises:
        UnacceptableCampaign: it has no name, asks nobody, or ends before it begins.
        ImpossibleChange: another campaign has that name.
    """
    if not wanted.name.strip():
        raise UnacceptableCampaign("Une campagne a besoin d’un nom.", remedy="Donnez-lui-en un.")
    if not wanted.communes:
        raise UnacceptableCampaign("Cette campagne n’interroge personne.", remedy="Choisissez des communes.")
    if wanted.closes_on < wanted.opens_on:
        raise UnacceptableCampaign("Cette campagne finirait avant de commencer.", remedy="Corrigez ses dates.")
    if viewer_of(engine).role not in EVERYTHING:
        raise NotAllowed("Seul l’urbaniste ouvre une campagne.", remedy="Demandez-lui d’en ouvrir une.")
    made: list[int] = []

    def write(draft: Draft) -> None:
        campaign = draft.create(
            "campaign",
            name=wanted.name.strip(),
            opens_on=wanted.opens_on.isoformat(),
            closes_on=wanted.closes_on.isoformat(),
            scope=" ".join(sorted(wanted.zones)) or None,
        )
        made.append(campaign)
        for commune in sorted(set(wanted.communes)):
            draft.add("campaign_commune", {"campaign_id": campaign, "commune_id": commune})
        asked = [text.strip() for text in wanted.questions if text.strip()]
        for rank, text in enumerate(asked, start=1):
            draft.create("campaign_question", campaign_id=campaign, rank=rank, text=text[:LONGEST_TEXT])

    save(engine, author, f"Campagne « {wanted.name.strip()[:100]} »", write)
    return made[0]


def zones_of(campaign: Campaign) -> frozenset[str]:
    """The codes of the zones that a campaign asks about; none: the whole map."""
    return frozenset((campaign.scope or "").split())


def open_campaigns(snapshot: Snapshot, commune_id: int) -> list[Campaign]:
    """The campaigns that ask a commune today, the one that ends first before the others."""
    asked = {row.campaign_id for row in snapshot.campaign_communes if row.commune_id == commune_id}
    found = [
        campaign
        for campaign in snapshot.campaigns
        if campaign.id in asked
        and (campaign.opens_on or date.min) <= snapshot.today <= (campaign.closes_on or date.max)
    ]
    return sorted(found, key=lambda campaign: (campaign.closes_on or date.max, campaign.id))


def mark(
    engine: Engine, campaign: Campaign, application: Application, verdict: ReviewVerdict, author: str, today: date
) -> int | None:
    """Keep what a commune says of an application; its last word counts. Returns the change set, None if none."""
    key, values = _mark(campaign, application, verdict, author, today)
    words = f"Revue de « {application.name[:100]} » : {verdict.value}"
    return save(engine, author, words, lambda draft: draft.put("review_mark", key, values))


def say_gone(engine: Engine, campaign: Campaign, application: Application, author: str, today: date) -> int | None:
    """Say that an application is gone: it is retired today and marked so, as one change set.

    Raises:
        UnacceptableEdit: its life is over already.
        ConflictingChange: someone changed its status or its end meanwhile.
    """
    ending = retirement("applications", application, today)
    key, values = _mark(campaign, application, ReviewVerdict.GONE, author, today)

    def write(draft: Draft) -> None:
        draft.put("review_mark", key, values)
        before = {name: stored(getattr(application, name)) for name in ending.wanted}
        after = {name: stored(value) for name, value in ending.wanted.items()}
        draft.update("application", application.id, before, after)

    return save(engine, author, f"« {application.name[:100]} » n’existe plus", write)


def _mark(
    campaign: Campaign, application: Application, verdict: ReviewVerdict, author: str, today: date
) -> tuple[Values, Values]:
    """The key and the values of what is said of an application."""
    values = {
        "commune_id": application.commune_id,
        "verdict": verdict.value,
        "made_by": author,
        "made_on": today.isoformat(),
    }
    return {"campaign_id": campaign.id, "object_id": application.id}, values


def assign(
    engine: Engine, campaign: Campaign, application: Application, person: str, note: str, author: str
) -> int | None:
    """Give an application to a colleague to review; to nobody where `person` is empty."""
    key = {"campaign_id": campaign.id, "object_id": application.id}
    values = {"commune_id": application.commune_id, "person": person.strip(), "note": note.strip() or None}

    def write(draft: Draft) -> None:
        if values["person"]:
            draft.put("assignment", key, values)
        else:
            draft.remove("assignment", key)

    return save(engine, author, f"« {application.name[:100]} » confiée à {person.strip() or 'personne'}", write)


def answer(
    engine: Engine, question: CampaignQuestion, commune_id: int, text: str, seen: str | None, author: str
) -> int | None:
    """Keep a commune's answer to a question; `seen` is the answer that the person read.

    Raises:
        ConflictingChange: someone of the same commune answered something else meanwhile.
    """
    key = {"question_id": question.id, "commune_id": commune_id}
    values = {"text": text.strip()[:LONGEST_TEXT]}
    read = {} if seen is None else {"text": seen}
    words = "Réponse à une question de la campagne"
    return save(engine, author, words, lambda draft: draft.put("campaign_answer", key, values, read))


def comment(engine: Engine, commune_id: int, object_id: int, text: str, author: str, today: date) -> int | None:
    """Say something of an object or of a proposal of a commune.

    Raises:
        UnacceptableCampaign: there is nothing in it.
    """
    if not text.strip():
        raise UnacceptableCampaign("Ce commentaire est vide.", remedy="Écrivez-le.")
    words = text.strip()[:LONGEST_TEXT]
    return save(
        engine,
        author,
        "Commentaire",
        lambda draft: draft.create(
            "remark",
            commune_id=commune_id,
            object_id=object_id,
            text=words,
            made_by=author,
            made_on=today.isoformat(),
        ),
    )


def is_late(campaign: Campaign, reviewed: int, signed: bool, today: date) -> bool:
    """Whether a commune is late: closed and unsigned, or nothing reviewed when half of the time is gone."""
    if signed or campaign.closes_on is None:
        return False
    if campaign.closes_on < today:
        return True
    opened = campaign.opens_on or campaign.closes_on
    return reviewed == 0 and (today - opened) * 2 > campaign.closes_on - opened


def reminder(campaign: Campaign, commune: str, reviewed: int, applications: int, missing: int, sender: str) -> str:
    """The text of a mail that reminds a commune of a campaign: ready to be sent, in plain words."""
    until = f" jusqu’au {day(campaign.closes_on)}" if campaign.closes_on else ""
    left = applications - reviewed
    done = f"Vous avez déjà revu {count(reviewed, 'application')} sur {number(applications)}." if reviewed else (
        f"Votre carte compte {count(applications, 'application')} ; aucune n’est encore revue."
    )  # fmt: skip
    lines = [
        f"Objet : {campaign.name} – la carte des applications de {commune}",
        "",
        "Bonjour,",
        "",
        f"La campagne « {campaign.name} » est ouverte{until}. {done}",
        f"Il reste {count(left, 'application')} à confirmer, et {count(missing, 'valeur')} que la carte ne dit pas"
        " encore. La page « Revue de la carte » pose la question la plus utile en premier : dix minutes suffisent pour"
        " avancer.",
        "Vous pouvez aussi télécharger votre classeur, le remplir hors ligne et le rendre sur la même page.",
        "",
        "Merci de votre aide,",
        sender,
    ]
    return "\n".join(lines)
