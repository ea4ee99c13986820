"""Words of headers in other languages or shortened, each with the word that stands for it.

A header is compared word by word: « Wartungsende » is read *maintenance fin*, « Data fi de contracte » *data fin
contrat*. Words that German and Dutch write as one are taken apart where both parts are known.
"""

from __future__ import annotations

from functools import cache, lru_cache

from importers.values import fold
from importers.values.wording import significant_words

LIKE = {
    "cout": "kost custo dépense montant prix frais budget cost price spend kosten coste costo despesa gasto",
    "nombre": "zahl nb nbre nbr count cnt anzahl aantal",
    "application": """toepassing aplicação appli app apps anwendung applicatie aplicación aplicació aplicatiu
        applicazione applikation""",
    "date": "dt datum fecha",
    "utilisateur": "anwender utilizador util utilis user using nutzer benutzer gebruiker usuario usuari utente utenti",
    "reference": "ref",
    "fin": "fim end ende einde fine fi",
    "debut": "start beginn begin inici inicio inizio",
    "jusqu": "until till bis tot hasta",
    "contrat": "contrato contract vertrag contracte contrato contratto",
    "maintenance": "maint wartung onderhoud manteniment mantenimiento manutenzione",
    "description": "descrição desc beschreibung beschrijving omschrijving descripció descripción descrizione",
    "bref": "brève brief short kurz kurze korte breu breve",
    "editeur": "fornecedor anbieter hersteller leverancier proveïdor proveïdora fabricant",
    "statut": "status état estat estado stato",
    "logiciel": "software programari",
    "systeme": "system systeem sistema",
    "nom": "nome name naam bezeichnung benennung denominació",
    "personnelle": """pessoal pessoais persoonlijke personnel personal persoon personali personenbezogene
        personenbezogener""",
    "donnee": "dados daten gegevens dades datos dati",
    "contient": "contém contains contain bevat enthält conté contiene",
    "traitement": "verarbeitung verwerking tractament tratamiento trattamento",
    "annuel": "annual yearly anual annuo jährliche jaarlijkse jaar jahr",
    "departement": "unidade dept department departament departamento dipartimento afdeling abteilung",
    "licence": "license lizenz licentie llicència licencia licenza",
    "modele": "modell",
    "type": "art tipus tipo soort",
    "domaine": "domain bereich domein àmbit ámbito ambito",
    "usage": "einsatz gebruik ús uso utilizzo",
    "proprietaire": "owner eigenaar propietari propietario proprietario eigentümer",
    "processus": "process proces prozess procés proceso processo",
    "responsable": "responsável verantwortlicher leitung leiter verantwoordelijke responsabile encargado",
    "metier": "business fachlich fachliche",
    "hebergement": "alojamento hosting bereitstellung hostingvorm allotjament alojamiento",
    "cycle": "lifecycle lebenszyklus levenscyclus",
    "duree": "laufzeit looptijd durada duración durata",
    "mise": "setzung",
    "production": "produktiv producció producción produzione productie",
    "deploiement": "inbetriebnahme ingebruikname implantació implantación einführung invoering",
    "inventaire": "inventory inventar inventari inventario inventaris",
    "code": "código codi kürzel",
    "criticite": "kritikalität kriticiteit",
    "niveau": "stufe",
    "n": "nr nummer",
}
"""The word that stands for its like (of French, plain letters), and these, whatever their accents."""

LONG = 8
"""From how many letters a word may be made of two."""
LINKS = ("", "s", "n", "en", "es", "e", "er")
"""Letters that tie the parts of a word."""


@cache
def _standing() -> dict[str, str]:
    return {word: stands for stands, like in LIKE.items() for word in (stands, *significant_words(fold(like)))}


@lru_cache(maxsize=1 << 14)
def standing_for(word: str) -> tuple[str, ...]:
    """The word, or words where it is made of two, that stand for a folded word; itself where none is known."""
    known = _standing()
    if word in known:
        return (known[word],)
    if len(word) >= LONG:
        for cut in range(len(word) - 2, 3, -1):
            first, last = word[:cut], word[cut:]
            for link in LINKS:
                if last in known and first.endswith(link) and (start := first.removesuffix(link)) in known:
                    return known[start], known[last]
    return (word,)
