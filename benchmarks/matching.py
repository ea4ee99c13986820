"""Figures of matching: quality of each engine tried, and speed. Run: `python benchmarks/matching.py [--large]`.

Thresholds of the rivals are learnt on the train split; every figure is measured on the valid split, or on unseen seeds.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "2")

import argparse
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "matching")]

from catalogue import verdict  # noqa: E402
from variants import MODULES, SYLLABLES, estate, group_quality  # noqa: E402

from urbanism.matching import Decision, Pair, Record, Zone, deduplicate, match  # noqa: E402
from urbanism.matching.engine import compare_lists  # noqa: E402
from urbanism.matching.learning import quality  # noqa: E402
from urbanism.matching.normalise import words  # noqa: E402
from urbanism.matching.scorer import default_for, own_log_odds, rivalry  # noqa: E402

DATA = ROOT.parent / "shared" / "realdata" / "matching"
Scores = NDArray[np.float64]
T = TypeVar("T")


class Lists(NamedTuple):
    """The records of some pair files, each once, and the labelled pairs of each file (rows of the lists)."""

    left: list[Record]
    right: list[Record]
    files: list[list[tuple[int, int]]]
    labels: list[Scores]


def read(*names: str) -> Lists:
    """The lists that pair files make together."""
    sides: tuple[dict[str, Record], dict[str, Record]] = ({}, {})
    files, labels = [], []
    for name in names:
        lines = [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
        files.append([(_row(sides[0], left), _row(sides[1], right)) for left, right, _ in lines])
        labels.append(np.array([float(label) for *_, label in lines]))
    return Lists(list(sides[0].values()), list(sides[1].values()), files, labels)


def _row(side: dict[str, Record], text: str) -> int:
    if text not in side:
        values = re.split(r"COL (\w+) VAL ?", text)[1:]
        (_, name), *others = zip(values[::2], values[1::2], strict=True)
        side[text] = Record(str(len(side)), name.strip(), {column: value.strip() for column, value in others})
    return int(side[text].key)


def report(engine: str, scores: Scores, same: Scores, seconds: float, strict: NDArray[np.bool_] | None = None) -> None:
    """Print a line of figures."""
    found = quality(scores, same)
    zone = f"{same[strict].mean():6.3f} ({int(strict.sum())})" if strict is not None and strict.any() else "-"
    print(
        f"  {engine:42} P {found.precision:.3f}  R {found.recall:.3f}  F1 {found.f1:.3f}  "
        f"étalonnage {found.calibration_error:.3f}  zone identiques {zone}  {seconds:.1f} s",
        flush=True,
    )


def with_threshold(measure: Callable[[Lists, list[tuple[int, int]]], Scores], train: Lists, valid: Lists) -> Scores:
    """Scores of a plain similarity, shifted so that 0.5 is the threshold of the best F1 on the train split."""
    scores, same = measure(train, train.files[0]), train.labels[0]
    order = np.argsort(-scores)
    hits = np.cumsum(same[order])
    f1 = 2 * hits / (np.arange(1, len(same) + 1) + same.sum())
    threshold = scores[order][int(f1.argmax())]
    return np.clip(measure(valid, valid.files[0]) - threshold + 0.5, 0.0, 1.0)


def tfidf(lists: Lists, pairs: list[tuple[int, int]]) -> Scores:
    """Cosine of plain word TF-IDF."""
    texts = [record.text for record in (*lists.left, *lists.right)]
    vectors = TfidfVectorizer(token_pattern=r"\S+").fit_transform(texts)
    rows = np.array(pairs)
    product = vectors[rows[:, 0]].multiply(vectors[len(lists.left) + rows[:, 1]])
    return np.asarray(product.sum(axis=1)).ravel()


def token_set(lists: Lists, pairs: list[tuple[int, int]]) -> Scores:
    """rapidfuzz's token set ratio on normalised words."""
    left, right = ([" ".join(words(record.text)) for record in side] for side in (lists.left, lists.right))
    return np.array([fuzz.token_set_ratio(left[i], right[j]) / 100 for i, j in pairs])


def ours(lists: Lists, taught: Sequence[Decision] = ()) -> tuple[Scores, NDArray[np.bool_]]:
    """Our engine on the first file of the lists: scores, and which pairs are in the strict zone."""
    asked = [(str(i), str(j)) for i, j in lists.files[0]]
    found = {(pair.left, pair.right): pair for pair in match(lists.left, lists.right, taught, asked=asked).pairs}
    pairs: list[Pair] = [found[pair] for pair in asked]
    return np.array([p.score for p in pairs]), np.array([p.zone is Zone.SAME for p in pairs])


def trees(classifier: object, lists: Lists) -> Scores:
    """A forest of trees on our arguments, taught by the second file of the lists."""
    wanted = sorted({*lists.files[0], *lists.files[1]})
    arguments = compare_lists(lists.left, lists.right, wanted, same_list=False).arguments
    rivals = rivalry(arguments, own_log_odds(arguments, default_for(arguments)))
    table = np.column_stack([arguments.values, rivals])
    row = {pair: position for position, pair in enumerate(map(tuple, arguments.pairs.tolist()))}
    valid, train = ([row[pair] for pair in file] for file in lists.files)
    classifier.fit(table[train], lists.labels[1])  # type: ignore[attr-defined]
    return np.asarray(classifier.predict_proba(table[valid])[:, 1])  # type: ignore[attr-defined]


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """A result and the seconds it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def labelled(name: str) -> None:
    """Every engine on a public set of labelled pairs."""
    train, valid = read(f"{name}_train.txt"), read(f"{name}_valid.txt")
    both = read(f"{name}_valid.txt", f"{name}_train.txt")
    same = valid.labels[0]
    print(f"{name} : valid, {len(same)} paires dont {int(same.sum())} identiques")
    for label, measure in (("TF-IDF mots, seuil appris", tfidf), ("rapidfuzz token_set, seuil appris", token_set)):
        scores, seconds = timed(lambda measure=measure: with_threshold(measure, train, valid))
        report(label, scores, same, seconds)
    (scores, strict), seconds = timed(lambda: ours(valid))
    report("urbanism.matching sans décision", scores, same, seconds, strict)
    taught = [Decision(str(i), str(j), bool(y)) for (i, j), y in zip(both.files[1], both.labels[1], strict=True)]
    (scores, strict), seconds = timed(lambda: ours(both, taught))
    report("urbanism.matching avec les décisions de train", scores, same, seconds, strict)
    for label, classifier in (
        ("nos arguments, gradient boosting", HistGradientBoostingClassifier(max_leaf_nodes=15, random_state=0)),
        ("nos arguments, extra-trees", ExtraTreesClassifier(300, min_samples_leaf=2, n_jobs=2, random_state=0)),
    ):
        scores, seconds = timed(lambda classifier=classifier: trees(classifier, both))
        report(label, scores, same, seconds)


def communes(seeds: Sequence[int]) -> None:
    """Invented estates in which fourteen communes write each product in their own way."""
    print("Parc inventé de quatorze communes (paires proposées)")
    for seed in seeds:
        truth = estate(seed)
        result, seconds = timed(lambda truth=truth: deduplicate(truth.records))
        same = np.array([float(truth.product_of[p.left] == truth.product_of[p.right]) for p in result.pairs])
        strict = np.array([pair.zone is Zone.SAME for pair in result.pairs])
        scores = np.array([pair.score for pair in result.pairs])
        report(f"graine {seed}, {len(truth.records)} lignes", scores, same, seconds, strict)
        precision, recall = group_quality(truth, result)
        print(f"    groupes de la zone identiques : P {precision:.3f}  R {recall:.3f}")


def state_catalogue() -> None:
    """The State's catalogue, 2019 against 2020."""
    judged, seconds = timed(lambda: verdict(DATA.parent / "software_fr"))
    print(
        f"Catalogue de l’État 2019 → 2020 : {len(judged.found)} trouvées sur {len(judged.existed)}, "
        f"{len(judged.wrong)} fausses, {seconds:.1f} s"
    )


def product_lines(count: int, seed: int = 1) -> list[Record]:
    """So many lines of an invented estate, one to five a product."""
    draw = random.Random(seed)

    def name(sizes: Sequence[int]) -> str:
        return "".join(draw.choices(SYLLABLES, k=draw.choice(sizes))).capitalize()

    editors = [name((3,)) for _ in range(count // 40 + 5)]
    records: list[Record] = []
    while len(records) < count:
        module = draw.choice(MODULES)[0] if draw.random() < 0.4 else ""
        product, editor = f"{name((2, 3, 3, 4))} {module}".strip(), draw.choice(editors)
        for _ in range(draw.choice((1, 1, 2, 3, 5))):
            version = f"{product} v{draw.randint(1, 9)}"
            spellings = (product, product.upper(), f"{editor} {product}", version, f"{product} ({editor})")
            columns = {"Éditeur": editor if draw.random() < 0.7 else "", "Commune": f"C{draw.randint(1, 14)}"}
            records.append(Record(str(len(records)), draw.choice(spellings), columns))
    return records[:count]


def speed(counts: Sequence[int]) -> None:
    """Time and memory of finding the repeats of one list."""
    print("Vitesse (doublons d’une liste)")
    for count in counts:
        records = product_lines(count)
        start = time.process_time()
        result, seconds = timed(lambda records=records: deduplicate(records))
        cpu = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(
            f"  {count:7} lignes : {seconds:.1f} s ({cpu:.1f} s de calcul), "
            f"{len(result.pairs)} paires, {memory:.2f} Go au plus",
            flush=True,
        )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", action="store_true", help="also time 120 000 lines")
    arguments = options.parse_args()
    if DATA.is_dir():
        labelled("amazon_google")
        labelled("abt_buy")
        state_catalogue()
    else:
        print("Les paires étiquetées (../shared) ne sont pas à côté de ce dossier : qualité non mesurée.")
    communes(range(201, 206))
    speed((1_000, 10_000, 30_000, *((120_000,) if arguments.large else ())))


if __name__ == "__main__":
    main()
