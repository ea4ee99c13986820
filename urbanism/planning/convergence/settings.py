"""What the urbanist decides of a plan: its years, its unit costs, its constraints and what it looks for.

Every unit cost is a *hypothesis* of the user, never a fact of the estate; the defaults are orders of magnitude to be
replaced, and every result that rests on them says so. Settings are plain values: they are kept as JSON in a scenario.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, NamedTuple

from urbanism.errors import UrbanismError


class ImpossibleSettings(UrbanismError):
    """Settings that make no sense."""

    code = "reglages_impossibles"


@dataclass(frozen=True)
class UnitCosts:
    """Hypotheses in euros; `*_share` between 0 and 1.

    `upkeep` is the agents' time that any application takes in a year, where its holder states no staff cost.
    `unknown_yearly` stands for a yearly cost that nobody said, to decide only: no sum counts it as known.
    `kept_share` is the part of a yearly cost that goes on being paid once the application has joined a target.
    `same_product_share` is what is left of migration and training when the product stays the same.
    """

    migration: float = 4000
    migration_user: float = 40
    training_user: float = 60
    double_months: float = 3
    upkeep: float = 1400
    unknown_yearly: float = 5000
    kept_share: float = 0.4
    same_product_share: float = 0.5
    pooling: float = 15000
    renewal: float = 10000
    overlay: float = 8000


COST_LABELS: Mapping[str, str] = {
    "migration": "Migration d’une application (€)",
    "migration_user": "Migration, par agent qui l’utilise (€)",
    "training_user": "Formation, par agent qui l’utilise (€)",
    "double_months": "Double fonctionnement (mois)",
    "upkeep": "Temps des agents, par application et par an (€)",
    "unknown_yearly": "Coût annuel supposé là où personne ne l’a dit, pour décider seulement (€)",
    "kept_share": "Part du coût annuel qui reste due sur la cible (de 0 à 1)",
    "same_product_share": "Part de la migration et de la formation quand le produit est le même (de 0 à 1)",
    "pooling": "Ouverture d’une instance communale à d’autres communes (€)",
    "renewal": "Remise en support d’une cible qui ne l’est plus (€)",
    "overlay": "Reprise d’une surcouche métier sur la cible (€)",
}


COST_MEANINGS: Mapping[str, str] = {
    "migration": "Reprise des données et paramétrage, quelle que soit la taille.",
    "migration_user": "S’ajoute à la part fixe, pour chaque agent connu.",
    "training_user": "Une formation, et le temps de l’agent qui la suit.",
    "double_months": "Mois pendant lesquels l’ancienne et la nouvelle tournent ensemble.",
    "upkeep": "Compté là où la collectivité n’a pas dit ses coûts de personnel.",
    "unknown_yearly": "Sert à décider, jamais à compter : aucune somme ne le tient pour connu.",
    "kept_share": "Licences et hébergement que la cible doit reprendre pour ses nouveaux usagers.",
    "same_product_share": "Les écrans sont connus : il reste une part du travail.",
    "pooling": "Nouvelle licence et réglages d’une instance qui ne servait qu’une collectivité.",
    "renewal": "Montée de version, payée une fois à la première arrivée.",
    "overlay": "Pour chaque surcouche que la cible ne porte pas encore.",
}


class Keys(NamedTuple):
    """The part of a shared cost that each sharing key shares out; they are normalised by their sum."""

    inhabitants: float = 0.5
    agents: float = 0.0
    users: float = 0.3
    fixed: float = 0.2


KEY_LABELS: Mapping[str, str] = {
    "inhabitants": "Habitants",
    "agents": "Agents",
    "users": "Usagers du bloc",
    "fixed": "Part fixe",
}


@dataclass(frozen=True)
class Weights:
    """What the plan looks for, in euros: money itself, and what one unit less of the rest is worth beside it.

    `misfit` is what it is worth, for each application that moves, to join a target one whole mark (0 to 1) better. The
    default is that of one overlay to carry over: a target that the criteria put last must really be cheaper.
    `decision` is what it is worth to keep a departure already decided, by its date: far above the money of any move, so
    that only what is impossible leaves one aside.
    """

    money: float = 1
    application: float = 0
    link: float = 0
    risk: float = 0
    misfit: float = 8000
    decision: float = 100_000


WEIGHT_LABELS: Mapping[str, str] = {
    "money": "Un euro",
    "application": "Une application de moins (€)",
    "link": "Un lien de moins (€)",
    "risk": "Un point de risque de moins (€)",
    "misfit": "Une note de cible meilleure d’un point entier, par application (€)",
    "decision": "Un départ déjà décidé, tenu à sa date (€)",
}


OBJECTIVES: Mapping[str, Weights] = {
    "argent": Weights(),
    "applications": Weights(application=100_000),
    "liens": Weights(link=100_000),
    "risque": Weights(risk=100_000),
}
"""Ready-made objectives by name; a weight far above the money of any application puts its unit first."""


PUBLIC_GOAL = 0.6
"""The public target of Bordeaux: six applications in ten gone."""


class Freeze(NamedTuple):
    """Months of a year when nothing moves (elections, school start).

    Twelve months forbid the year; fewer shorten the capacity of that year. None: every commune, every bloc.
    """

    year: int
    months: int = 12
    commune: int | None = None
    block: int | None = None
    reason: str = "gel"


class NewTarget(NamedTuple):
    """A product not yet in place that a bloc could converge to; costs in euros, as its buyer estimates them."""

    block: int
    name: str
    setup: float
    yearly: float


@dataclass(frozen=True)
class Settings:
    """A whole set of choices.

    `first_year` None means next year. Money is counted over `money_years` from the first year. Capacities are moves a
    year, as shares of the applications held, with a floor. `budget` is euros a year for what is paid once, or None.
    `reduction` is the share of applications that must be gone by the end, or None. `criteria` are the weights of the
    targets' criteria that differ from the usual ones; `chosen` names one target a bloc (the application's id, or the
    name of a new product); `kept_out` are blocs that stay as they are. `together` holds pairs of blocs: a holder's
    applications in both move in the same year. `keys` share the costs between communes. `lifted`
    names constraints set aside (see `urbanism.planning.convergence.clash`).
    """

    years: int = 5
    first_year: int | None = None
    money_years: int = 10
    costs: UnitCosts = field(default_factory=UnitCosts)
    weights: Weights = field(default_factory=Weights)
    commune_share: float = 0.25
    commune_floor: int = 6
    dsi_share: float = 0.18
    dsi_floor: int = 20
    budget: float | None = None
    early_exit: bool = True
    unknown_words: bool = True
    forbid_silos: bool = False
    reduction: float | None = None
    candidates: int = 3
    freezes: tuple[Freeze, ...] = ()
    new_targets: tuple[NewTarget, ...] = ()
    criteria: Mapping[str, float] = field(default_factory=dict)
    chosen: Mapping[int, int | str] = field(default_factory=dict)
    together: tuple[tuple[int, int], ...] = ()
    keys: Keys = field(default_factory=Keys)
    kept_out: tuple[int, ...] = ()
    refused: tuple[tuple[int, int, int], ...] = ()
    lifted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Raises `ImpossibleSettings`: a number out of its range."""
        if not 1 <= self.years <= 15 or self.money_years < self.years:
            raise ImpossibleSettings(
                "Un plan va de 1 à 15 ans, et l’argent est compté sur toute sa durée au moins.",
                remedy="Choisissez un autre nombre d’années.",
            )
        numbers = [*asdict(self.costs).values(), *asdict(self.weights).values(), self.budget or 0]
        numbers += [*self.criteria.values(), *self.keys, self.commune_floor, self.dsi_floor]
        numbers += [cost for target in self.new_targets for cost in (target.setup, target.yearly)]
        shares = [self.costs.kept_share, self.costs.same_product_share, self.commune_share, self.dsi_share]
        shares.append(self.reduction or 0)
        if any(not 0 <= value <= 1e9 for value in numbers) or any(not 0 <= share <= 1 for share in shares):
            raise ImpossibleSettings(
                "Un coût ou un budget est négatif ou démesuré, ou une part n’est pas entre 0 et 1.",
                remedy="Corrigez les hypothèses.",
            )

    def lifting(self, keys: frozenset[str]) -> Settings:
        """The same settings with these constraints set aside."""
        return replace(self, lifted=self.lifted | keys)

    def as_json(self) -> dict[str, Any]:
        """Plain values; `from_json` gives the settings back."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {
            **values,
            "costs": asdict(self.costs),
            "weights": asdict(self.weights),
            "freezes": [freeze._asdict() for freeze in self.freezes],
            "new_targets": [target._asdict() for target in self.new_targets],
            "criteria": dict(self.criteria),
            "chosen": {str(block): target for block, target in self.chosen.items()},
            "together": [list(pair) for pair in self.together],
            "keys": self.keys._asdict(),
            "kept_out": list(self.kept_out),
            "refused": [list(word) for word in self.refused],
            "lifted": sorted(self.lifted),
        }


def from_json(values: Mapping[str, Any]) -> Settings:
    """Settings from plain values; what is not said keeps its default, what is not known is left out.

    Raises:
        ImpossibleSettings: a value of the wrong kind.
    """
    known = {item.name for item in fields(Settings)}
    given = {name: value for name, value in values.items() if name in known}
    try:
        readers: dict[str, Callable[[Any], Any]] = {
            "costs": lambda value: UnitCosts(**value),
            "weights": lambda value: Weights(**value),
            "freezes": lambda value: tuple(Freeze(**freeze) for freeze in value),
            "new_targets": lambda value: tuple(NewTarget(**target) for target in value),
            "criteria": lambda value: {str(name): float(weight) for name, weight in value.items()},
            "chosen": lambda value: {int(b): t if isinstance(t, str) else int(t) for b, t in value.items()},
            "together": lambda value: tuple((int(left), int(right)) for left, right in value),
            "keys": lambda value: Keys(**value),
            "kept_out": tuple,
            "refused": lambda value: tuple((int(c), int(b), int(y)) for c, b, y in value),
            "lifted": frozenset,
        }
        return Settings(**{name: readers.get(name, _same)(value) for name, value in given.items()})
    except (TypeError, ValueError, AttributeError) as error:
        raise ImpossibleSettings(
            "Ces réglages ne se lisent pas.", remedy="Refaites-les depuis la page de convergence."
        ) from error


def _same(value: Any) -> Any:
    return value
