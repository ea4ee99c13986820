"""The fields of interfaces, processings and processes."""

from __future__ import annotations

from importers.fields.base import SheetKind, ValueType, choice, field, words
from importers.fields.common import BLOCK, COMMUNE, DESCRIPTION, PERSONAL_DATA
from urbanism import vocabulary as v

INTERFACE = SheetKind(
    "interfaces",
    "interfaces",
    "interface",
    (
        COMMUNE,
        field(
            "code",
            "Code",
            ValueType.CODE,
            "code; code flux; code interface; identifiant; id; réf; n° flux; n°; numéro; flow id; interface id; ref flux",
        ),
        field(
            "name", "Nom", ValueType.TEXT, "nom; nom du flux; nom de l'interface; intitulé; flux; interface; libellé"
        ),
        DESCRIPTION,
        field(
            "source",
            "Source",
            ValueType.NAME,
            """source; application source; émetteur; de; depuis; origine; appli source; application émettrice; producteur
            application de départ; amont; système source; appli émettrice; émetteur du flux; fournisseur du flux; part de
            logiciel qui envoie; qui envoie; logiciel de départ; du logiciel; de l'application; application a; système a
            expéditeur; logiciel source; envoyé par; outil de départ; appli de départ; logiciel a; départ
            from; source system; source application; sender; producer; provider; application from""",
        ),
        field(
            "target",
            "Destination",
            ValueType.NAME,
            """cible; destination; application cible; destinataire; vers; récepteur; appli cible; application destinataire
            application réceptrice; aval; système cible; appli destinataire; consommateur; application d'arrivée; à; va vers
            logiciel qui reçoit; qui reçoit; logiciel d'arrivée; au logiciel; vers l'application; application b; système b
            envoie à; envoyé à; logiciel cible; reçu par; outil d'arrivée; appli d'arrivée; logiciel b; arrivée
            to; target; target system; target application; receiver; consumer; destination system; application to""",
        ),
        field(
            "source_commune",
            "Commune source",
            ValueType.NAME,
            "commune source; collectivité source; commune émettrice; commune d'origine",
        ),
        field(
            "target_commune",
            "Commune destination",
            ValueType.NAME,
            "commune destination; commune cible; collectivité cible; commune destinataire",
        ),
        field(
            "objects",
            "Données échangées",
            ValueType.LIST,
            """données échangées; données; objets; objet métier; données transmises; contenu; objet; nature des données
            objets échangés; objets de données; données transportées; contenu du flux; quoi; data; data objects; data exchanged; payload""",
        ),
        choice(
            "means",
            "Mode",
            v.InterfaceMeans,
            """mode; moyen; type; type de flux; technique; mode d'échange; type d'interface; nature; comment; moyen d'échange; par quel moyen; nature du lien; type de lien
            technologie; mode de transfert; protocole; nature de l'interface; means; method; interface type; protocol""",
        ),
        field(
            "format", "Format", ValueType.TEXT, "format; format d'échange; format du fichier; norme; format de fichier"
        ),
        choice(
            "standard",
            "Format normalisé",
            v.Ternary,
            "format normalisé; normalisé; standard; standardisé; norme respectée",
        ),
        choice(
            "rhythm",
            "Rythme",
            v.Rhythm,
            """rythme; fréquence; périodicité; cadence; fréq; fréq.; frequency; schedule; rhythm; quand; récurrence; tous les combien
            fréquence d'échange; tous les""",
        ),
        choice(
            "synchronous", "Synchrone", v.Ternary, "synchrone; synchrone ou non; sync; temps réel; synchronous; synchro"
        ),
        field(
            "owner",
            "Responsable",
            ValueType.TEXT,
            "responsable; propriétaire; responsable du flux; référent; contact; owner; gestionnaire; porteur",
        ),
        choice(
            "state", "État", v.InterfaceState, "état; statut; situation; état du flux; actif; status; state; en service"
        ),
        PERSONAL_DATA,
        field(
            "processing", "Traitement", ValueType.NAME, "traitement; traitement rgpd; traitement associé; n° traitement"
        ),
        field("legal_basis", "Base légale", ValueType.TEXT, "base légale; base juridique; fondement; legal basis"),
        field(
            "agreement",
            "Convention",
            ValueType.TEXT,
            "convention; accord; convention d'échange; référence convention; accord tracé; agreement; protocole d'accord",
        ),
        choice(
            "consent", "Consentement", v.Consent, "consentement; accord de l'usager; consent; recueil du consentement"
        ),
        field(
            "consent_proof", "Preuve du consentement", ValueType.TEXT, "preuve; preuve du consentement; consent proof"
        ),
        field(
            "document",
            "Contrat d'interface",
            ValueType.TEXT,
            "contrat d'interface; document; documentation; spécification",
        ),
        field("yearly_cost", "Coût annuel", ValueType.MONEY, "coût; coût annuel; maintenance; cost; montant"),
    ),
    (("source",), ("target",)),
    words(
        """interface; interfaces; flux; échange; échanges; liaisons; moulinettes; connecteurs; flows; exchanges
        interconnexions; passerelles; flux inter-applicatifs"""
    ),
)

PROCESSING = SheetKind(
    "processings",
    "traitements",
    "processing",
    (
        COMMUNE,
        field("code", "Code", ValueType.CODE, "code; n°; numéro; réf; référence; identifiant; id; n° de traitement"),
        field(
            "name",
            "Nom",
            ValueType.NAME,
            "nom; traitement; nom du traitement; intitulé; libellé; désignation; activité de traitement; processing activity",
        ),
        field(
            "purpose", "Finalité", ValueType.TEXT, "finalité; finalités; objectif; but; purpose; finalité principale"
        ),
        field(
            "legal_basis", "Base légale", ValueType.TEXT, "base légale; base juridique; fondement; legal basis; licéité"
        ),
        field(
            "data_categories",
            "Catégories de données",
            ValueType.TEXT,
            "catégories de données; données; données traitées; catégories; types de données; categories of data",
        ),
        field("recipients", "Destinataires", ValueType.TEXT, "destinataires; destinataire; recipients; transmis à"),
        field(
            "retention",
            "Durée de conservation",
            ValueType.TEXT,
            "durée de conservation; conservation; durée; retention; délai d'effacement; dua",
        ),
        field(
            "controller",
            "Responsable de traitement",
            ValueType.TEXT,
            "responsable de traitement; responsable; rt; controller; responsable du traitement",
        ),
        field("sector", "Secteur RU-30", ValueType.TEXT, "secteur; secteur ru-30; secteur ru30; ru30; secteur cnil"),
        field(
            "applications",
            "Applications",
            ValueType.LIST,
            "applications; application; logiciels; logiciel; outils; supports; logiciels utilisés; outil",
        ),
    ),
    (("name", "code"),),
    words("traitement; traitements; rgpd; registre; registre des traitements; dcp; cnil; processing; dpo"),
)

PROCESS_STEP = SheetKind(
    "processes",
    "processus",
    "process_step",
    (
        COMMUNE,
        field("process", "Processus", ValueType.NAME, "processus; nom du processus; process; procédure; démarche"),
        field(
            "description", "Description du processus", ValueType.TEXT, "description; description du processus; résumé"
        ),
        field("rank", "Rang", ValueType.INTEGER, "rang; ordre; n°; n° étape; numéro; numéro d'étape; n° d'étape; step"),
        field(
            "name",
            "Étape",
            ValueType.TEXT,
            "étape; libellé de l'étape; action; tâche; activité; nom de l'étape; opération",
        ),
        field("actor", "Acteur", ValueType.TEXT, "acteur; qui; rôle; intervenant; actor; responsable; acteurs"),
        BLOCK,
        field("application", "Application", ValueType.NAME, "application; logiciel; outil; appli; avec; système"),
        field(
            "data_read",
            "Données lues",
            ValueType.TEXT,
            "données lues; entrées; données en entrée; lit; consulte; inputs",
        ),
        field(
            "data_written",
            "Données produites",
            ValueType.TEXT,
            "données produites; sorties; données écrites; données en sortie; produit; outputs; écrit",
        ),
    ),
    (("process",), ("name",)),
    words("processus; étapes; procédures; démarches; process; parcours"),
)
