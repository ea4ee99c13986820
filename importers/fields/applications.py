"""The fields of applications."""

from __future__ import annotations

from importers.fields.base import Field, SheetKind, ValueType, choice, field, words
from importers.fields.common import (
    BLOCK,
    COMMUNE,
    DEPARTMENT,
    DESCRIPTION,
    EDITOR,
    END_OF_SUPPORT,
    PERSONAL_DATA,
    URL,
    VERSION,
)
from urbanism import vocabulary as v


def _money(name: str, label: str, synonyms: str) -> Field:
    """A yearly amount."""
    return field(name, label, ValueType.MONEY, synonyms)


_WHAT_IT_IS = (
    COMMUNE,
    field(
        "commune_code",
        "Code INSEE",
        ValueType.CODE,
        "insee; code commune; code collectivité; siren; gss code; ons code",
    ),
    field(
        "code",
        "Code",
        ValueType.CODE,
        """code; code application; code appli; identifiant; id; id application; réf; référence; trigramme; matricule
        code appli.; id appli; n° application; numéro; n°; code logiciel; ref appli; identifiant application
        system id; application id; app id; asset id; asset tag; apm number; unique id; inventory number; sys id""",
    ),
    field(
        "name",
        "Nom",
        ValueType.NAME,
        """nom; nom de l'application; application; applications; nom application; nom appli; appli; logiciel; outil
        nom du logiciel; libellé; libellé application; désignation; intitulé; intitulé de l'application; nom court
        application métier; logiciel métier; nom de l'outil; nom usuel; dénomination; nom d'usage; appellation
        system; system name; application name; name; app name; app; software name; title; asset name
        department name of data system; name of system; enterprise system; system title; data system; tool
        naam; bezeichnung; anwendung; applicatie; aplicación; applicazione; sistema; applikation""",
    ),
    DESCRIPTION,
    field(
        "purpose",
        "Finalité",
        ValueType.TEXT,
        """finalité; finalités; but; usage; utilité; objectif; à quoi ça sert; à quoi cela sert; utilisation; rôle
        sert à quoi; cas d'usage; besoin couvert; fonction assurée; sert à; finalité principale; objet du logiciel
        purpose; business purpose; use; primary use; purpose of system; system purpose; usage description; used for""",
    ),
    field(
        "data_categories",
        "Données traitées",
        ValueType.TEXT,
        """données traitées; données; catégories de données; données gérées; types de données; nature des données
        general description of categories or types of data; data categories; categories of data; types of data; data types
        data description; general description of data; description of data; data collected; category or type of data""",
    ),
    URL,
    field(
        "product",
        "Produit",
        ValueType.NAME,
        """produit; nom du produit; produit éditeur; progiciel; nom commercial; référence produit; solution logicielle; logiciel du marché; progiciel du marché
        nom chez le vendeur; nom chez l'éditeur; modèle; nom progiciel; logiciel produit; gamme produit; produit logiciel
        product; product name; software product; software; software package; package; system product; lms; cots
        producto; produkt; prodotto; pakket""",
        weak="logiciel; solution",
    ),
    EDITOR,
    field("suite", "Suite", ValueType.NAME, "suite; suite logicielle; gamme; suite éditeur; famille de produits"),
    choice(
        "home_made",
        "Développement interne",
        v.Ternary,
        """développement interne; interne; dev interne; développé en interne; maison; fait maison; home made
        développement maison; développement spécifique; spécifique; in house; custom built""",
    ),
    BLOCK,
    field(
        "secondary_blocks",
        "Blocs secondaires",
        ValueType.LIST,
        "blocs secondaires; autres blocs; autres domaines; domaines secondaires; autres fonctions; fonctions secondaires",
    ),
    DEPARTMENT,
)

_LIFE = (
    VERSION,
    field(
        "overlays",
        "Surcouches",
        ValueType.TEXT,
        "surcouches; surcouche; surcouche métier; paramétrages métier; spécificités; adaptations; modules; options",
    ),
    choice(
        "status",
        "Statut",
        v.LifecycleStatus,
        """statut; état; état de l'application; cycle de vie; situation; phase; stade; statut application; en service
        état d'avancement; vie de l'application; statut appli; actif; en production
        status; lifecycle; lifecycle status; life cycle; state; application status; system status; stage""",
    ),
    field(
        "started_on",
        "Mise en service",
        ValueType.DATE,
        """mise en service; date de mise en service; mes; date de mise en production; mise en production; début
        date d'installation; installé le; en service depuis; entrée; entrée en service; en place depuis; depuis; date de début; année de mise en service; mep
        acheté le; date d'achat; depuis quand; date mes; année d'acquisition; date d'acquisition; historique; année d'installation
        go live; go-live date; start date; implementation date; in service date; date implemented; install date""",
    ),
    field(
        "ends_on",
        "Fin d'utilisation",
        ValueType.DATE,
        """fin d'utilisation; date de fin; fin prévue; date d'arrêt; arrêt prévu; fin d'expérimentation; date de sortie
        fin; retrait prévu; date de retrait; sortie; jusqu'au; jusqu'à; fin prévisionnelle; fin expé; terme de l'expérimentation; arrêt
        end date; retirement date; decommission date; sunset date""",
    ),
    END_OF_SUPPORT,
    field(
        "trial_decision",
        "Décision après expérimentation",
        ValueType.TEXT,
        "décision après expérimentation; décision d'expérimentation; suite donnée à l'expérimentation; suite donnée; décision expérimentation; issue; bilan; suites",
    ),
)

_SECURITY_NEEDS = (
    field(
        "confidentiality",
        "Confidentialité",
        ValueType.LEVEL,
        """confidentialité; besoin de confidentialité; c; sensibilité; niveau de confidentialité; conf
        data classification - high; data classification; confidentiality; classification; data sensitivity; security
        security level; highest data classification""",
    ),
    field("integrity", "Intégrité", ValueType.LEVEL, "intégrité; besoin d'intégrité; i; integrity; niveau d'intégrité"),
    field(
        "availability",
        "Disponibilité",
        ValueType.LEVEL,
        "disponibilité; besoin de disponibilité; d; availability; niveau de disponibilité; dispo",
    ),
    field(
        "traceability",
        "Traçabilité",
        ValueType.LEVEL,
        "traçabilité; preuve; besoin de traçabilité; t; p; traceability",
    ),
)

_TECHNIQUE = (
    choice(
        "hosting",
        "Hébergement",
        v.Hosting,
        """hébergement; mode d'hébergement; hébergé; lieu d'hébergement; type d'hébergement; où; hébergeur; héberg
        installé où; où est-il installé; hébergement appli; mode d'exploitation; saas ou interne; local ou saas; exploitation
        hosting; hosted; deployment; deployment model; hosting type; hosting location; cloud; on premise""",
    ),
    field("server", "Serveur", ValueType.TEXT, "serveur; nom du serveur; serveurs; machine; vm; server; host; srv"),
    field(
        "technologies",
        "Technologies",
        ValueType.TEXT,
        """technologies; technologie; techno; base de données; sgbd; technique; environnement technique; socle technique
        langage; plateforme technique; bdd; socle; système; os; technos
        technology; technologies used; tech stack; database; platform; language; operating system; dbms""",
    ),
)

_USE = (
    field(
        "users",
        "Utilisateurs",
        ValueType.INTEGER,
        """utilisateurs; nb utilisateurs; nombre d'utilisateurs; nb d'utilisateurs; nb users; nbre utilisateurs; agents
        nombre d'agents utilisateurs; combien d'agents; nombre de postes; nb agents; effectif utilisateur; utilisateurs (nb); postes; nb postes; nb util
        users; number of users; user count; active users; no of users; total users; licences utilisées; nb licences""",
    ),
    choice(
        "criticality",
        "Criticité",
        v.Criticality,
        """criticité; niveau de criticité; importance; critique; criticité métier; sensible; priorité; impact; enjeu
        criticality; business criticality; critical; tier; criticité appli""",
    ),
    field(
        "business_value",
        "Valeur métier",
        ValueType.LEVEL,
        "valeur métier; valeur d'usage; satisfaction métier; note métier; business value; satisfaction; note usage",
    ),
    field(
        "technical_value",
        "Valeur technique",
        ValueType.LEVEL,
        "valeur technique; qualité technique; note technique; technical value; technical quality; santé technique",
    ),
)

_COSTS = (
    _money(
        "cost_licence",
        "Coût licences",
        "coût licences; licences; coût licence; droit d'usage; droits d'usage; prix licence; abonnement; coût des licences; redevance; license cost",
    ),
    _money(
        "cost_maintenance",
        "Coût maintenance",
        """coût maintenance; maintenance; maintenance annuelle; coût de maintenance; maintenance (€/an); tma
        montant maintenance; maint.; maint; maintenance cost; support cost; annual maintenance""",
    ),
    _money(
        "cost_hosting",
        "Coût hébergement",
        "coût hébergement; coût d'hébergement; prix hébergement; hosting cost; infogérance; coût infra; frais hébergement",
    ),
    _money(
        "cost_staff",
        "Coût agents",
        "coût agents; coût interne; temps agents; charge interne; coût rh; staff cost; coût du personnel; temps passé",
    ),
    _money("cost_other", "Autres coûts", "autres coûts; autre coût; autres dépenses; divers; other costs; other cost"),
    _money(
        "cost_total",
        "Coût annuel",
        """coût annuel; coût; coût total; coût global; budget annuel; budget; montant annuel; montant; dépense annuelle
        coût annuel ttc; coût par an; prix par an; coût annuel total; coût ttc; coût/an; prix; prix annuel; coût complet; total annuel; dépenses; coût tot
        annual cost; cost; total cost; yearly cost; total annual cost; price; spend; annual spend; tco""",
    ),
)

_CONTRACT = (
    field(
        "contract",
        "Contrat",
        ValueType.NAME,
        """contrat; n° contrat; numéro de contrat; référence contrat; réf contrat; marché; n° marché; n° de marché
        référence du marché; ref marché; contract; contract number; contract id; agreement; convention""",
    ),
    field(
        "contract_end",
        "Fin de contrat",
        ValueType.DATE,
        """fin de contrat; échéance; date d'échéance; échéance contrat; fin du contrat; date de fin de contrat
        fin marché; échéance du marché; contrat jusqu'au; renouvellement; date échéance; échéance du contrat
        contract end; contract expiration; contract end date; expiration date; renewal date""",
    ),
    field(
        "notice_months",
        "Préavis (mois)",
        ValueType.INTEGER,
        "préavis; préavis (mois); délai de préavis; durée de préavis; notice; notice period; préavis mois",
    ),
)

_PEOPLE_AND_DATA = (
    field(
        "correspondent",
        "Correspondant",
        ValueType.TEXT,
        """correspondant; référent; référent métier; correspondant métier; responsable; responsable métier; contact
        référent fonctionnel; responsable applicatif; administrateur fonctionnel; chef de projet; interlocuteur
        correspondant fonctionnel; référent applicatif; contact métier; qui contacter; propriétaire; propriétaire métier
        owner; business owner; application owner; contact name; system owner; product owner; data steward; manager""",
    ),
    PERSONAL_DATA,
    field(
        "user_identifier",
        "Identifiant d'usager",
        ValueType.TEXT,
        "identifiant d'usager; identifiant usager; identifiant utilisé; clé usager; identifiant de la personne",
    ),
    choice(
        "open_api",
        "API ouverte",
        v.Ternary,
        """api ouverte; api; api disponible; ouverture; interfaces ouvertes; expose une api; webservice; web services
        api documentée; open api; has api; api available; api oui non""",
    ),
)

_SHARING = (
    choice(
        "instance",
        "Instance",
        v.InstanceKind,
        """instance; mutualisée; mutualisé; mutualisation; application mutualisée; partagée; commun ou propre; portée
        mutualisé (o/n); niveau de mutualisation; pooled; shared; instance type; portage""",
    ),
    field(
        "served_communes",
        "Communes servies",
        ValueType.LIST,
        """communes servies; communes utilisatrices; communes bénéficiaires; bénéficiaires; utilisée par; adhérents
        communes raccordées; villes utilisatrices; partagée avec; communes concernées; périmètre communes""",
    ),
    choice(
        "data_holder",
        "Détenteur des données",
        v.DataHolder,
        """détenteur des données; qui détient les données; données détenues par; détention des données; gestionnaire
        mode de gestion; détenteur; propriétaire des données; data holder; data owner; qui a les données""",
    ),
)

_TRAJECTORY = (
    field(
        "target_decision",
        "Trajectoire",
        ValueType.TEXT,
        """trajectoire; décision de trajectoire; décision; suite décision; cible; devenir; orientation; action prévue; avenir; time
        stratégie; projet d'évolution; évolution prévue; trajectory; disposition; roadmap; rationalisation""",
    ),
    field(
        "target_date",
        "Date de trajectoire",
        ValueType.DATE,
        """date de trajectoire; date cible; échéance de trajectoire; échéance de la décision; date de la décision
        date de la cible; horizon; pour le; date de décision; target date""",
        weak="échéance",
    ),
)

APPLICATION = SheetKind(
    "applications",
    "applications",
    "application",
    (
        *_WHAT_IT_IS,
        *_LIFE,
        *_SECURITY_NEEDS,
        *_TECHNIQUE,
        *_USE,
        *_COSTS,
        *_CONTRACT,
        *_PEOPLE_AND_DATA,
        *_SHARING,
        *_TRAJECTORY,
    ),
    (("name", "product", "code"),),
    words(
        """application; applications; logiciel; logiciels; inventaire; parc; parc applicatif; appli; applis; patrimoine
        portefeuille; systems; system; software; inventory; catalogue des applications; liste des logiciels; outils"""
    ),
)
