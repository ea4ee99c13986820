"""`urbanism analyse`: hold the estate against the rules, and give its indicators."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json
from urbanism.errors import UrbanismError
from urbanism.french import count, number
from urbanism.vocabulary import Severity

if TYPE_CHECKING:
    from urbanism.analyses.indicators import Indicator
    from urbanism.graph.subjects import Subject
    from urbanism.nomenclature import Nomenclature
    from urbanism.rules import Family, Finding, RuleResult
    from urbanism.snapshot import Snapshot

SHOWN = 5
"""Families of findings told for each rule; --json tells every finding."""


class UnknownCode(UrbanismError):
    """A code that is neither a rule's nor an indicator's."""

    code = "code_inconnu"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(commands, "analyse", "Confronter le patrimoine aux règles, et donner ses indicateurs.")
    parser.add_argument("--only", metavar="CODE,…", help="seulement ces règles et ces indicateurs (R17,I05)")
    parser.add_argument(
        "--fail-on",
        choices=[severity.value for severity in Severity],
        metavar="|".join(Severity),
        help="répondre 1 s’il y a un constat de cette gravité ou d’une plus haute",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the rules and compute the indicators; 1 when a finding reaches --fail-on."""
    from urbanism.nomenclature import load_nomenclature
    from urbanism.rules import findings
    from urbanism.store import load_snapshot, open_estate

    nomenclature = load_nomenclature()
    only = _asked(options.only)
    results, figures = _answers(load_snapshot(open_estate(options.database)), nomenclature, only)
    found = findings(results)
    if options.json:
        print_json(_document(results, found, figures))
    else:
        _describe(results, found, figures)
    return int(bool(options.fail_on) and any(_reaches(finding, Severity(options.fail_on)) for finding in found))


def _asked(text: str | None) -> frozenset[str]:
    """The codes asked for (all of them by default). Raises `UnknownCode`."""
    from urbanism.analyses.indicators import FORMULAS
    from urbanism.rules import RULES

    known = RULES.keys() | FORMULAS.keys()
    if text is None:
        return frozenset(known)
    asked = frozenset(code.strip().upper() for code in text.split(",") if code.strip())
    strangers = ", ".join(sorted(asked - known))
    if strangers or not asked:
        raise UnknownCode(
            f"code inconnu : {strangers}." if strangers else "aucun code n’est donné.",
            where="--only",
            remedy="Donnez des codes de règles (R01 à R36) ou d’indicateurs (I01 à I20), séparés par des virgules.",
        )
    return asked


def _answers(
    snapshot: Snapshot, nomenclature: Nomenclature, only: Collection[str]
) -> tuple[Sequence[RuleResult], Sequence[Indicator]]:
    """What the asked rules and indicators answer; indicators for the whole and by commune."""
    from urbanism.analyses.indicators import FORMULAS, indicators
    from urbanism.governance.assessments import thresholds_of
    from urbanism.graph import EstateGraph
    from urbanism.rules import check_rules

    graph = EstateGraph(snapshot)
    rule_titles = {rule.code: rule.title for rule in nomenclature.rules}
    results = check_rules(graph, rule_titles, thresholds_of(snapshot.assessments), only)
    if not FORMULAS.keys() & only:
        return results, ()
    titles = {indicator.code: indicator.title for indicator in nomenclature.indicators}
    figures = indicators(graph, titles, ("ensemble", "commune"))
    return results, [figure for figure in figures if figure.code in only]


def _document(results: Sequence[RuleResult], found: Sequence[Finding], figures: Sequence[Indicator]) -> dict[str, Any]:
    from urbanism.rules import Assessed, NotAssessable

    told: dict[str, dict[str, Any]] = {}
    for figure in figures:
        line = figure.as_json()
        code, place = line.pop("code"), line.pop("of")
        if line.pop("scope") == "ensemble":
            told[code] = {**line, "communes": {}}
        else:
            line.pop("title")
            told[code]["communes"][place] = line
    assessed = [result for result in results if isinstance(result, Assessed)]
    return {
        "findings": [finding.as_json() for finding in found],
        "indicators": told,
        "not_assessable": [
            {"code": result.code, "title": result.title, "reason": result.reason}
            for result in results
            if isinstance(result, NotAssessable)
        ],
        "assessed": [
            {
                "code": result.code,
                "title": result.title,
                "findings": len(result.findings),
                "assessed": result.coverage.assessed,
                "total": result.coverage.total,
                "things": result.coverage.things,
                "note": result.note,
            }
            for result in assessed
        ],
        "waived": [
            {**waived.finding.as_json(), "reason": waived.reason, "until": waived.until}
            for result in assessed
            for waived in result.waived
        ],
    }


def _reaches(finding: Finding, least: Severity) -> bool:
    order = list(Severity)
    return order.index(finding.severity) >= order.index(least)


def _describe(results: Sequence[RuleResult], found: Sequence[Finding], figures: Sequence[Indicator]) -> None:
    from urbanism.rules import Assessed, families

    for result in results:
        if not isinstance(result, Assessed):
            print(f"{result.code} {result.title}\n  non évaluable : {result.reason}")
            continue
        state = count(len(result.findings), "constat") if result.findings else "tenue"
        waived = f", {count(len(result.waived), 'dérogation')}" if result.waived else ""
        print(f"{result.code} {result.title}\n  {state}{waived} (examinés : {result.coverage})")
        lines = families(result.findings)
        for family in lines[:SHOWN]:
            print(_line(family))
        if more := sum(map(len, lines[SHOWN:])):
            print(f"  … et {count(more, 'autre constat', 'autres constats')} (tous dans --json).")
    for figure in figures:
        if figure.part_kind == "ensemble":
            print(_sentence(figure))
    counts = Counter(finding.severity for finding in found)
    told = ", ".join(f"{number(counts[level])} {level}" for level in reversed(Severity) if counts[level])
    print(f"{count(len(found), 'constat')}{f' : {told}' if told else ''}.")


def _line(family: Family) -> str:
    """What a family of findings says, and of what: all the subjects of one finding, else the first of each."""
    first, number_of = family[0], f"{count(len(family), 'constat')} : " if len(family) > 1 else ""
    named = first.subjects if len(family) == 1 else [finding.subjects[0] for finding in family]
    names = ", ".join(map(_told, named[:SHOWN]))
    more = f" et {number(len(named) - SHOWN)} de plus" if len(named) > SHOWN else ""
    return f"  – {first.severity} : {number_of}{names}{more} : {first.evidence}"


def _told(subject: Subject) -> str:
    """« SIG (Valombreuil) »; a commune goes by its name."""
    return f"{subject.label} ({subject.commune})" if subject.commune not in ("", subject.label) else subject.label


def _sentence(indicator: Indicator) -> str:
    from urbanism.analyses.indicators import NoFigure
    from urbanism.analyses.indicators.wording import amount_in_words, terms_in_words

    figure = indicator.figure
    if isinstance(figure, NoFigure):
        return f"{indicator.code} {indicator.title} : non évaluable. {figure.reason}"
    value, terms = amount_in_words(indicator.code, figure.value), terms_in_words(indicator.code, figure)
    examined = f"examinés : {number(figure.assessed)} sur {number(figure.total)}"
    return f"{indicator.code} {indicator.title} : {value} ({f'{terms} ; ' if terms else ''}{examined})"
