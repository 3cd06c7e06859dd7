"""The claims that a scheme's own headline makes, by the rules of `headline.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from demerit.findings.catalogue import in_headline
from demerit.findings.finding import Finding
from demerit.findings.wording import is_finite
from demerit.formats.compose import shipped
from demerit.schemes.model import Scheme
from demerit.study.benefit import claimed_conduct
from demerit.study.turning import HEADLINE
from demerit.study.turning.claims import Claim, read_claim


def claims_of(
    texts: Sequence[str], runs: Mapping[str, Mapping[str, Finding]], schemes: Sequence[Scheme]
) -> list[Claim]:
    """The claims of some texts, each once, 'headline' (or no text at all) standing for the headline's own.

    Raises:
        WrongUse: a claim cannot be read, or names what is not there.
    """
    named = tuple(runs)
    claims: list[Claim] = []
    for text in dict.fromkeys(texts or (HEADLINE,)):
        own = text.strip() == HEADLINE
        claims += own_claims(runs, schemes) if own else [read_claim(text, named).checked(runs)]
    return [*{claim.text: claim for claim in claims}.values()]


def own_claims(runs: Mapping[str, Mapping[str, Finding]], schemes: Sequence[Scheme]) -> list[Claim]:
    """What the headline says, as claims; `runs`: findings by the letter of their scheme, as `schemes` stand.

    Of one scheme, that each number is at least a part of what it says, and that its directions stand. Of
    several, that the one with less of something has less.
    """
    (first, findings), *others = runs.items()
    texts: list[str] = []
    for name in _numbers(findings):
        value = float(findings[name].value)
        if not others:
            texts.append(f"{name} >= {rules()['at_least'] * value:.2g}")
        for letter, other in others:
            if name in other and is_finite(other[name].value) and other[name].value != value:
                sign = "<" if value < other[name].value else ">"
                texts.append(f"{first}.{name} {sign} {letter}.{name}")
    texts += [] if others else _directions(findings, schemes[0])
    return [read_claim(text, tuple(runs)) for text in texts]


def _numbers(findings: Mapping[str, Finding]) -> Iterator[str]:
    """The findings of the headline that say something: numbers above 0."""
    for question in in_headline():
        for name, finding in findings.items():
            if question.key_of(name) is not None and is_finite(finding.value) and finding.value:
                yield name


def _directions(findings: Mapping[str, Finding], scheme: Scheme) -> Iterator[str]:
    """'conduct.acts_change.drunk-driving < 0', where the interval of chance leaves 0 out."""
    gap, benefit = rules()["worst_group"], rules()["benefit"]
    conduct = claimed_conduct(scheme)
    asked = [(gap["finding"], gap["from"])]
    asked += [] if conduct is None else [(f"{benefit['finding']}.{conduct.id}", benefit["from"])]
    for name, turn in asked:
        finding = findings.get(name)
        if finding is None or finding.low is None or finding.high is None:
            continue
        if finding.low > turn:
            yield f"{name} > {turn}"
        elif finding.high < turn:
            yield f"{name} < {turn}"


@cache
def rules() -> dict[str, Any]:
    """What a headline claims, as the package's file has it."""
    return shipped("demerit.study.turning", "headline.yaml")
