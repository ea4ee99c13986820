"""Words whose part in a referential's name is known beforehand, French and English, stemmed as `words.stem` does.

They are no list of the objects of any estate: containers hold data without saying of what, technical words make
columns, and the families are the synonyms that any organisation uses for what it keeps data about.
"""

from __future__ import annotations

CONTAINERS = """
base bases bdd fichier référentiel liste inventaire registre annuaire suivi dossier fiche recueil répertoire catalogue
carnet carte relevé table donnée référence patrimoine parc fond plan journal index couche layer système gestion
application outil fonds entrepôt stock état ensemble jeu dictionnaire nomenclature modèle tableau atlas cartographie
sig gis module objet entité point informations info
database file list registry register inventory record master dataset data reference repository directory catalog
catalogue log store system management information details object entity domain core
"""
"""Words that name what holds the data."""

TELLING_ASIDE = "patrimoine parc fonds plan gestion stock entrepôt management journal"
"""Containers that do tell something when they qualify a name: « bâtiments (patrimoine) »."""

SHARED = """
communal communaux municipal municipaux métropolitain métropole commune ville général global local central principal
commun unique officiel nouveau ancien copie test sauvegarde historique actuel courant consolidé version
old new copy backup main common general global current official corporate global enterprise
nord sud est ouest centre
"""
"""Words that place or date a base without changing what it is about."""

FUNCTION_WORDS = """
that where which who whom whose when this these those under over following its their has have had are been being may can
must such other any each all not per via used using into between
qui que dont est sont cette ces leur leurs tout toute tous toutes avoir être fait faire autre autres chaque selon entre
comme sous lors afin ainsi peut peuvent doit doivent plus même
de het een van voor met aan uit door die dat wie wat waarin waarvan waaraan waaruit kan kunnen heeft hebben wordt worden
zijn niet ook als bij naar over tot deze dit der haar hun iemand iets andere
der die das den dem des ein eine einer eines und oder mit von für auf aus bei durch wird werden ist sind hat haben kann
nicht auch als nach zum zur dieser diese dieses
el los las una uno del que con por para como sus este esta estos estas ser son puede
il lo gli dei delle della degli che con per come suo sua sono questo questa può
"""
"""Words of any description, in French, English, Dutch, German, Spanish and Italian."""

NEGATIONS = "non not hors niet nicht ohne zonder senza without"
"""Words that make of a name its contrary: « personnes physiques » and « personnes non physiques » are two."""

OPPOSITES = (
    "primaire primary primair|secondaire secondary secundair",
    "interne internal intern|externe external extern",
    "entrant incoming inbound|sortant outgoing outbound",
    "public publique|privé private",
    "individuel individual|collectif collective",
    "physique natural|moral legal",
    "prévu planned forecast|réalisé actual",
)
"""Each line: words that mark two things as opposed, in the same place of their names."""

IDENTIFIERS = """
siret siren rna rivoli fantoir insee ine nir uai finess rnb rpps nic matricule immatriculation iban isbn
cadastre bsn kvk vin nino ssn ean gtin doi orcid
"""
"""Identifiers that stand for the same thing in every base that bears them."""

TECHNICAL = """
id identifiant code clé key num numero number no n nom name libellé label désignation dénomination description titre
type catégorie category date début fin start end état statut status x y geom géométrie geometry shape created updated
modified commentaire comment remarque note objet valeur value uuid guid ref référence rang ordre version
"""
"""Words that any table has in its columns."""

FAMILIES = (
    "client|customer|acheteur|buyer|consumer|consommateur",
    "fournisseur|supplier|vendor|prestataire|provider",
    "tiers|third party|partenaire|partner|business partner",
    "agent|employé|employee|staff|salarié|personnel|collaborateur|worker|workforce",
    "usager|citizen|resident|habitant|administré|citoyen|inhabitant",
    "famille|foyer|household|ménage",
    "bâtiment|building|bâti|immeuble|édifice",
    "voie|rue|road|street|tronçon|filaire|axe de voirie|highway|carriageway",
    "adresse|address|point adresse",
    "parcelle|parcel|unité foncière|land parcel|terrain|plot",
    "véhicule|vehicle|automobile",
    "contrat|contract|agreement|convention",
    "facture|invoice|bill",
    "paiement|payment|règlement|versement",
    "commande|purchase order",
    "article|product|produit|item|goods",
    "organisation|organization|organisme",
    "département|department|direction",
    "équipement|facility|équipement public",
    "immobilisation|fixed asset|asset|actif",
    "patient|malade",
    "élève|pupil|student|étudiant|écolier",
    "école|school|établissement scolaire",
    "logement|dwelling|housing unit|habitation",
    "plainte|complaint|réclamation|doléance",
    "incident|ticket|panne",
    "demande|request|requête",
    "permis|permit|autorisation",
    "arbre|tree",
    "lampadaire|street light|point lumineux|luminaire|candélabre",
    "association|club",
    "entreprise|company|société|firm|enterprise",
    "compte|account",
    "élu|councillor|conseiller municipal",
    "réunion|meeting|séance",
    "courrier|correspondance",
    "budget|enveloppe budgétaire",
    "tarif|tariff|prix|price|rate",
    "subvention|grant",
    "marché|procurement|tender|appel d'offres",
    "déchet|waste|ordure",
    "décès|death",
    "naissance|birth",
    "mariage|marriage",
    "formation|training",
    "stationnement|parking",
    "assuré|policyholder|preneur d'assurance|insured",
    "sinistre|claim|damage",
)
"""Each line: words and turns of phrase that people use for one and the same thing."""

ALIAS_MARKS = (
    r"synonymes?\s*:?",
    r"(?:aussi|également|encore|parfois) (?:appel[ée]e?s?|nomm[ée]e?s?|dite?s?|connue?s? sous le nom d[e'’])",
    r"(?:dite?s?|ou) aussi",
    r"autre(?:s)? noms? ?:?",
    r"alias",
    r"a\.?k\.?a\.?",
    r"also (?:known as|called|named|referred to as)",
    r"synonyms? (?:of|for|:)",
    r"ook (?:wel|bekend als)",
    r"auch (?:genannt|bekannt als)",
)
"""Turns of phrase after which a description gives another name of the thing."""
