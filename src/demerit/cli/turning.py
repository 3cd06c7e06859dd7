"""`demerit study` where it asks what an answer turns on: claims, what facts rule out, least changes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from demerit.cli.lines import columns, command, shell, table, wrapped
from demerit.cli.next_steps import LABEL, labelled, options
from demerit.cli.say import say, say_json
from demerit.errors import WrongUse
from demerit.formats.sets import shared
from demerit.luck.ahead import usable_cores
from demerit.report.turning.claims import NOISY, box_words, claims_body, held_words, lead, run_words
from demerit.report.turning.least import ONLY, answer, ceiling_rows, change_rows, least_body
from demerit.report.turning.match import (
    NUMBER_HEAD,
    fact_rows,
    held_out_words,
    match_body,
    number_rows,
    verdict,
    what_is_left,
)
from demerit.report.turning.page import page
from demerit.runs.folder import alone_in, atomic_write, write_json
from demerit.study.cluster import crew_of
from demerit.study.ensemble.ranges import FOR_A_CLAIM
from demerit.study.holding import job_of
from demerit.study.plan import Options
from demerit.study.turning.holds import DRAWS, Claims, hold_claims
from demerit.study.turning.least import Least, least_change, read_ceilings
from demerit.study.turning.match import PEOPLE, Matched, match
from demerit.study.turning.matters import matters


def claim_lines(claims: Claims) -> list[str]:
    """What was drawn; then each claim, how often it holds, and where it fails."""
    lines = wrapped(lead(claims))
    for held in claims.held:
        lines += ["", held.claim.text[: columns()], *wrapped(f"  {held_words(held)}", 2)]
        lines += wrapped(f"  {box_words(claims, held)}", 2)
        lines += wrapped(f"  {run_words(claims, held)}", 2)
        lines += wrapped(f"  {NOISY}", 2) if held.noisy else []
    return lines


def match_lines(matched: Matched) -> list[str]:
    """What is left, which ranges narrow, and how each fact fares."""
    lines = [*wrapped(what_is_left(matched)), "", *wrapped(verdict(matched))]
    numbers = number_rows(matched)
    lines += table(numbers, heads=NUMBER_HEAD, whole=(1, 2), end=columns()) if numbers else []
    held = held_out_words(matched)
    lines += ["", *wrapped(held)] if held else []
    for name, published, before, after, early, late in fact_rows(matched):
        lines += ["", *wrapped(f"{name}: published {published}", 2)]
        lines += wrapped(f"  before {before}, plausible in {early}; after {after}, in {late}", 2)
    for name, why in matched.aside.items():
        lines += wrapped(f"left aside: {name}, as {why}", 2)
    return lines


def least_lines(least: Least) -> list[str]:
    """What came of the search, the ceilings, and each rule changed at its line."""
    lines = wrapped(answer(least))
    for ceiling, before, after in ceiling_rows(least):
        lines += ["", ceiling, *wrapped(f"  before {before}, after {after}", 2)]
    for rule, line, words, before, after in change_rows(least):
        where = "" if line == "-" else f" (line {line})"
        lines += ["", *wrapped(f"{rule}{where}: {words}", 2)]
        lines += [*wrapped(f"  - {before}", 4), *wrapped(f"  + {after}", 4)]
    return [*lines, "", *wrapped(ONLY)]


@dataclass(frozen=True, kw_only=True)
class TurningStudy:
    """A study as asked for on the command line."""

    schemes: tuple[str, ...]
    claims: tuple[str, ...]
    matches: tuple[str, ...]
    hold_out: tuple[str, ...]
    ceilings: tuple[str, ...]
    draws: int | None
    discrepancy: float
    society: str | None
    behaviour: str | None
    people: int | None
    days: int | None
    seed: int | None
    sets: tuple[str, ...]
    workers: int | None
    cluster: str | None
    folder: Path
    style: str

    @property
    def options(self) -> Options:
        """The options of its runs."""
        asked = {"people": self.people, "days": self.days, "seed": self.seed, "workers": self.workers}
        return Options(assumed=0).but(**asked)

    @property
    def typed(self) -> list[str]:
        """What was asked for beside the schemes, as a run takes it; changes of a scheme are in its file."""
        names = ("society", "behaviour", "people", "days", "seed")
        return options({name: getattr(self, name) for name in names}, shared(self.sets))


def tell(
    study: TurningStudy, stem: str, found: Claims | Matched | Least, told: str, lines: Sequence[str]
) -> None:
    """Write into a study's folder what was found, its page, and the changed scheme, if any; and print it."""
    file, shown, changed = (study.folder / f"{stem}.{ending}" for ending in ("json", "html", "yaml"))
    content, weakened = found.as_json(), found.weakened if isinstance(found, Least) else None
    write_json(file, content)
    if weakened is not None:
        atomic_write(changed, weakened.text)
    atomic_write(shown, told)
    if study.style == "json":
        say_json(content)
        return
    say(*lines, "", labelled("Open", shell(shown)))
    if weakened is not None:
        say(*command("Run it", ["demerit run", shell(changed), *study.typed], LABEL))
    say(labelled("Everything", shell(file)))


def turn(study: TurningStudy) -> None:
    """Answer a study's one question. Raises `WrongUse` for what cannot be asked, `FileInvalid` for a file."""
    from demerit import api
    from demerit.cli.progress import progress_bar

    draws = DRAWS if study.draws is None else study.draws
    if draws < FOR_A_CLAIM:
        raise WrongUse(f"--draws {draws}: expected {FOR_A_CLAIM} or more")
    if not (math.isfinite(study.discrepancy) and study.discrepancy >= 0):
        raise WrongUse(f"--discrepancy {study.discrepancy}: expected a share of the fact, 0 or more")
    facts, aside = matters(study.matches, study.hold_out) if study.matches else ([], {})
    ceilings = read_ceilings(study.ceilings)
    jobs = (
        api.jobs_for(study.schemes, study.society, study.behaviour, study.options, study.sets)
        if study.schemes
        else []
    )
    several = study.workers or usable_cores()
    with (
        crew_of(study.cluster, several) as (workers, crew),
        alone_in(study.folder),
        progress_bar() as on_progress,
    ):
        jobs = [replace(job, workers=workers, crew=crew) for job in jobs]
        if facts:
            matched = match(
                facts, draws=draws, people=study.people or PEOPLE, discrepancy=study.discrepancy,
                workers=workers, crew=crew, folder=study.folder, aside=aside,
                on_progress=partial(on_progress, "facts"),
            )  # fmt: skip
            jobs = [job_of(file) for file in {fact.file.model.id: fact.file for fact in facts}.values()]
            told = page(jobs, "What do facts rule out?", match_body(matched))
            tell(study, "match", matched, told, match_lines(matched))
        elif study.ceilings:
            counted = partial(on_progress, "changes")
            least = least_change(jobs[0], ceilings, folder=study.folder, on_progress=counted)
            told = page(jobs, "What is the least change?", least_body(least))
            tell(study, "least", least, told, least_lines(least))
        else:
            counted = partial(on_progress, "claims")
            held = hold_claims(jobs, study.claims, draws=draws, folder=study.folder, on_progress=counted)
            told = page(jobs, "Where does it turn?", claims_body(held))
            tell(study, "claims", held, told, claim_lines(held))
