"""The fields of interfaces, referentials, data uses, processings and processes."""

from __future__ import annotations

from importers.fields.base import SheetKind, ValueType, choice, field, words
from importers.fields.estate import BLOCK, COMMUNE, DEPARTMENT, DESCRIPTION, PERSONAL_DATA
from urbanism import vocabulary as v

SECTOR = field("sector", "Secteur RU-30", ValueType.TEXT, "secteur; secteur ru-30; secteur ru30; ru30; secteur cnil")

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

REFERENTIAL = SheetKind(
    "referentials",
    "référentiels",
    "referential",
    (
        COMMUNE,
        field("code", "Code", ValueType.CODE, "code; id; réf; code référentiel; n°; numéro", weak="identifiant"),
        field(
            "name",
            "Nom",
            ValueType.NAME,
            """nom; référentiel; nom du référentiel; base; intitulé; libellé; base de référence; nom de la base; désignation
            jeu de données; dataset; données; donnée; data source; couche; fichier; nom du fichier; fichier de référence""",
        ),
        DESCRIPTION,
        field(
            "data_object",
            "Objet",
            ValueType.NAME,
            """objet; objet décrit; donnée de référence; objet métier; objet de référence; porte sur; concerne; sujet
            objet principal; donnée maîtresse; data object; entité décrite; famille; contenu; contient; parle de""",
        ),
        field(
            "carried_objects",
            "Autres objets portés",
            ValueType.LIST,
            """autres objets portés; objets copiés; copies d'autres objets; contient aussi; autres objets; autres données
            porte aussi; copie de""",
        ),
        field(
            "application",
            "Application",
            ValueType.NAME,
            "application; logiciel; application hôte; hébergé dans; outil; application porteuse; tenu dans; appli; système",
        ),
        DEPARTMENT,
        field(
            "database",
            "Base de données",
            ValueType.TEXT,
            "base de données; schéma; instance; base/index; base technique; bdd",
        ),
        field(
            "technology",
            "Technologie",
            ValueType.TEXT,
            "technologie; techno; sgbd; format; technique; technology; type de base; support; logiciel de base",
            weak="type",
        ),
        field(
            "owner",
            "Propriétaire",
            ValueType.TEXT,
            "propriétaire; responsable; gestionnaire; producteur; owner; référent; tenu par; administrateur",
        ),
        field(
            "territory",
            "Territoire couvert",
            ValueType.TEXT,
            "territoire; territoire couvert; couverture; périmètre; étendue; emprise; coverage; zone couverte",
        ),
        field(
            "record_count",
            "Nombre d'enregistrements",
            ValueType.INTEGER,
            """nombre d'enregistrements; nb enregistrements; nb objets; nb lignes; volume; volumétrie; nombre d'objets
            nb d'objets; nb fiches; nombre de fiches; nombre de lignes; lignes; enregistrements; records; record count; nombre""",
        ),
        field(
            "updated_on",
            "Dernière mise à jour",
            ValueType.DATE,
            "dernière mise à jour; mise à jour; maj; date maj; date de mise à jour; à jour au; actualisé le; actualisation; date d'actualisation; last updated; màj; dernière maj",
        ),
        field(
            "attributes",
            "Attributs",
            ValueType.TEXT,
            "attributs; champs; colonnes; champs principaux; attributs principaux; fields; attributes; rubriques",
        ),
        field(
            "key",
            "Clé",
            ValueType.TEXT,
            "clé; identifiant unique; clé primaire; key; clef; identifiant des objets; identifiant",
        ),
        choice(
            "pattern", "Patron", v.ReferentialPattern, "patron; type de référentiel; mode de gestion; modèle; pattern"
        ),
        field(
            "national_source",
            "Source nationale",
            ValueType.TEXT,
            "source nationale; référentiel national; source officielle; source de référence; rattachement national",
        ),
    ),
    (("name", "code"),),
    words(
        """référentiel; référentiels; base; bases; données de référence; données; jeux de données; datasets
        bases de données; catalogue de données; patrimoine de données"""
    ),
)

DATA_USE = SheetKind(
    "data_uses",
    "usages des données",
    "data_use",
    (
        COMMUNE,
        field("application", "Application", ValueType.NAME, "application; appli; logiciel; outil; système; system"),
        field(
            "data_object",
            "Objet",
            ValueType.NAME,
            "objet; donnée; objet métier; objet de données; données; data object; data; entité; objet de référence",
        ),
        choice("creates", "Crée", v.Ternary, "crée; création; c; create; creates; créé"),
        choice("reads", "Lit", v.Ternary, "lit; lecture; l; r; read; reads; consulte; consultation"),
        choice(
            "updates", "Modifie", v.Ternary, "modifie; mise à jour; modification; m; u; update; updates; met à jour"
        ),
        choice("deletes", "Supprime", v.Ternary, "supprime; suppression; s; d; delete; deletes"),
        field("crud", "CRUD", ValueType.TEXT, "crud; clms; droits; actions; opérations; accès"),
        choice("role", "Rôle", v.DataRole, "rôle; role; statut; maître ou copie; qualité; maître"),
        choice(
            "entry",
            "Mode d'entrée",
            v.DataEntry,
            "mode d'entrée; mode d'arrivée; saisie ou reçue; saisie ou réception; saisie; alimentation; entrée; origine",
        ),
        field("scope", "Périmètre", ValueType.TEXT, "périmètre; portée; scope; étendue; territoire"),
    ),
    (("application",), ("data_object",)),
    words("crud; usages; données par application; matrice données; maîtres; usage des données; objets gérés"),
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
        SECTOR,
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

POOLING = SheetKind(
    "poolings",
    "choix de mutualisation",
    "pooling",
    (
        COMMUNE,
        BLOCK,
        field("year", "Année", ValueType.INTEGER, "année; exercice; an; year; pour l'année"),
        choice(
            "stance",
            "Position",
            v.PoolingStance,
            "position; choix; parole; décision; mutualise; engagement; avis; statut; hypothèse; souhait; réponse",
        ),
        field("reason", "Motif", ValueType.TEXT, "motif; raison; commentaire; justification; remarque; observations"),
    ),
    (("block",), ("year",)),
    words("mutualisation; mutualisations; à la carte; choix; pooling; engagements"),
)

COMMUNE_SHEET = SheetKind(
    "communes",
    "communes",
    "commune",
    (
        field("name", "Nom", ValueType.NAME, "commune; nom; nom de la commune; collectivité; ville; name"),
        field("code", "Code", ValueType.CODE, "code; sigle; trigramme"),
        field("insee", "Code INSEE", ValueType.CODE, "insee; code insee; code commune"),
        choice("kind", "Nature", v.HolderKind, "nature; type; statut; nature juridique"),
        field("inhabitants", "Habitants", ValueType.INTEGER, "habitants; population; nb habitants; nombre d'habitants"),
        field("agents", "Agents", ValueType.INTEGER, "agents; effectif; nb agents; nombre d'agents; effectifs"),
        field(
            "expected_blocks",
            "Blocs attendus",
            ValueType.LIST,
            "blocs attendus; compétences; compétences exercées; blocs",
        ),
    ),
    (("name",),),
    words("communes; collectivités; membres; territoire; adhérents"),
)

DEPARTMENT_SHEET = SheetKind(
    "departments",
    "directions",
    "department",
    (
        COMMUNE,
        field(
            "name", "Nom", ValueType.NAME, "direction; service; nom; nom de la direction; intitulé; direction / service"
        ),
        field(
            "parent",
            "Direction de rattachement",
            ValueType.NAME,
            "rattachement; direction de rattachement; pôle; parent",
        ),
        field(
            "deputy", "Délégation", ValueType.TEXT, "délégation; adjoint; élu; élu référent; adjoint délégué; délégué"
        ),
    ),
    (("name",),),
    words("directions; services; organigramme; organisation"),
)
