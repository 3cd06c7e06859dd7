"""A scheme's rules as the page's dials: every part with its numbers, and what may be switched off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from demerit.findings.wording import spoken
from demerit.formats.plain import is_mapping
from demerit.formats.reading import Document
from demerit.formats.values import every_number
from demerit.report.second import number_words
from demerit.schemes.model import Scheme
from demerit.schemes.rights import is_expressive
from demerit.study.assumed import assumed_in
from demerit.web.asked import Spec
from demerit.web.dials import Leaf, Sort, dial, leaves, sorts
from demerit.web.files import Files, Shelf
from demerit.web.findings import card
from demerit.web.shelf import is_worse

MOST_ASSUMED: Final = 400


@dataclass
class Maker:
    """Dials of one scheme: the file with changes made, and its numbers as they were."""

    document: Document[Scheme]
    spec: Spec
    before: Mapping[str, Any]
    sources: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def data(self) -> Any:
        """The file's plain data."""
        return self.document.sheet.tree.data

    def dials(self, part: str, raw: Any, path: str, whose: str, under: str = "") -> list[dict[str, Any]]:
        """The dials of an entry of a part, of those numbers that it has; `under` a key, those below it."""
        made: list[dict[str, Any]] = []
        known: Mapping[str, Sort] = getattr(sorts(), part)
        for key, sort in known.items():
            if under and key.partition(".")[0] != under:
                continue
            inner, provenance = held(raw, key)
            where = ".".join(filter(None, (path, key)))
            made += [
                dial(leaf, sort, whose, self.sources, self.before)
                for leaf in leaves(inner, where, provenance)
            ]
        return made

    def entries(self, part: str) -> Iterator[tuple[int, Any, str]]:
        """The entries of a list of rules, with their places and paths."""
        for place, entry in enumerate(self.data.get(part) or ()):
            name = entry.get("id")
            yield place, entry, f"{part}.{name}" if name else f"{part}[{place}]"

    def switch(self, rule: str) -> dict[str, Any]:
        """That a rule may be switched off, and whether it is."""
        return {"rule": rule, "off": rule in self.spec.off}

    def source(self, name: str | None) -> dict[str, str] | None:
        """A source by its title."""
        return None if name is None else {"id": name, "title": self.sources.get(name, name)}


def held(raw: Any, key: str) -> tuple[Any, dict[str, Any]]:
    """What an entry has under a dotted key, and what it says of itself: source, assumption, note."""
    provenance: dict[str, Any] = {}
    for step in key.split("."):
        if not is_mapping(raw):
            return None, {}
        provenance |= {name: raw[name] for name in ("source", "assumed", "range", "note") if name in raw}
        raw = raw.get(step)
    return raw, provenance


def dials_of(document: Document[Scheme]) -> dict[str, dict[str, Any]]:
    """Every number of a scheme's rules, as its file has it, as a dial by its path."""
    maker = Maker(document=document, spec=Spec(), before={})
    return {number["path"]: number for number in every_dial(rules_of(maker))}


def every_dial(rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All dials of a scheme's rules."""
    parts = ("bands", "channels", "conducts", "treatments", "influence", "redress")
    inner = [number for part in parts for entry in rules[part] for number in entry["dials"]]
    return [*inner, *rules["providers"]["dials"], *rules["score"]["dials"]]


def rules_of(maker: Maker) -> dict[str, Any]:
    """Every part of a scheme with its dials."""
    scheme, data = maker.document.model, maker.data
    firms = {"count": 1, "shared": 1.0} | dict(data.get("providers") or {})
    score = {"start": data["score"].get("start"), "min": scheme.score.min, "max": scheme.score.max}
    return {
        "score": {**score, "dials": maker.dials("score", data["score"], "score", "")},
        "bands": [
            {
                "id": band.id, "title": band.title or spoken(band.id),
                "dials": maker.dials("bands", entry, path, band.title or spoken(band.id)),
                "source": maker.source(band.source),
            }
            for (_, entry, path), band in zip(maker.entries("bands"), scheme.bands, strict=True)
        ],
        "channels": [_channel(maker, *entry) for entry in maker.entries("channels")],
        "conducts": [_conduct(maker, *entry) for entry in maker.entries("conducts")],
        "treatments": [_treatment(maker, *entry) for entry in maker.entries("treatments")],
        "influence": [_influence(maker, *entry) for entry in maker.entries("influence")],
        "redress": [_way(maker, name) for name in sorts().titles],
        "providers": {
            "count": scheme.providers.count, "shared": scheme.providers.shared,
            "dials": maker.dials("providers", firms, "providers", ""),
        },
    }  # fmt: skip


def _channel(maker: Maker, place: int, entry: Any, path: str) -> dict[str, Any]:
    """A channel."""
    channel = maker.document.model.channels[place]
    title = channel.title or spoken(channel.id)
    filled = {**entry, "review": {"share": 0.0, "catches": 0.0} | dict(entry.get("review") or {})}
    return {
        "id": channel.id, "title": title, "kind": channel.kind, "biometric": channel.biometric,
        **maker.switch(path), "dials": maker.dials("channels", {"misnames": 0.0, **filled}, path, title),
        "conducts": [rule.id for rule in maker.document.model.conducts if channel.id in rule.channels],
        "source": maker.source(channel.source),
    }  # fmt: skip


def _conduct(maker: Maker, place: int, entry: Any, path: str) -> dict[str, Any]:
    """A conduct."""
    conduct = maker.document.model.conducts[place]
    title = conduct.title or spoken(conduct.id)
    return {
        "id": conduct.id, "title": title, "subject": conduct.subject, "family": conduct.family,
        "context": conduct.context, "lawful": conduct.lawful, "expressive": is_expressive(conduct),
        "points": entry.get("points"), "assumed": conduct.assumed, "channels": list(conduct.channels),
        "rights": list(conduct.rights), "to_band": entry.get("to_band"), **maker.switch(path),
        "dials": maker.dials("conducts", entry, path, title), "source": maker.source(conduct.source),
    }  # fmt: skip


def _treatment(maker: Maker, place: int, entry: Any, path: str) -> dict[str, Any]:
    """A treatment."""
    rule = maker.document.model.treatments[place]
    title = rule.title or spoken(rule.id)
    return {
        "id": rule.id, "title": title, "subject": rule.subject, "effect": rule.effect,
        "bands": list(rule.bands), "context": rule.context, "need": rule.need, "essential": rule.essential,
        "rights": list(rule.rights), "assumed": rule.assumed, **maker.switch(path),
        "dials": maker.dials("treatments", entry, path, title), "source": maker.source(rule.source),
    }  # fmt: skip


def _influence(maker: Maker, place: int, entry: Any, path: str) -> dict[str, Any]:
    """A kind of ties whose records count."""
    ties = maker.document.model.influence[place].ties
    return {
        "ties": ties, "title": f"Records of {ties}", **maker.switch(f"influence.{ties}"),
        "dials": maker.dials("influence", entry, path, spoken(ties)),
    }  # fmt: skip


def _way(maker: Maker, name: str) -> dict[str, Any]:
    """A way back, whether the scheme has it or not."""
    held_ways: Mapping[str, Any] = maker.data.get("redress") or {}
    raw = held_ways.get(name, 0.0 if name == "notice" else None)
    return {
        "id": name, "title": sorts().titles[name], "present": raw not in (None, 0, 0.0),
        **maker.switch(f"redress.{name}"), "add": None if raw is not None else sorts().added[name],
        "dials": maker.dials("redress", {name: raw}, "redress", "", under=name),
    }  # fmt: skip


def scheme_told(shelf: Shelf, spec: Spec) -> dict[str, Any]:
    """A scheme with changes made, as data for dials; rules that are off stay in it, marked.

    Raises what its files raise.
    """
    files = shelf.files(spec)  # whole: that it is sound with everything off, too
    kept = shelf.files(spec.model_copy(update={"off": ()}))
    scheme = kept.scheme.model
    original = shelf.scheme_of(spec)
    dials = shelf.once(("dials", original.sha256), lambda: dials_of(original))
    before = {path: number["value"] for path, number in dials.items()}
    sources = {name: source.title for name, source in scheme.sources.items()}
    maker = Maker(document=kept.scheme, spec=spec, before=before, sources=sources)
    rules = rules_of(maker)
    return {
        "id": scheme.id, "title": scheme.title, "status": scheme.status, "card": card(scheme),
        "sha256": files.scheme.sha256, "kinds": sorted({rule.subject for rule in scheme.conducts}), **rules,
        "main": main_dials(rules),
        "presets": presets(scheme),
        "assumed": assumed_told(kept, sources),
    }  # fmt: skip


def main_dials(rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The dials that are shown first, group by group; ways back that a scheme lacks are not among them."""
    first = sorts().first
    absent = {way["id"] for way in rules["redress"] if not way["present"]}
    chosen = [
        number
        for number in every_dial(rules)
        if (group := number["group"]) in first and group not in absent
        if not first[group] or number["path"].rpartition(".")[2] in first[group]
    ]
    return sorted(chosen, key=lambda number: list(first).index(number["group"]))


def presets(scheme: Scheme) -> list[dict[str, Any]]:
    """Changes that are made with one click."""
    losing = [f"conducts.{conduct.id}" for conduct in scheme.conducts if _loses(conduct)]
    worse = [f"treatments.{treatment.id}" for treatment in scheme.treatments if is_worse(treatment)]
    expressive = [f"conducts.{conduct.id}" for conduct in scheme.conducts if is_expressive(conduct)]
    ties = [f"influence.{influence.ties}" for influence in scheme.influence]
    offers = [
        (
            "rewards-only",
            "Rewards only",
            "No record costs points, and nothing is refused, dear or late.",
            [*losing, *worse],
        ),
        (
            "no-speech",
            "Nothing for speech or belief",
            "Speech, belief and protest count nothing.",
            expressive,
        ),
        ("no-ties", "Nobody counts for others", "Records of friends and family count nothing.", ties),
    ]
    return [
        {"id": name, "title": title, "text": text, "sets": [], "off": off}
        for name, title, text, off in offers
        if off
    ]


def _loses(conduct: Any) -> bool:
    """Whether a record of a conduct may cost points, or sets a band."""
    return min(every_number(conduct.points)) < 0 or conduct.to_band is not None


def assumed_told(files: Files, sources: Mapping[str, str]) -> dict[str, Any]:
    """Every assumed number of the three files that a dial can turn, and how many are assumed in all."""
    assumed = assumed_in(files.scheme, files.society, files.behaviour)
    dials: list[dict[str, Any]] = []
    for name, number in assumed[:MOST_ASSUMED]:
        if name == "catalogue" or number.range is None:
            continue
        path = number.path if name == "scheme" else f"{name}.{number.path}"
        provenance = {"assumed": True, "range": list(number.range), "note": number.note}
        value = None if is_mapping(number.value) else number.value  # a table has no one place on a dial
        leaf = Leaf(path=path, keys=(), value=value, provenance=provenance)
        words = number_words(f"{name}:{number.path}")
        dials.append(dial(leaf, sorts().assumed["any"], words, sources, {}))
    return {"count": len(assumed), "dials": dials}
