"""Yes or no, and the members of an enumeration, as people write them."""

from __future__ import annotations

import re
from collections.abc import Container
from enum import StrEnum
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from importers.values.reading import UNKNOWN, Reading, fold, says_nothing, show
from importers.values.wording import significant_words
from urbanism import vocabulary as v

ALIKE_FROM = 84
"""Likeness (rapidfuzz ratio, of 100) from which a word with a typing error is still that word."""

_YES = frozenset("oui o yes y x xx ok vrai true 1 ✓ ✔ ☑ ✅ present actif si ja j sim on".split())
_NO = frozenset("non n no faux false 0 ✗ ✘ ☐ ❌ absent inactif nein nee aucun aucune off".split())

_WORDS: dict[type[StrEnum], dict[StrEnum, str]] = {
    v.LifecycleStatus: {
        v.LifecycleStatus.PROJECT: "projet; en projet; prévu; prévue; planifié; à venir; en cours de déploiement; planned; étude; gepland; geplant; in einführung; previst; previsto",
        v.LifecycleStatus.TRIAL: "expérimentation; expé; expérimental; pilote; poc; test; en test; test en cours; en expérimentation; essai; pilot; experimental; in pilot; im test; en proves; en pruebas; in prova",
        v.LifecycleStatus.IN_USE: """en service; en production; production; prod; actif; active; utilisé; utilisée; en cours
        exploité; opérationnel; live; in use; in production; oui; déployé; en exploitation; ok; en place; o; x; in gebruik; in productie; produktiv; in betrieb
        im einsatz; en producció; en producción; in produzione; in esercizio""",
        v.LifecycleStatus.LEAVING: """en sortie; en fin de vie; fin de vie; à remplacer; en cours de remplacement; obsolète
        à retirer; en extinction; à arrêter; phase out; retiring; legacy; sunset; en retrait; sortie prévue
        uitfaseren; uit te faseren; wird abgelöst; auslaufend; obsolet; obsoleto; in dismissione""",
        v.LifecycleStatus.STOPPED: """arrêtée; arrêté; hors service; stoppé; stoppée; retiré; retirée; décommissionné; inactif
        supprimé; retired; decommissioned; archivé; non; abandonné; fermé; plus utilisé; hs; éteinte; n
        buiten gebruik; abgelöst; außer betrieb; stillgelegt; retirat; retirado; dismesso""",
    },
    v.Hosting: {
        v.Hosting.LOCAL: "interne; local; sur site; sur place; on premise; on-premise; on prem; serveur local; mairie; en propre; in house; on premises; eigen beheer; lokaal; eigenbetrieb; lokal; servidor propi; servidor propio; server locale",
        v.Hosting.METROPOLE: "métropole; métropolitain; centre de données métropolitain; chez la métropole; mutualisé métropole; dsi métropole; dsi mutualisée; datacenter métropole; mutualisé",
        v.Hosting.PROVIDER: "hébergeur; hébergé; externe; externalisé; infogéré; infogérance; hosted; datacenter externe; prestataire; rechenzentrum; extern",
        v.Hosting.SAAS: "saas; mode saas; cloud; en ligne; éditeur; chez l'éditeur; web éditeur; cloud éditeur; full web; núvol; nube; in the cloud",
    },
    v.DataHolder: {
        v.DataHolder.IN_HOUSE: "régie; interne; en régie; la commune; commune; collectivité; ville; nous; mairie; en interne",
        v.DataHolder.DELEGATE: "délégataire; dsp; délégation; délégation de service public; concessionnaire; délégué",
        v.DataHolder.EDITOR: "éditeur; l'éditeur; chez l'éditeur; saas; fournisseur",
        v.DataHolder.OPERATOR: "opérateur; exploitant; prestataire; opérateur tiers; hébergeur",
    },
    v.Criticality: {
        v.Criticality.LOW: "faible; basse; bas; low; mineure; 1; tier 4; l; confort; non critique; peu critique; peu",
        v.Criticality.MEDIUM: "moyenne; moyen; medium; modérée; 2; tier 3; m; normale; standard; importante",
        v.Criticality.HIGH: "forte; fort; haute; haut; élevée; élevé; high; majeure; 3; tier 2; h; sensible",
        v.Criticality.VITAL: "vitale; vital; très forte; très haute; très élevée; 4; tier 1; bloquante; stratégique; maximale; très critique; critique; critical",
    },
    v.InstanceKind: {
        v.InstanceKind.POOLED: "mutualisée; mutualisé; commune à tous; partagée; partagé; oui; o; x; métropole; pooled; shared; yes",
        v.InstanceKind.COMMUNAL: "communale; communal; propre; locale; locale à la commune; non; n; individuelle; dédiée; no; isolée",
    },
    v.InterfaceMeans: {
        v.InterfaceMeans.API: "api; web service; webservice; ws; web services; rest; soap; api rest; service web",
        v.InterfaceMeans.FILE: """fichier; fichiers; échange de fichiers; transfert de fichier; transfert de fichiers; fichier csv
        fichier xml; dépôt de fichier; sftp; ftp; csv; xml; export/import; fichier plat; file; export import; export; import
        excel; tableur; partage réseau; dossier réseau; répertoire réseau; lecteur réseau; disque réseau; serveur de fichiers
        dossier partagé; répertoire partagé; partage smb; courriel; mail; pièce jointe; clé usb; flux xml; flux pes; edi""",
        v.InterfaceMeans.SCRIPT: "moulinette; script; scripts; batch; traitement maison; moulinettes; programme maison; macro; job",
        v.InterfaceMeans.DATABASE_LINK: """lien de base; dblink; db link; base à base; lien base de données; vue partagée
        lecture directe; sql; accès base; accès direct; vue sql; base partagée; base commune; même base; partage de base
        base de données partagée; base de données commune; bdd partagée; table partagée; tables partagées; tables communes
        accès bdd; accès sql; requête sql; lecture en base; lecture de la base; écriture en base; vue en base; odbc; jdbc
        réplication; réplication de base; procédure stockée; connexion base; connexion à la base de données""",
        v.InterfaceMeans.MANUAL: "ressaisie; saisie manuelle; manuel; manuelle; double saisie; copier-coller; à la main; resaisie; re-saisie; papier",
        v.InterfaceMeans.HUB: "pot commun; hub; bus; esb; etl; plateforme d'échanges; eai; plateforme; talend; middleware; bus d'échanges; via le pot commun",
    },
    v.Rhythm: {
        v.Rhythm.REAL_TIME: "temps réel; continu; immédiat; fil de l'eau; au fil de l'eau; instantané; real time; continuous; en continu; tr",
        v.Rhythm.HOURLY: "horaire; toutes les heures; chaque heure; hourly; 1h; 1/h; 1/heure; plusieurs fois par jour",
        v.Rhythm.DAILY: "quotidien; quotidienne; journalier; journalière; jour; chaque jour; chaque nuit; tous les jours; nuit; la nuit; daily; j; 1/jour; 1/j; nightly; 1x/jour; tous les soirs",
        v.Rhythm.WEEKLY: "hebdomadaire; hebdo; chaque semaine; semaine; weekly; 1/semaine; s; 1/sem; 1x/semaine; toutes les semaines",
        v.Rhythm.MONTHLY: "mensuel; mensuelle; chaque mois; mois; monthly; 1/mois; m; 1x/mois; tous les mois",
        v.Rhythm.YEARLY: "annuel; annuelle; chaque année; an; yearly; annual; 1/an; a; 1x/an; tous les ans; une fois par an",
        v.Rhythm.ON_DEMAND: "à la demande; ponctuel; occasionnel; sur demande; on demand; as needed; manuel; au besoin; si besoin; irrégulier",
    },
    v.InterfaceState: {
        v.InterfaceState.PLANNED: "prévue; prévu; projet; en projet; à venir; planned; planifiée; en cours de développement",
        v.InterfaceState.ACTIVE: "active; actif; en service; en production; oui; prod; ok; o; x; opérationnelle; opérationnel; en place",
        v.InterfaceState.STOPPED: "arrêtée; arrêté; inactive; inactif; non; hs; hors service; abandonnée; abandonné; n; coupée",
    },
    v.Consent: {
        v.Consent.EXPLICIT: "explicite; écrit; en ligne; recueilli; oui; exprès; coché; formulaire; consentement explicite; o",
        v.Consent.TACIT: "tacite; implicite; information seule; accord tacite; par défaut; opposition possible",
        v.Consent.NONE: "aucun; non; pas de consentement; sans; non recueilli; n; absent",
    },
    v.DataRole: {
        v.DataRole.MASTER: "maître; master; source; référence; référent; owner; maitresse; m; maître unique",
        v.DataRole.CONTRIBUTOR: "contributeur; contributrice; enrichit; co-maître; contributor; complète; participe",
        v.DataRole.COPY: "copie; réplique; duplique; copy; esclave; copie locale; duplicata",
        v.DataRole.READER: "lecteur; lectrice; consultation; reader; consulte; lecture; lecture seule; consommateur",
    },
    v.DataEntry: {
        v.DataEntry.TYPED: "saisie; saisi; manuelle; manuel; typed; saisie manuelle; au clavier; à la main",
        v.DataEntry.RECEIVED: "reçue; reçu; importée; import; flux; interface; received; automatique; par flux; alimentée",
    },
    v.ReferentialPattern: {
        v.ReferentialPattern.CENTRALISED: "centralisé; centralisée; central; unique",
        v.ReferentialPattern.CONSOLIDATION: "consolidation; consolidé; consolidée",
        v.ReferentialPattern.COOPERATION: "coopération; coopératif; coopérative; partagé",
        v.ReferentialPattern.SLAVE: "esclave; réplique; copie; répliqué",
        v.ReferentialPattern.HUB: "hub; pot commun; pivot; répertoire",
    },
    v.PoolingStance: {
        v.PoolingStance.GIVEN: "donnée; oui; engagé; engagée; validé; validée; délibéré; accord; parole donnée; ferme; o; x; signé",
        v.PoolingStance.ACQUIRED: "acquise; acquis; certain; certaine; sûr",
        v.PoolingStance.PROBABLE: "probable; envisagé; envisagée; à l'étude; peut-être; possible; étudié",
        v.PoolingStance.REFUSED: "refusée; refus; non; refusé; pas intéressé; n; refuse; contre",
    },
    v.HolderKind: {
        v.HolderKind.COMMUNE: "commune; ville; mairie; town; city",
        v.HolderKind.METROPOLE: "métropole; epci; intercommunalité; agglomération; communauté; communauté urbaine",
        v.HolderKind.SYNDICATE: "syndicat; syndicat mixte; sivu; sivom",
        v.HolderKind.DELEGATE: "délégataire; concessionnaire; opérateur délégué; dsp",
    },
}  # fmt: skip


def read_ternary(cell: Any) -> Reading:
    """Oui, non, or nobody said; what follows the word (« oui, depuis 2019 ») is kept as it was written."""
    if isinstance(cell, bool):
        return Reading(v.Ternary.YES.value if cell else v.Ternary.NO.value)
    text = show(cell)
    if says_nothing(text):
        return UNKNOWN
    words = fold(text)
    if words in _YES:
        return Reading(v.Ternary.YES.value)
    if words in _NO:
        return Reading(v.Ternary.NO.value)
    first = re.split(r"[ ,;:(/.-]", words, maxsplit=1)[0]
    if first in ("oui", "yes"):
        return Reading(v.Ternary.YES.value, text)
    if first in ("non", "no", "pas", "aucun", "aucune"):
        return Reading(v.Ternary.NO.value, text)
    return Reading(None, text, f"« {text[:80]} » n’est ni oui ni non")


def read_choice(cell: Any, choices: type[StrEnum]) -> Reading:
    """A member of `choices`; a text that is not wholly a known word, but leads to one member, is kept beside it."""
    text = show(cell)
    if says_nothing(text):
        return UNKNOWN
    words = fold(text)
    known = _lookup(choices)
    if words in known:
        return Reading(known[words])
    for found in (
        _same_words(choices, words),
        _abbreviated(known, words),
        _inside(known, words, range(4, len(words))),
        _alike(known, words),
        _inside(known, words, (3,)),
    ):
        if len(found) == 1:
            return Reading(next(iter(found)), text)
    allowed = ", ".join(member.value for member in choices)
    return Reading(None, text, f"« {text[:80]} » n’est pas dans la liste ({allowed})")


def _same_words(choices: type[StrEnum], words: str) -> set[str]:
    """The members one of whose names has the same words that count (« lien entre bases », « lien de base »)."""
    return _by_words(choices).get(frozenset(significant_words(words)), set())


def _abbreviated(known: dict[str, str], words: str) -> set[str]:
    """The members that a shortened word begins (« expérim. »)."""
    part = words.rstrip(".")
    if len(part) < 3 or " " in part:
        return set()
    return {value for word, value in known.items() if word.startswith(part)}


def _inside(known: dict[str, str], words: str, lengths: Container[int]) -> set[str]:
    """The members a name of which, of one of these lengths, stands in a longer text (« flux API »)."""
    return {
        value
        for word, value in known.items()
        if len(word) in lengths and word not in ("oui", "non") and re.search(rf"\b{re.escape(word)}\b", words)
    }


def _alike(known: dict[str, str], words: str) -> set[str]:
    """The members whose name is written here with a typing error."""
    if len(words) < 5 or len(words) > 60:
        return set()
    return {
        known[word] for word, _, _ in process.extract(words, known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE_FROM)
    }


def named_choice(text: str, choices: type[StrEnum]) -> str | None:
    """The member of `choices` that a text is, word for word."""
    return _lookup(choices).get(fold(text))


@cache
def _by_words(choices: type[StrEnum]) -> dict[frozenset[str], set[str]]:
    found: dict[frozenset[str], set[str]] = {}
    for word, value in _lookup(choices).items():
        found.setdefault(frozenset(significant_words(word)), set()).add(value)
    found.pop(frozenset(), None)
    return found


@cache
def _lookup(choices: type[StrEnum]) -> dict[str, str]:
    words = {fold(word): member.value for member, text in _WORDS.get(choices, {}).items() for word in _split(text)}
    words.update({fold(member.value): member.value for member in choices})
    return words


def _split(text: str) -> list[str]:
    return [word.strip() for word in text.replace("\n", ";").split(";") if word.strip()]
