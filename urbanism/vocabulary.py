"""The enumerations of the field.

Every member's value is the French word that people read in the pages, the exports and the database.
"inconnu" is a value of its own: it means nobody said, never "no".
"""

from __future__ import annotations

from enum import StrEnum


class Ternary(StrEnum):
    """A yes/no question that may have no answer yet."""

    YES = "oui"
    NO = "non"
    UNKNOWN = "inconnu"


class HolderKind(StrEnum):
    """What kind of body holds a part of the estate."""

    COMMUNE = "commune"
    METROPOLE = "métropole"
    SYNDICATE = "syndicat"
    DELEGATE = "délégataire"
    OTHER = "autre organisme"


class BlockClass(StrEnum):
    """The three bands of the commune maps (Jeannot & Maghin 2019)."""

    EXTERNAL = "interface externe"
    VALUE = "producteur de valeur"
    SUPPORT = "support"
    UNKNOWN = "inconnu"


class LifecycleStatus(StrEnum):
    """Where an application stands in its life."""

    PROJECT = "projet"
    TRIAL = "expérimentation"
    IN_USE = "en service"
    LEAVING = "en sortie"
    STOPPED = "arrêtée"
    UNKNOWN = "inconnu"


class Hosting(StrEnum):
    """Where an application runs."""

    LOCAL = "interne"
    METROPOLE = "métropole"
    PROVIDER = "hébergeur"
    SAAS = "SaaS"
    UNKNOWN = "inconnu"


class DataHolder(StrEnum):
    """Who holds the data of an application (DataCités 2: know who can take them back)."""

    IN_HOUSE = "régie"
    DELEGATE = "délégataire"
    EDITOR = "éditeur"
    OPERATOR = "opérateur"
    UNKNOWN = "inconnu"


class Criticality(StrEnum):
    """How much the service suffers when the application stops."""

    LOW = "faible"
    MEDIUM = "moyenne"
    HIGH = "forte"
    VITAL = "vitale"
    UNKNOWN = "inconnu"


class InstanceKind(StrEnum):
    """Whether an instance serves several communes or one."""

    POOLED = "mutualisée"
    COMMUNAL = "communale"
    UNKNOWN = "inconnu"


class BlockBasis(StrEnum):
    """What an application's block rests on: its holder's word, a proposal of the software, a person's confirmation."""

    STATED = "déclaré"
    PROPOSED = "proposé"
    CONFIRMED = "confirmé"
    UNKNOWN = "inconnu"


class InterfaceMeans(StrEnum):
    """How data go from one application to another."""

    API = "API"
    FILE = "fichier"
    SCRIPT = "moulinette"
    DATABASE_LINK = "lien de base"
    MANUAL = "ressaisie"
    HUB = "pot commun"
    UNKNOWN = "inconnu"


class Rhythm(StrEnum):
    """How often an interface carries data."""

    REAL_TIME = "temps réel"
    HOURLY = "horaire"
    DAILY = "quotidien"
    WEEKLY = "hebdomadaire"
    MONTHLY = "mensuel"
    YEARLY = "annuel"
    ON_DEMAND = "à la demande"
    UNKNOWN = "inconnu"


class InterfaceState(StrEnum):
    """Whether an interface runs."""

    PLANNED = "prévue"
    ACTIVE = "active"
    STOPPED = "arrêtée"
    UNKNOWN = "inconnu"


class Consent(StrEnum):
    """How the persons concerned agreed to an exchange of their data."""

    EXPLICIT = "explicite"
    TACIT = "tacite"
    NONE = "aucun"
    UNKNOWN = "inconnu"


class DataRole(StrEnum):
    """What an application is for a data object, within its scope."""

    MASTER = "maître"
    CONTRIBUTOR = "contributeur"
    COPY = "copie"
    READER = "lecteur"
    UNKNOWN = "inconnu"


class DataEntry(StrEnum):
    """How a datum reaches an application."""

    TYPED = "saisie"
    RECEIVED = "reçue"
    UNKNOWN = "inconnu"


class ReferentialPattern(StrEnum):
    """The five patterns of a référentiel (Cadre commun d'architecture des référentiels de données)."""

    CENTRALISED = "centralisé"
    CONSOLIDATION = "consolidation"
    COOPERATION = "coopération"
    SLAVE = "esclave"
    HUB = "hub"
    UNKNOWN = "inconnu"


class MasterLevel(StrEnum):
    """Who is the master of a reference object: the nation (Sirene, REU) or the commune (BAL → BAN); rule R19."""

    NATIONAL = "nationale"
    COMMUNAL = "communale"
    UNKNOWN = "inconnu"


class AuthorityRating(StrEnum):
    """What a rule says of a source of data for a scope."""

    REFERENCE = "référence"
    DISCOURAGED = "déconseillée"
    NO_OPINION = "sans avis"


class PoolingStance(StrEnum):
    """A commune's word on a block for a year: given (it binds), or a stated hypothesis."""

    GIVEN = "donnée"
    ACQUIRED = "acquise"
    PROBABLE = "probable"
    REFUSED = "refusée"
    UNKNOWN = "inconnu"


class Opinion(StrEnum):
    """The opinion that closes an architecture diagnostic."""

    FAVOURABLE = "favorable"
    WITH_RESERVES = "favorable avec réserves"
    UNFAVOURABLE = "défavorable"
    NOT_NEEDED = "sans objet"
    PENDING = "en attente"


class ProjectStatus(StrEnum):
    """Where a project stands."""

    DRAFT = "brouillon"
    SUBMITTED = "soumis"
    STARTED = "engagé"
    DELIVERED = "en service"
    DROPPED = "abandonné"
    UNKNOWN = "inconnu"


class IdentityVerdict(StrEnum):
    """A person's decision on a proposed pair."""

    SAME = "identiques"
    DIFFERENT = "différents"


class ReviewVerdict(StrEnum):
    """What a commune says of an object when it reviews its map."""

    CONFIRMED = "confirmé"
    CORRECTED = "corrigé"
    GONE = "n’existe plus"


class ProposalStatus(StrEnum):
    """What became of a proposal."""

    PENDING = "en attente"
    ACCEPTED = "acceptée"
    REFUSED = "refusée"
    WITHDRAWN = "retirée"


class Severity(StrEnum):
    """How serious a finding is, mildest first."""

    INFO = "info"
    ATTENTION = "attention"
    ALERT = "alerte"
    GRAVE = "grave"


class Confidence(StrEnum):
    """How far a shipped fact may be trusted."""

    HIGH = "haute"
    MEDIUM = "moyenne"
    LOW = "faible"
    UNKNOWN = "inconnu"


class Operation(StrEnum):
    """What a change does to an object."""

    CREATE = "création"
    UPDATE = "modification"
    DELETE = "suppression"


class Origin(StrEnum):
    """What a change of the estate comes from."""

    NOMENCLATURE = "nomenclature"
    IMPORT = "import"
    EDIT = "saisie"
    DECISION = "décision"
    PROJECT = "projet"
    UNDO = "annulation"


class Role(StrEnum):
    """Who asks: what a person is to the estate."""

    LOCAL = "utilisateur local"
    URBANIST = "urbaniste"
    DSI = "DSI"
    DPO = "DPO"
    COMMUNE = "commune"
    GUEST = "invité"


class Duty(StrEnum):
    """What a person does for a commune they belong to."""

    ELECTED = "élu"
    READER = "lecteur"
    REFERENT = "référent métier"
    CORRESPONDENT = "correspondant"
    VALIDATOR = "valideur"


class Act(StrEnum):
    """What an entry of the audit log tells."""

    SIGN_IN = "connexion"
    SIGN_IN_REFUSED = "connexion refusée"
    SIGN_OUT = "déconnexion"
    VISIT = "consultation"
    EXPORT = "export"
    CHANGE = "modification"
    CHANGE_REFUSED = "modification refusée"
    ACCOUNT = "compte"
    PURGE = "purge"
