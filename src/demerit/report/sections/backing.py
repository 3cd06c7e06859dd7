"""What the numbers stand on: assumptions, disputed claims, limits, how it was computed, words, all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from demerit.findings.catalogue import words_of
from demerit.findings.wording import is_finite, missing, plain
from demerit.formats.values import every_number
from demerit.report.folder import nested
from demerit.report.life.story import main_kind
from demerit.report.markup import Child, folded, table, tag
from demerit.report.put_in import PUT_IN, mark
from demerit.report.second import drawn, draws
from demerit.report.sections.harms import NO_GAP, excludes_one
from demerit.report.sections.section import Section, sentence
from demerit.report.words import amount, interval, listed, many
from demerit.schemes.model import Prior
from demerit.schemes.treatments import INVESTIGATING, SHOWING

if TYPE_CHECKING:
    from collections.abc import Collection

    from demerit.formats.assumptions import Assumption
    from demerit.report.folder import RunFolder
    from demerit.schemes.treatments import Effect

NO_NUMBERS = 99
"""The column from which cells are numbers, for a table that has none."""
GLOSSARY = (
    ("subject", "whoever is scored; here a person who exists only in the computer"),
    ("record", "an entry against a subject: right, somebody else's act (misnamed), or nobody's act (alarm)"),
    ("wrong record", "a record for something that its subject did not do"),
    ("points, score", "what a record is worth, and their running sum"),
    ("band", "what a score puts a subject in, and what decides how it is treated"),
    ("refusal", "a service asked for in life and denied because of the subject's band"),
    (
        "would not have happened but for",
        "the subject's ledger is played again without those records; the service would have been granted",
    ),
    (
        "withheld",
        "an act of speech, belief or protest that life would have brought and the threat of points took",
    ),
    (
        "unrelated",
        "conduct in a part of life that has nothing to do with the service, by a published table of pairs",
    ),
    (
        "hardship",
        "a number that refusals or being shown in public raise, and time lowers; it presses on conduct",
    ),
    ("per 1,000 person-years", "how many times in a year among 1,000 people"),
    (
        "95 % range",
        (
            "a 95 % confidence interval, from how the districts of this run differ: chance only. Of 100 such "
            "runs with other seeds, the ranges of 95 hold the value that the model itself has; the value of "
            "another run lies outside more often than that"
        ),
    ),
    (PUT_IN, "what the scheme's file states and the run only gives back, such as how often an alarm rings"),
    ("district", "people who live side by side; all ties lie within it"),
)


def _ranges_are(run: RunFolder) -> str:
    """What ranges beside numbers hold, and what not."""
    if not draws(run):
        return (
            "Ranges beside numbers are chance only; the doubt about assumed numbers comes on top of it, as "
            "assumed ranges were not drawn (--assumed 0)."
        )
    failed = len(drawn(run).get("failed", ()))
    lost = f", of which {failed:,} could not be lived" if failed else ""
    return (
        f"Where two ranges are given, the first is chance only, the second holds 95 % of {draws(run):,} "
        f"draws of all assumed numbers within their ranges{lost}; a range alone is chance only."
    )


def built_on(run: RunFolder) -> Section:
    """Every assumed number with its range, in a table."""
    body: list[Child] = [
        sentence(
            f"{many(len(run.assumed), 'number is', 'numbers are')} assumed: no published figure was found. "
            f"{_ranges_are(run)}"
        )
    ]
    if run.options.get("frozen_behaviour"):
        body.append(sentence("In this run people do not respond to the scheme: behaviour was frozen."))
    rows = [
        (item.path, name, written(item.value), _range(item), item.note or "") for name, item in run.assumed
    ]
    if rows:
        head = ("number", "file", "value", "range", "note")
        numbers = table("Assumed numbers", head, rows, numbers_from=NO_NUMBERS)
        body.append(folded(f"All that is assumed: {many(len(rows), 'number')}", numbers))
    return Section(anchor="assumptions", question="What is assumed?", body=tuple(body))


def written(value: object) -> str:
    """A value of a file as read: numbers plain, pairs 'from … to …', columns 'by age: 18: 0.2, …'."""
    table_ = nested(value)
    if "by" in table_:
        cells = nested(table_.get("values"))
        return f"by {table_['by']}: " + ", ".join(f"{key}: {written(cell)}" for key, cell in cells.items())
    if "value" in table_:
        return written(table_["value"])
    if isinstance(value, list | tuple):
        return " to ".join(written(part) for part in cast("list[Any]", value))
    return plain(value, 6) if is_finite(value) else "the entry as a whole" if value is None else str(value)


def _range(item: Assumption) -> str:
    """The range that studies vary an assumption in."""
    return "none stated" if item.range is None else " to ".join(plain(end, 6) for end in item.range)


def disputed(run: RunFolder) -> Section:
    """The points that published sources contradict, as the scheme's file lists them."""
    points, title = run.scheme.model.disputed, run.scheme.model.title
    if points:
        text = f"“{title}” is how one source describes such a scheme. Published sources contradict it"
        if run.scheme.model.status != "described":
            text = f"Published sources contradict what is said of schemes like “{title}”"
        body: tuple[Child, ...] = (
            sentence(f"{text} on {'this point' if len(points) == 1 else 'these points'}:"),
            tag("ol", [tag("li", point) for point in points], class_="disputed"),
        )
    else:
        body = (sentence("The scheme's file lists no point that published sources contradict."),)
    return Section(anchor="disputed", question="What do published sources dispute?", body=body)


def limits(run: RunFolder) -> Section:
    """What this run cannot tell; each limit only where it holds."""
    body = (tag("ul", [tag("li", limit) for limit in limits_of(run)]),)
    return Section(anchor="limits", question="What can this not tell?", body=body)


def limits_of(run: RunFolder) -> list[str]:
    """The limits that this run's files and options set, in sentences."""
    scheme, society = run.scheme.model, run.society.model
    coupled = any(isinstance(channel.allocation, Prior) for channel in scheme.channels)
    spreads = "only patrols couple districts" if coupled else "nothing spreads between districts"
    limits = [
        f"{cohort(run)}, so nothing is said of a state beyond five years.",
        f"Friends, households and mistaken names all lie within a district; {spreads}.",
        _ranges_are(run),
        "It shows what these rules do in this society; it says nothing on the law and gives no overall mark.",
    ]
    if run.assumed:
        often = "How often things happen, and how people answer to rewards and threats, is partly assumed."
        limits.insert(2, often)
    limits += [limit for limit in (_shown(run), _investigated(run)) if limit]
    if society.error_tables:
        limits.append("Groups are classes of the error tables, not descriptions of real communities.")
    return limits


def cohort(run: RunFolder) -> str:
    """Who comes and goes in this society: nobody, or newcomers in others' places."""
    if max(every_number(run.society.model.turnover), default=0.0) > 0:
        return "Nobody is born or ages; some are replaced by newcomers"
    return "Nobody is born, ages or dies"


def _shown(run: RunFolder) -> str:
    """What being shown in public does in this run's model, and what not; '' where nobody can be."""
    behaviour = run.behaviour.model
    if not _has(run, SHOWING):
        return ""
    cuts = max(every_number(behaviour.friends.cut_when_exposed), default=0.0) > 0
    hurts = max(every_number(behaviour.hardship.exposure), default=0.0) > 0
    does = [*(["raises hardship"] if hurts else []), *(["cuts friendships"] if cuts else [])]
    text = f"Being shown in public {listed(does)} here" if does else "Being shown in public does nothing here"
    return f"{text}; what employers and strangers then do is not modelled."


def _investigated(run: RunFolder) -> str:
    """What coming under investigation does in the model, and what not; '' where nobody can."""
    if not _has(run, INVESTIGATING):
        return ""
    return (
        "Coming under investigation does here what being shown in public once does, for want of a figure "
        "of its own; what is found by it is not modelled."
    )


def _has(run: RunFolder, effects: Collection[Effect]) -> bool:
    """Whether the subjects that the run is mainly about can meet one of these effects."""
    rules, kind = run.scheme.model.treatments, main_kind(run.scheme.model)
    return any(rule.effect in effects and rule.subject == kind for rule in rules)


def computed(run: RunFolder) -> Section:
    """Seed, versions, hashes, and the command that gives the same contents again."""
    manifest, options = run.manifest, run.options
    inputs = dict(manifest.get("inputs") or {})
    rows: list[tuple[str, str]] = [
        ("run", run.hash),
        ("demerit", str(manifest.get("demerit", "unknown"))),
        ("seed", str(manifest.get("seed", "unknown"))),
        ("people, days", f"{run.people:,}, {run.days:,}"),
        ("districts", f"{manifest.get('districts', 'unknown')}"),
        ("rules changed", ", ".join(map(str, options.get("sets") or [])) or "none"),
    ]
    for name in ("scheme", "society", "behaviour"):
        held = nested(inputs.get(name))
        rows.append((name, f"{held.get('id', 'unknown')}, SHA-256 {held.get('sha256', 'unknown')}"))
    rows += [(name, str(version)) for name, version in dict(manifest.get("versions") or {}).items()]
    body = (
        sentence(
            "Every draw of luck has an address: the same files and seed give the same contents anywhere:"
        ),
        tag("pre", tag("code", "demerit rerun manifest.json")),
        table("How this run was made", ("", "value"), rows, numbers_from=NO_NUMBERS),
    )
    return Section(anchor="computed", question="How was this computed?", body=body)


def words() -> Section:
    """The words of this page."""
    entries = [(tag("dt", word), tag("dd", meaning)) for word, meaning in GLOSSARY]
    return Section(anchor="words", question="What do the words mean?", body=(tag("dl", entries),))


def everything(run: RunFolder) -> Section:
    """Every finding with value, interval, unit and definition; those without a value with the reason."""
    rows: list[tuple[Child, ...]] = []
    none = "not known" if draws(run) else "not drawn"
    for name, f in run.findings.items():
        if is_finite(f.value):
            shown = not name.startswith("group.gap.") or excludes_one({"low": f.low, "high": f.high})
            value = f"{amount(f.value, f.unit) if shown else NO_GAP}{mark(run, name)}"
            extent = interval(f.low, f.high, f.unit)
            further = interval(f.assumed_low, f.assumed_high, f.unit) if is_finite(f.assumed_low) else none
            further = value if f.assumed_low is not None and f.assumed_low == f.assumed_high else further
        elif nested(f.value):
            value, extent, further = f"a table of {many(len(nested(f.value)), 'row')}", "see the section", ""
        else:
            value, extent, further = f"not measurable here, because {missing(f)}", "", ""
        rows.append(
            (
                name,
                value,
                extent,
                further,
                words_of(name, run.called).phrase(),
                f.unit,
                f.definition,
                plain(f.events),
            )
        )
    head = (
        "finding",
        "value",
        "95 % by chance",
        "if assumptions err",
        "in words",
        "unit",
        "definition",
        "events",
    )
    inner = table("All findings", head, rows, numbers_from=NO_NUMBERS)
    body = (
        sentence(f"All {len(rows):,} findings with unit, ranges and definition. {_ranges_are(run)}"),
        folded("All findings", inner),
    )
    return Section(anchor="findings", question="Where are all the numbers?", body=body)
