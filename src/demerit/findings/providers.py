"""Several firms that score the same people: how far they disagree."""

from __future__ import annotations

import numpy as np
import polars as pl

from demerit.findings.coded import Coded, once
from demerit.findings.columns import codes
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import POSITIVE, Sums, abreast
from demerit.findings.needs import PERSONS, PROVIDERS, PROVIDERS_TABLE
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike, be


@once
def _by_provider(run: Coded) -> tuple[FloatArray, FloatArray]:
    """Each person's score and band with whoever scores on the last day: float64[persons, P] twice."""
    scoring = run.scheme.providers_on(run.evidence.days - 1)
    now = run.kept("providers").filter(pl.col("provider") < scoring)
    read = now.select("subject", "provider", "score", "band").collect()
    person, provider = run.person_of(read["subject"]), read["provider"].to_numpy()
    mine = person >= 0
    shape = (run.persons, scoring)
    score, band = np.zeros(shape), np.zeros(shape)
    score[person[mine], provider[mine]] = read["score"].to_numpy()[mine]
    band[person[mine], provider[mine]] = codes(read["band"].cast(pl.String), run.bands)[mine]
    return score, band


@question(
    "providers.spread",
    unit="points",
    definition="How far providers' scores of one person lie apart on the last day: mean standard deviation.",
    direction="neutral",
    words=Words(
        label="How far providers disagree",
        what=alike("points that providers' scores of one person lie apart"),
    ),
    needs=(PERSONS, PROVIDERS, PROVIDERS_TABLE),
)
def spread(run: Coded) -> Sums:
    """Whether the firms mean the same by a score."""
    score, _ = _by_provider(run)
    return Sums(sums=abreast(run.summed(score.std(axis=1)), run.heads), law="mean", within=POSITIVE)


@question(
    "providers.split_share",
    unit="share of persons",
    definition="Share of persons whom providers put into different bands on the last day.",
    direction="neutral",
    words=Words(
        label="How far providers disagree",
        what=be("in one band with some providers and in another with others", "is"),
        of=1_000,
    ),
    needs=(PERSONS, PROVIDERS, PROVIDERS_TABLE),
)
def split(run: Coded) -> Sums:
    """Whether it matters whom one asks."""
    _, band = _by_provider(run)
    return Sums(sums=abreast(run.summed(band.min(axis=1) != band.max(axis=1)), run.heads))


@question(
    "providers.worst_band_share",
    unit="share of persons",
    definition="Share of persons whom every provider puts into its lowest band on the last day: "
    "with providers that share no luck, far fewer than any one of them puts there.",
    direction="harm",
    words=Words(
        label="Lowest band at every provider", what=be("in the lowest band of every provider", "is"), of=1_000
    ),
    needs=(PERSONS, PROVIDERS, PROVIDERS_TABLE),
)
def worst_with_all(run: Coded) -> Sums:
    """Who has nowhere to go."""
    _, band = _by_provider(run)
    return Sums(sums=abreast(run.summed(band.max(axis=1) == 0), run.heads))
