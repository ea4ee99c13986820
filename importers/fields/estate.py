"""The fields of applications, products, editors and contracts."""

from __future__ import annotations

from importers.fields.base import Field, SheetKind, ValueType, choice, field, words
from urbanism import vocabulary as v

COMMUNE = field(
    "commune",
    "Commune",
    ValueType.NAME,
    """collectivité; ville; mairie; détenteur; entité; entité juridique; établissement; organisme; nom de la commune
    commune utilisatrice; collectivité utilisatrice; membre; adhérent; porteur
    authority; local authority; council; municipality; city; town; county; lpa; local planning authority; agency
    library service; organisation name; gemeente; gemeinde; comune; municipio; ayuntamiento; kommune""",
    weak="organisation; organization; organisme",
)
COMMUNE_CODE = field(
    "commune_code", "Code INSEE", ValueType.CODE, "insee; code commune; code collectivité; siren; gss code; ons code"
)
DEPARTMENT = field(
    "department",
    "Direction",
    ValueType.NAME,
    """direction; service; direction métier; service utilisateur; direction utilisatrice; direction service; pôle
    direction ou service; département; service gestionnaire; direction concernée; direction responsable; dir
    qui l'utilise; utilisé par le service; service demandeur; organisation; entité responsable; direction / service; services utilisateurs
    department; department custodian; dept; division; business unit; custodian; data custodian; office; bureau
    department name; owning department; departamento; abteilung; afdeling; dipartimento""",
)
EDITOR = field(
    "editor",
    "Éditeur",
    ValueType.NAME,
    """éditeur; editeur; nom éditeur; éditeur du logiciel; fournisseur; prestataire; société; fabricant; constructeur
    vendu par; vendeur; revendeur; titulaire; intégrateur; éditeur / fournisseur; éditeur fournisseur; éditeur intégrateur; marque; fourn; édit
    vendor; vendor name; supplier; publisher; manufacturer; software vendor; provider; developer; maker; company
    leverancier; hersteller; anbieter; fornitore; proveedor; leverandør; editor_name; editor name""",
)
PRODUCT = field(
    "product",
    "Produit",
    ValueType.NAME,
    """produit; nom du produit; produit éditeur; progiciel; nom commercial; référence produit; solution logicielle; logiciel du marché; progiciel du marché
    nom chez le vendeur; nom chez l'éditeur; modèle; nom progiciel; logiciel produit; gamme produit; produit logiciel
    product; product name; software product; software; software package; package; system product; lms; cots
    producto; produkt; prodotto; pakket""",
    weak="logiciel; solution",
)
BLOCK = field(
    "block",
    "Bloc fonctionnel",
    ValueType.NAME,
    """bloc; bloc fonctionnel; bloc principal; domaine; domaine fonctionnel; fonction; domaine métier; métier
    fonctionnalité; périmètre fonctionnel; thème; thématique; rubrique; famille; sous-domaine; activité
    domaine d'application; fonction couverte; fonction principale; catégorie fonctionnelle; bloc fct; usage principal; brique
    business capability; capability; function; functional area; business function; business area; domain""",
    weak="catégorie; category; type d'application",
)
VERSION = field(
    "version",
    "Version",
    ValueType.CODE,
    "version; version installée; n° version; numéro de version; version en production; release; ver; vers; versie",
)
END_OF_SUPPORT = field(
    "end_of_support",
    "Fin de support",
    ValueType.DATE,
    """fin de support; fin de support éditeur; date de fin de support; fin du support; support jusqu'au; fin de vie
    fin de maintenance; date fin support; obsolescence; support éditeur jusqu'au; fin maintenance éditeur
    end of support; end of life; eol; eos; support end date; end of support date""",
)
LICENCE = field(
    "licence",
    "Licence",
    ValueType.TEXT,
    "licence; type de licence; licence logicielle; license; license type; licensing; mode de licence; modèle de licence",
)
DESCRIPTION = field(
    "description",
    "Description",
    ValueType.TEXT,
    """description; descriptif; libellé long; commentaire descriptif; description de l'application; présentation
    description fonctionnelle; résumé; nom long; désignation; détail; fonctions; fonctionnalités principales
    description of system; system description; summary; details; overview; omschrijving; beschreibung; descripción""",
    weak="libellé; commentaire; commentaires; fonction; objet",
)
PURPOSE = field(
    "purpose",
    "Finalité",
    ValueType.TEXT,
    """finalité; finalités; but; usage; utilité; objectif; à quoi ça sert; à quoi cela sert; utilisation; rôle
    sert à quoi; cas d'usage; besoin couvert; fonction assurée; sert à; finalité principale; objet du logiciel
    purpose; business purpose; use; primary use; purpose of system; system purpose; usage description; used for""",
)
DATA_CATEGORIES = field(
    "data_categories",
    "Données traitées",
    ValueType.TEXT,
    """données traitées; données; catégories de données; données gérées; types de données; nature des données
    general description of categories or types of data; data categories; categories of data; types of data; data types
    data description; general description of data; description of data; data collected; category or type of data""",
)
URL = field(
    "url",
    "Adresse",
    ValueType.TEXT,
    "url; adresse; adresse web; lien; site; site web; adresse internet; lien d'accès; web address; link; website",
)
CORRESPONDENT = field(
    "correspondent",
    "Correspondant",
    ValueType.TEXT,
    """correspondant; référent; référent métier; correspondant métier; responsable; responsable métier; contact
    référent fonctionnel; responsable applicatif; administrateur fonctionnel; chef de projet; interlocuteur
    correspondant fonctionnel; référent applicatif; contact métier; qui contacter; propriétaire; propriétaire métier
    owner; business owner; application owner; contact name; system owner; product owner; data steward; manager""",
)
PERSONAL_DATA = choice(
    "personal_data",
    "Données personnelles",
    v.Ternary,
    """données personnelles; données à caractère personnel; dcp; rgpd; données perso; contient des données personnelles
    données nominatives; traitement de données personnelles; dcp oui non; données à caractère perso; nominatif
    personal data; pii; contains pii; gdpr; personally identifiable information; privacy""",
)


def money(name: str, label: str, synonyms: str, weak: str = "") -> Field:
    """A yearly amount."""
    return field(name, label, ValueType.MONEY, synonyms, weak)


APPLICATION = SheetKind(
    "applications",
    "applications",
    "application",
    (
        COMMUNE,
        COMMUNE_CODE,
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
        PURPOSE,
        DATA_CATEGORIES,
        URL,
        PRODUCT,
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
        field(
            "confidentiality",
            "Confidentialité",
            ValueType.LEVEL,
            """confidentialité; besoin de confidentialité; c; sensibilité; niveau de confidentialité; conf
            data classification - high; data classification; confidentiality; classification; data sensitivity; security
            security level; highest data classification""",
        ),
        field(
            "integrity", "Intégrité", ValueType.LEVEL, "intégrité; besoin d'intégrité; i; integrity; niveau d'intégrité"
        ),
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
        money(
            "cost_licence",
            "Coût licences",
            "coût licences; licences; coût licence; droit d'usage; droits d'usage; prix licence; abonnement; coût des licences; redevance; license cost",
        ),
        money(
            "cost_maintenance",
            "Coût maintenance",
            """coût maintenance; maintenance; maintenance annuelle; coût de maintenance; maintenance (€/an); tma
            montant maintenance; maint.; maint; maintenance cost; support cost; annual maintenance""",
        ),
        money(
            "cost_hosting",
            "Coût hébergement",
            "coût hébergement; coût d'hébergement; prix hébergement; hosting cost; infogérance; coût infra; frais hébergement",
        ),
        money(
            "cost_staff",
            "Coût agents",
            "coût agents; coût interne; temps agents; charge interne; coût rh; staff cost; coût du personnel; temps passé",
        ),
        money(
            "cost_other", "Autres coûts", "autres coûts; autre coût; autres dépenses; divers; other costs; other cost"
        ),
        money(
            "cost_total",
            "Coût annuel",
            """coût annuel; coût; coût total; coût global; budget annuel; budget; montant annuel; montant; dépense annuelle
            coût annuel ttc; coût par an; prix par an; coût annuel total; coût ttc; coût/an; prix; prix annuel; coût complet; total annuel; dépenses; coût tot
            annual cost; cost; total cost; yearly cost; total annual cost; price; spend; annual spend; tco""",
        ),
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
        CORRESPONDENT,
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
    ),
    (("name", "product", "code"),),
    words(
        """application; applications; logiciel; logiciels; inventaire; parc; parc applicatif; appli; applis; patrimoine
        portefeuille; systems; system; software; inventory; catalogue des applications; liste des logiciels; outils"""
    ),
)

PRODUCT_SHEET = SheetKind(
    "products",
    "produits",
    "product",
    (
        field("code", "Code", ValueType.CODE, "id; code; identifiant; product id; form id; référence produit"),
        field(
            "name",
            "Nom",
            ValueType.NAME,
            """produit; nom du produit; nom; logiciel; progiciel; product; product name; name; libellé; solution
            nom du logiciel; software; intitulé; désignation""",
        ),
        DESCRIPTION,
        field(
            "purpose",
            "Finalité",
            ValueType.TEXT,
            "fonctionnalité; fonction; fonctionnalités; cas d'usage; contexte-usage; usage; use case; finalité; purpose",
        ),
        EDITOR,
        field(
            "suite",
            "Suite",
            ValueType.NAME,
            "suite; gamme; logiciel parent; parent; suite logicielle; famille de produits; parent software",
        ),
        BLOCK,
        LICENCE,
        VERSION,
        URL,
        END_OF_SUPPORT,
    ),
    (("name",),),
    words("produit; produits; catalogue; progiciels; socle; référencés; sill; logiciels libres; products; catalog"),
)

EDITOR_SHEET = SheetKind(
    "editors",
    "éditeurs",
    "editor",
    (
        field("code", "Code", ValueType.CODE, "id; code; identifiant; editor id; vendor id; n° fournisseur"),
        field(
            "name",
            "Nom",
            ValueType.NAME,
            """éditeur; nom; nom de l'éditeur; fournisseur; raison sociale; société; editor; vendor; name; editor name
            supplier; company; entreprise; prestataire; vendor name""",
        ),
        field("siret", "SIRET", ValueType.CODE, "siret; n° siret; siren; numéro siret; company number"),
        field(
            "aliases", "Autres noms", ValueType.LIST, "autres noms; alias; anciens noms; ancien nom; also known as; ex"
        ),
    ),
    (("name",),),
    words("éditeur; éditeurs; fournisseur; fournisseurs; editors; vendors; suppliers; prestataires; sociétés"),
)

CONTRACT = SheetKind(
    "contracts",
    "contrats",
    "contract",
    (
        COMMUNE,
        field(
            "reference",
            "Référence",
            ValueType.CODE,
            """référence; n° contrat; n° de contrat; numéro de contrat; réf; contrat; n° marché; numéro de marché; code
            référence contrat; référence du contrat; id; contract number; contract id; numéro; n°; réf marché; marché""",
        ),
        field(
            "title",
            "Objet",
            ValueType.TEXT,
            "objet; intitulé; libellé; objet du contrat; désignation; title; description; objet du marché; subject",
        ),
        EDITOR,
        field(
            "start_date",
            "Début",
            ValueType.DATE,
            "début; date de début; date d'effet; prise d'effet; notification; date de notification; start date; du",
        ),
        field(
            "end_date",
            "Échéance",
            ValueType.DATE,
            "échéance; fin; date de fin; date d'échéance; fin de contrat; terme; expire le; end date; expiry; au",
        ),
        field(
            "notice_months", "Préavis (mois)", ValueType.INTEGER, "préavis; préavis (mois); délai de préavis; notice"
        ),
        field(
            "yearly_amount",
            "Montant annuel",
            ValueType.MONEY,
            "montant annuel; montant; montant ttc; coût annuel; prix; montant annuel ttc; amount; annual amount; coût",
        ),
        choice(
            "data_return_clause",
            "Restitution des données",
            v.Ternary,
            """restitution des données; clause de restitution; réversibilité; clause de réversibilité; récupération des données
            data return; reversibility; restitution""",
        ),
        field(
            "applications", "Applications", ValueType.LIST, "applications; application; logiciel; logiciels couverts"
        ),
    ),
    (("reference", "title"),),
    words("contrat; contrats; marché; marchés; conventions; contracts; maintenance"),
)
