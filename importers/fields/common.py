"""Fields that sheets of several kinds have."""

from __future__ import annotations

from importers.fields.base import ValueType, choice, field
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

DESCRIPTION = field(
    "description",
    "Description",
    ValueType.TEXT,
    """description; descriptif; libellé long; commentaire descriptif; description de l'application; présentation
    description fonctionnelle; résumé; nom long; désignation; détail; fonctions; fonctionnalités principales
    description of system; system description; summary; details; overview; omschrijving; beschreibung; descripción""",
    weak="libellé; commentaire; commentaires; fonction; objet",
)

URL = field(
    "url",
    "Adresse",
    ValueType.TEXT,
    "url; adresse; adresse web; lien; site; site web; adresse internet; lien d'accès; web address; link; website",
)

PERSONAL_DATA = choice(
    "personal_data",
    "Données personnelles",
    v.Ternary,
    """données personnelles; données à caractère personnel; dcp; rgpd; données perso; contient des données personnelles
    données nominatives; traitement de données personnelles; dcp oui non; données à caractère perso; nominatif
    personal data; pii; contains pii; gdpr; personally identifiable information; privacy""",
)
