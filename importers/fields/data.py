"""The fields of referentials and of what applications do with data."""

from __future__ import annotations

from importers.fields.base import SheetKind, ValueType, choice, field, words
from importers.fields.common import COMMUNE, DEPARTMENT, DESCRIPTION
from urbanism import vocabulary as v

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
