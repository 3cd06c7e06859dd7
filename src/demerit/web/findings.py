"""Findings as the page says them: the numbers of `findings.json`, with the words that findings own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demerit.findings.catalogue import in_headline, words_of
from demerit.findings.finding import Finding
from demerit.findings.wording import (
    PEOPLE,
    Words,
    ends_of,
    few,
    is_finite,
    missing,
    plain,
)
from demerit.report.folder import PERSON, RunFolder
from demerit.report.life.story import main_kind
from demerit.report.natural import natural
from demerit.report.second import if_they_err
from demerit.report.words import status_line, years
from demerit.schemes.model import Scheme
from demerit.study.ensemble.assumed import Drawn

KIND = "<kind>"


def card(scheme: Scheme) -> dict[str, Any]:
    """What is said beside every result: what it is not, and which points of it are disputed."""
    mark, text = status_line(scheme.status, scheme.disputed, scheme.years)
    return {"mark": mark, "text": text, "disputed": list(scheme.disputed)}


def title_of(run: RunFolder) -> str:
    """'as-described on china-2020 · 20,000 synthetic people · 5 years · seed 1'."""
    names = f"{run.scheme.model.id} on {run.society.model.id}"
    return f"{names} · {run.people:,} synthetic people · {years(run.days)} · seed {run.manifest['seed']}"


def findings_told(run: RunFolder) -> dict[str, Any]:
    """Every finding by its id: as its file has it, and in words."""
    return {
        name: {**finding.as_json(), **finding_words(run, name, finding)}
        for name, finding in run.findings.items()
    }


def finding_words(run: RunFolder, name: str, finding: Finding) -> dict[str, Any]:
    """A finding's words: label, count, what it counts, and the whole sentence; nulls where no number is."""
    words = words_of(name, run.called)
    fields: dict[str, Any] = {
        "label": words.label, "section": words.section, "rank": words.headline, "caveat": words.caveat,
        "of": words.of, "among": None, "count": None, "text": words.what[1], "ranges": "", "few": False,
        "sentence": None, "change": words.change,
    }  # fmt: skip
    if not is_finite(finding.value):
        return {**fields, "missing": missing(finding) if finding.value is None else None}
    if not words.of or words.change:
        count = plain(finding.value)
        text = words.verb(count)
        return {
            **fields,
            "count": count,
            "text": text,
            "ranges": ends_of(finding),
            "sentence": f"{count} {text}." if not words.change else None,
        }
    return {**fields, **_share(run, name, finding, words)}


def _share(run: RunFolder, name: str, finding: Finding, words: Words) -> dict[str, Any]:
    """A share as a count among a thousand or a hundred, or among all there were where they are few."""
    counted = natural(run, name, words.of)
    if counted is None:
        return {}
    among, text = words.among(counted.of), words.verb(counted.count, counted.of)
    return {
        "of": counted.of, "among": among, "count": counted.count, "text": text, "ranges": counted.ends or "",
        "few": few(finding), "sentence": f"{among}, {counted.count} {text}.",
    }  # fmt: skip


def headline(run: RunFolder) -> list[dict[str, Any]]:
    """What a run did to people, in the order of the terminal's headline, by whom it is said of."""
    kind = main_kind(run.scheme.model)
    groups: dict[str, dict[str, Any]] = {}
    for name, whom, of in _asked(kind):
        finding = run.finding(name)
        if finding is None:
            continue
        row = _row(run, name, finding)
        usual = words_of(name, run.called).among(of) if of else ""
        group = groups.setdefault(whom, {"of": of, "among": usual, "rows": []})
        group["rows"].append(row)
    return list(groups.values())


def _asked(kind: str) -> list[tuple[str, str, int]]:
    """The findings of the headline, each with whom it is said of and among how many."""
    asked: list[tuple[str, str, int]] = []
    for question in in_headline():
        words = question.said_as
        of_kind = KIND in question.id
        if of_kind != (kind != PERSON):
            continue
        name = question.id.replace(KIND, kind)
        asked.append((name, words.whom[1] if words.of else name, words.of))
    first = [entry for entry in asked if entry[1] == PEOPLE[1]]
    return [*first, *(entry for entry in asked if entry not in first)]


def _row(run: RunFolder, name: str, finding: Finding) -> dict[str, Any]:
    """A line of the headline, with the finding's own numbers."""
    fields = finding_words(run, name, finding)
    numbers = finding.as_json()
    kept = ("value", "low", "high", "assumed_low", "assumed_high", "direction", "events")
    words = ("label", "of", "among", "count", "text", "ranges", "few", "sentence")
    return {
        "id": name,
        **{key: numbers[key] for key in kept},
        **{key: fields[key] for key in words},
        "reason": numbers.get("reason") or fields.get("missing"),
    }


def ranges_told(*worlds: Drawn) -> dict[str, Any]:
    """How many draws of how many numbers the second ranges of a world, or of two, are of."""
    both = len(worlds) > 1
    numbers = {name for drawn in worlds for name in drawn.numbers}
    failed = sum(len(drawn.failed) for drawn in worlds)
    of_which = f", of which {failed:,}{' worlds' if both else ''} failed" if failed else ""
    draws, people = worlds[0].draws, worlds[0].people
    return {
        "draws": draws, "failed": failed, "numbers": len(numbers), "people": people,
        "sentence": if_they_err(len(numbers), draws, of_which, both=both),
    }  # fmt: skip


def group_table(run: RunFolder, groups: Mapping[str, int], names: Sequence[str]) -> dict[str, Any]:
    """Findings by group, with the gap between the worst-off group and the rest; `groups`: how many people."""
    titles = {name: run.title(name) for name in groups}
    rows = [row for name in names if (row := _by_group(run, name, groups)) is not None]
    return {"ids": list(groups), "titles": titles, "people": dict(groups), "rows": rows}


def _by_group(run: RunFolder, name: str, groups: Mapping[str, int]) -> dict[str, Any] | None:
    """One finding of every group; None where it is not kept by group."""
    finding = run.finding(name)
    if finding is None or not finding.groups:
        return None
    words, numbers = words_of(name, run.called), finding.as_json()
    values = {
        group: {**ends, "count": counted(ends.get("value"), words)}
        for group in groups
        if (ends := numbers["groups"].get(group)) is not None
    }
    return {
        "id": name, "label": words.label, "unit": finding.unit, "of": words.of, "text": words.what[1],
        "direction": finding.direction, "values": values, "gap": _gap(run.finding(f"group.gap.{name}")),
    }  # fmt: skip


def counted(value: Any, words: Words) -> str | None:
    """A value as a count; None where it is no number."""
    if not is_finite(value):
        return None
    return f"{value * words.of:,.0f}" if words.of and not words.change else plain(words.scaled(value))


def _gap(gap: Finding | None) -> dict[str, Any] | None:
    """How many times as often in the worst-off group as in the rest, and whether chance may be all of it."""
    if gap is None or not is_finite(gap.value):
        return None
    low, high = gap.low, gap.high
    beyond = is_finite(low) and (low > 1 or (is_finite(high) and high < 1))
    numbers = gap.as_json()
    return {
        "value": numbers["value"],
        "low": numbers["low"],
        "high": numbers["high"],
        "beyond_chance": beyond,
    }
