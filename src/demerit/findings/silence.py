"""What people no longer say, what they put on for the reward, and what conduct changes for real."""

from __future__ import annotations

from collections.abc import Collection

from demerit.findings.coded import Coded
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import Range, Statistic, Sums, abreast, ratio
from demerit.findings.needs import BASELINE, EXPRESSIVE, REWARDED
from demerit.findings.possible import can_touch
from demerit.findings.registry import Declared, Keys, question
from demerit.findings.wording import EXPRESSIVE_ACTS, Section, Words, alike, be

UNSAID = ("expression", "belief")  # their change is silence, not conduct


@question(
    "silence.withheld_share",
    unit="share of expressive acts",
    definition="Posts, prayers, protests and the like that life would have had and the scheme took, "
    "over those done and those withheld, in the same world.",
    direction="harm",
    words=Words(
        label="Withheld speech, belief and protest",
        what=be("withheld"),
        of=100,
        whom=EXPRESSIVE_ACTS,
        headline=70,
        those="Withheld posts, prayers and protests",
        bears_on=(
            "unjustified-or-disproportionate",
            "special-categories",
            "touches-belief",
            "touches-expression",
            "touches-assembly",
            "touches-assembly-or-association",
        ),
        section="Speech and belief",
    ),
    needs=(EXPRESSIVE,),
    nothing="nobody would have said anything of the kind",
    gap=True,
)
def withheld_share(run: Coded) -> Sums:
    """How much is left unsaid."""
    withheld, acts = (run.tally(column, run.expressive) for column in ("withheld", "acts"))
    return Sums(sums=abreast(withheld, acts + withheld), among=True)


@question(
    "silence.net",
    unit="share of expressive acts",
    definition="1 minus expressive acts under the scheme over those without it; "
    "below 0 where the scheme brings more.",
    direction="harm",
    words=Words(
        label="The change against the society without the scheme",
        what=("is gone, against no scheme", "are gone, against no scheme"),
        of=100,
        whom=EXPRESSIVE_ACTS,
        bears_on=("touches-expression",),
        section="Speech and belief",
    ),
    needs=(EXPRESSIVE, BASELINE),
    nothing="nobody said anything of the kind without the scheme",
)
def net(run: Coded) -> Sums:
    """How much less is said than without the scheme."""
    return change_of(run, run.expressive, lambda s: 1 - s[..., 0] / s[..., 1], within=(None, 1.0))


@question(
    "performed.share",
    unit="share of rewarded acts",
    definition="Rewarded acts done only because of the reward, over all rewarded acts.",
    direction="neutral",
    words=Words(
        label="Acts done only for the reward",
        what=be("done only because of the reward"),
        of=100,
        whom=("rewarded act", "rewarded acts"),
        section="Claimed benefits",
    ),
    needs=(REWARDED,),
    nothing="nobody did any rewarded act",
)
def performed(run: Coded) -> Sums:
    """How much of the good is put on."""
    return Sums(sums=abreast(*(run.tally(name, run.rewarded) for name in ("performed", "acts"))), among=True)


def _families(run: Coded) -> list[str]:
    """The families of conducts whose change is conduct."""
    return list(dict.fromkeys(c.family for c in run.conducts if c.family not in UNSAID))


def against_none(label: str, what: str, section: Section) -> Words:
    """What becomes of a hundred acts without a scheme."""
    whom = alike("without a scheme")
    return Words(label=label, what=alike(what), of=100, whom=whom, change=True, section=section)


def _changing(name: str, acts: str, done: str, keys: Keys) -> Declared:
    """How far the scheme changes some acts: what they are of, and what nobody may have done."""
    return question(
        name,
        unit="share of the acts without the scheme",
        definition=f"Acts of {acts} under the scheme over those without it, minus 1.",
        direction="neutral",
        words=against_none(f"Acts of {acts}", f"acts of {acts}", "Claimed benefits"),
        needs=(BASELINE,),
        nothing=f"nobody did {done} without the scheme",
        keys=keys,
    )


@_changing("conduct.change.<family>", "the family <family>", "anything of the family <family>", _families)
def change(run: Coded) -> dict[str, Sums]:
    """What the scheme does to conduct, a family of conducts at a time."""
    return {f: change_of(run, [c.id for c in run.conducts if c.family == f]) for f in _families(run)}


def _plain(run: Coded) -> list[str]:
    """The conducts whose change is conduct."""
    return [c.id for c in run.conducts if c.family not in UNSAID and c.id not in run.expressive]


@_changing("conduct.acts_change.<conduct>", "<conduct>", "<conduct>", _plain)
def acts_change(run: Coded) -> dict[str, Sums]:
    """What the scheme does to each conduct that is not expressive."""
    return {conduct: change_of(run, [conduct]) for conduct in _plain(run)}


def grown(sums: FloatArray) -> FloatArray:
    """First over second, minus 1."""
    return ratio(sums) - 1


def change_of(
    run: Coded, ids: Collection[str], statistic: Statistic = grown, within: Range = (-1.0, None)
) -> Sums:
    """Acts with and without the scheme, and how the first differ; the events are the acts without it."""
    sums = abreast(run.tally("acts", ids), run.tally("acts", ids, baseline=True))
    fixed = None if can_touch(run) else 0.0
    return Sums(sums=sums, statistic=statistic, law="change", within=within, among=True, fixed=fixed)
