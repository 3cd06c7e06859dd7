"""No wording buys a better answer: harsher is never milder, framing changes nothing, labels are asked."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases import POSTS, RANK, Raw, audited, library, milder, posts, read, seen, statuses
from demerit.formats.vocabulary import Context, Family
from demerit.law.needs import families
from demerit.law.reach import Ladder
from demerit.schemes.loading import load_scheme
from demerit.schemes.rights import table
from made_up import Made, made

Change = Callable[[Raw], object]


# ---------------------------------------------------------------- harsher


def steeper(raw: Raw) -> None:
    """Every loss twice as large."""
    for each in raw["conducts"]:
        if isinstance(each["points"], int) and each["points"] < 0:
            each["points"] *= 2


def barred(raw: Raw) -> None:
    """One more refusal, in the lowest band."""
    band = raw["bands"][0]["id"]
    raw["treatments"].append(
        {
            "id": "no-home", "subject": "person", "context": "housing", "bands": [band], "effect": "denial",
            "need": "flat-rental",
        }
    )  # fmt: skip


def widened(raw: Raw) -> None:
    """The lowest band a little wider."""
    if isinstance(raw["bands"][1]["from"], int):
        raw["bands"][1]["from"] += 7


def everywhere(raw: Raw) -> None:
    """Whatever is refused is refused in every band."""
    for each in raw["treatments"]:
        if each["effect"] in {"denial", "wait", "exposure"}:
            each["bands"] = [band["id"] for band in raw["bands"]]


def sent(raw: Raw) -> None:
    """Every act that costs points sends to the lowest band as well."""
    for each in raw["conducts"]:
        if isinstance(each["points"], int) and each["points"] < 0:
            each["to_band"] = {"id": raw["bands"][0]["id"], "days": 30}


def without(*keys: str) -> Change:
    """A way back dropped; without keys, all of them."""

    def change(raw: Raw) -> None:
        for key in keys:
            raw.get("redress", {}).pop(key, None)
        if not keys:
            raw.pop("redress", None)

    change.__name__ = f"without {' '.join(keys) or 'redress'}"
    return change


def unseen(raw: Raw) -> None:
    """Nobody reviews an entry."""
    for each in raw.get("channels", []):
        each.pop("review", None)


HARSHER: Final[tuple[Change, ...]] = (
    steeper, barred, widened, everywhere, sent, without("lapse"), without("appeal"), without("repair"),
    without(), unseen,
)  # fmt: skip


def with_persons(world: Made) -> Raw:
    """The made-up scheme as plain data, if it treats persons: a file that treats nobody is silent."""
    assume(any(each["subject"] == "person" for each in world.scheme["treatments"]))
    base = {"format": "demerit/scheme/1", "id": "rules", "title": "Rules"}
    return copy.deepcopy({**base, **world.scheme})


@settings(max_examples=40)
@given(made(), st.sampled_from(HARSHER))
def test_harsher_is_never_milder(world: Made, change: Change) -> None:
    """Steeper points, one more refusal, wider bands, a way back dropped: no status is lower for it."""
    before = with_persons(world)
    after = copy.deepcopy(before)
    change(after)
    assert {} == milder(before, after)


@pytest.mark.parametrize("change", HARSHER, ids=lambda each: each.__name__)
@pytest.mark.parametrize(
    "name", ["posts", "brackwater-standing", "tenant-score", "credit-file", "welfare-fraud-flag"]
)
def test_harsher_is_never_milder_in_the_library(name: str, change: Change) -> None:
    """The same for schemes that are written by hand."""
    before = posts() if name == "posts" else library(name)
    after = copy.deepcopy(before)
    change(after)
    assert {} == milder(before, after)


def test_one_strike_is_over_time() -> None:
    """An act of -120 against a running score is no milder than one of -100, nor that than one of -10."""
    steps = [posts(conducts=[{**POSTS["conducts"][0], "points": points}]) for points in (-10, -100, -120)]
    assert [{}, {}] == [milder(steps[0], steps[1]), milder(steps[1], steps[2])]


# ---------------------------------------------------------------- framing

BANDS = ("low", "plain", "high")


@st.composite
def framed(draw: st.DrawFn) -> tuple[Raw, Raw]:
    """One scheme in two words: worse for some bands, or better for all others."""
    some = draw(st.lists(st.sampled_from(BANDS), min_size=1, max_size=2, unique=True))
    others = [band for band in BANDS if band not in some]
    worse, better = draw(st.sampled_from([
        ({"effect": "price", "factor": 1.25}, {"effect": "price", "factor": 0.8}),
        ({"effect": "tax", "tax": {"share": 0.05}}, {"effect": "tax", "tax": {"share": -0.05}}),
        ({"effect": "wait", "wait": {"days": 9}}, {"effect": "priority"}),
    ]))  # fmt: skip
    need = draw(st.sampled_from(["rail-journey", "loan", "housing-application", "school-place", "gym-visit"]))
    base: dict[str, Any] = {"id": "terms", "subject": "person", "context": "travel"}
    base |= {} if worse["effect"] == "tax" else {"need": need}
    acts = draw(st.lists(st.sampled_from([-30, -5, 0, 5, 60]), min_size=1, max_size=3))
    conducts = [
        {**POSTS["conducts"][0], "id": f"post-{n}", "points": points} for n, points in enumerate(acts)
    ]
    score = {"start": draw(st.sampled_from([10, 100, 170])), "min": 0, "max": 200}

    def scheme(change: Raw, bands: Sequence[str]) -> Raw:
        return posts(conducts=conducts, score=score, treatments=[{**base, **change, "bands": [*bands]}])

    return scheme(worse, some), scheme(better, others)


@given(framed())
def test_framing_changes_no_status(pair: tuple[Raw, Raw]) -> None:
    """A price up for some or down for all others, tax or tax back, wait or priority: the same statuses."""
    worse, better = pair
    reached = {band for band in BANDS if Ladder(read(worse).model).reached(band)}
    some = set(worse["treatments"][0]["bands"])
    assume(reached & some and reached - some)  # where only one of the two is ever met, lives differ, too
    assert statuses(worse) == statuses(better)


# ---------------------------------------------------------------- labels

SCHEMES = ("as-described", "tenant-score", "zhima-like")
KNOWN = [
    (name, conduct.id)
    for name in SCHEMES
    for conduct in load_scheme(name).model.conducts
    if families().get(conduct.id) in {"expression", "belief", "praise"}
]


@cache
def before(name: str) -> dict[str, str]:
    """The statuses of a library scheme as it ships."""
    return statuses(load_scheme(name))


def relabel(raw: Raw, name: str, labels: Raw) -> None:
    """Other labels on an act, and on where its data were generated."""
    next(each for each in raw["conducts"] if each["id"] == name).update({**labels, "rights": []})
    for each in raw.get("data", []):
        if name in each.get("conducts", []):
            each["generated_in"] = labels["context"]


@settings(max_examples=15)
@given(
    st.sampled_from(KNOWN), st.sampled_from(get_args(Context)), st.sampled_from(get_args(Family)),
    st.sampled_from([None, "general-law"]),
)  # fmt: skip
def test_a_label_is_asked_about(where: tuple[str, str], context: str, family: str, law: str | None) -> None:
    """An act of speech or belief under any other labels: asked about, and no status is lower for it."""
    scheme, act = where
    labels = {"context": context, "family": family} | (
        {} if law is None else {"unlawful_under": law, "lawful": False}
    )
    raw = library(scheme, lambda each: relabel(each, act, labels))
    now = statuses(raw)
    old = before(scheme)
    assert [] == [name for name in old if RANK[now[name]] < RANK[old[name]]]


@pytest.mark.parametrize("name", ["antigovernment-post", "disfavoured-religion"])
def test_one_act_alone_under_other_labels(name: str) -> None:
    """A scheme of that one act, called travel throughout: indicated as before, with the question.

    Whether speech is politics alone is asked: the catalogue has families, and none says politics.
    """
    assert families()[name] in table().implies
    labels = {"id": name, "family": "leisure", "context": "travel", "lawful": True}
    data = [
        {"id": "tickets", "generated_in": "travel", "about": "conduct", "special": [], "conducts": [name]}
    ]
    honest = {"family": families()[name], "context": "politics" if "post" in name else "religion"}
    source = [{**data[0], "generated_in": honest["context"]}]
    as_it_is = posts(conducts=[{**POSTS["conducts"][0], **labels, **honest}], data=source)
    raw = posts(conducts=[{**POSTS["conducts"][0], **labels}], data=data)
    lower = milder(as_it_is, raw)
    assert set(lower) <= ({"iccpr:25", "gdpr:9", "gdpr:22(4)"} if "post" in name else set())
    assert {"needs-facts"} >= {now for _, now in lower.values()}
    found = audited(raw)
    for clause in ("ai-act:5(1)(c)(i)", "ai-act:5(1)(c)(ii)", "iccpr:19" if "post" in name else "iccpr:18"):
        assert "indicated" == found.clause(clause).status
        assert f"'{name}' is" in found.clause(clause).reason
        assert "by the file: which is it?" in found.clause(clause).reason


def test_rights_left_out_change_nothing() -> None:
    """A file that forgets `rights` is judged as one that names them."""
    for name in SCHEMES:
        bare = library(name, lambda raw: [each.pop("rights", None) for each in raw["conducts"]])
        old, new = before(name), statuses(bare)
        assert old["ai-act:5(1)(c)(ii)"] == new["ai-act:5(1)(c)(ii)"]
        assert old["iccpr:19"] == new["iccpr:19"]


def test_what_assumes_says_of_a_need_is_told() -> None:
    """A need of the catalogue in another context by `assumes`: the catalogue holds, and it is said."""
    assumes = {"needs": {"rail-journey": {"context": "speech", "per_year": 1}}}
    raw = posts(assumes=assumes)
    assert statuses(posts()) == statuses(raw)
    late = {**POSTS["conducts"][0], "id": "late", "family": "compliance", "context": "travel"}
    data = [{"id": "tickets", "generated_in": "travel", "conducts": ["late"]}]
    told = seen("unrelated", posts(assumes=assumes, conducts=[late], data=data))
    assert "the catalogue in travel, which holds here" in told.reason
    assert read(raw).model.assumes.needs
