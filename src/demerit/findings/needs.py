"""What a finding needs of a run, each with the words for a run that lacks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from demerit.findings.possible import job_losses
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.schemes.treatments import DELAYING, INVESTIGATING, PREFERRING, SHOWING

if TYPE_CHECKING:
    from demerit.findings.coded import Coded

FEWEST_PROVIDERS: Final = 2  # that can disagree


@dataclass(frozen=True, kw_only=True)
class Lack:
    """`lacking` tells whether a run lacks it; `reason` completes "not measurable here, because …"."""

    reason: str
    lacking: Callable[[Coded], bool]


LEDGER: Final = Lack(reason="this run kept no ledger", lacking=lambda run: run.evidence.ledger is None)
LEDGER_OF_SEVERAL: Final = Lack(
    reason="this run kept no ledger",
    lacking=lambda run: run.scheme.providers.count > 1 and run.evidence.ledger is None,
)
REFUSALS: Final = Lack(reason="this run kept no ledger", lacking=lambda run: run.evidence.needs is None)
REFUSALS_OF_SEVERAL: Final = Lack(
    reason="this run kept no ledger",
    lacking=lambda run: run.scheme.providers.count > 1 and run.evidence.needs is None,
)
BASELINE: Final = Lack(reason="no baseline was simulated", lacking=lambda run: run.evidence.baseline is None)
COUNTERPARTS: Final = Lack(
    reason="no baseline was simulated", lacking=lambda run: run.evidence.counterparts is None
)
PERSONS: Final = Lack(reason="nobody lives in this society", lacking=lambda run: run.persons == 0)
YEAR: Final = Lack(reason="the run is shorter than a year", lacking=lambda run: run.evidence.days < YEAR_DAYS)
APPEALS: Final = Lack(
    reason="the scheme has no way to appeal",
    lacking=lambda run: run.scheme.redress is None or run.scheme.redress.appeal is None,
)
FRIENDS: Final = Lack(
    reason="this run counted no friends", lacking=lambda run: not run.has_column("friends_at_start")
)
TIES: Final = Lack(reason="this run kept no table of ties", lacking=lambda run: run.evidence.ties is None)
EXPRESSIVE: Final = Lack(
    reason="the scheme counts no act of speech, belief, protest or association",
    lacking=lambda run: not run.expressive,
)
REWARDED: Final = Lack(reason="the scheme rewards no act", lacking=lambda run: not run.rewarded)
EXPOSURE: Final = Lack(
    reason="the scheme shows nobody in public", lacking=lambda run: not run.scheme.treating(SHOWING)
)
INVESTIGATIONS: Final = Lack(
    reason="the scheme investigates nobody", lacking=lambda run: not run.scheme.treating(INVESTIGATING)
)
DELAYS: Final = Lack(
    reason="the scheme delays no need", lacking=lambda run: not run.scheme.treating(DELAYING)
)
PRIORITY: Final = Lack(
    reason="the scheme puts no need first", lacking=lambda run: not run.scheme.treating(PREFERRING)
)
PROVIDERS: Final = Lack(
    reason="fewer than two providers score on the last day",
    lacking=lambda run: run.scheme.providers_on(run.evidence.days - 1) < FEWEST_PROVIDERS,
)
PROVIDERS_TABLE: Final = Lack(
    reason="this run kept no table of providers", lacking=lambda run: run.evidence.providers is None
)
POPULATION: Final = Lack(
    reason="the scheme scores everybody", lacking=lambda run: not run.has_column("scored")
)
JOBS: Final = Lack(
    reason="nothing in this society's life ends a job", lacking=lambda run: not job_losses(run)
)
