"""The fields of communes, directions, editors, products and contracts."""

from __future__ import annotations

from importers.fields.base import SheetKind, ValueType, choice, field, words
from importers.fields.common import BLOCK, COMMUNE, DESCRIPTION, EDITOR, END_OF_SUPPORT, URL, VERSION
from urbanism import vocabulary as v

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
        field(
            "licence",
            "Licence",
            ValueType.TEXT,
            "licence; type de licence; licence logicielle; license; license type; licensing; mode de licence; modèle de licence",
        ),
        VERSION,
        URL,
        END_OF_SUPPORT,
    ),
    (("name",),),
    words("produit; produits; catalogue; progiciels; socle; référencés; sill; logiciels libres; products; catalog"),
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
