"""Files as a browser asks for them: of the library, changed, switched off, and no path of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit import api
from demerit.errors import FileInvalid, WrongUse
from demerit.schemes.loading import load_scheme
from demerit.web.asked import Pair, Spec
from demerit.web.files import Shelf, find_shipped, without

SCHEME = "brackwater-standing"


def spec(**asked: object) -> Spec:
    """A small world."""
    return Spec.model_validate(
        {"scheme": SCHEME, "society": "brackwater", "people": 1_200, "days": 60} | asked
    )


def test_changes_are_those_of_the_api() -> None:
    """Changes of all three files make the documents that the API makes of them, to the byte."""
    sets = ("conducts.jaywalking.points=0", "behaviour.aware=0.5", "society.ties.friends.mean=5")
    found = Shelf().files(spec(sets=sets))
    assert api.scheme(SCHEME, [sets[0]]).sha256 == found.scheme.sha256
    assert api.behaviour("everyday", ["aware=0.5"]).model == found.behaviour.model
    assert api.society("brackwater", ["ties.friends.mean=5"]).document.model == found.society.model


def test_what_was_read_is_kept() -> None:
    """The same change is read once."""
    shelf = Shelf()
    one, other = (shelf.files(spec(sets=("conducts.jaywalking.points=0",))) for _ in range(2))
    assert one.scheme is other.scheme
    assert one.society is other.society


def test_a_conduct_that_is_off_is_worth_nothing() -> None:
    """It scores no points and sets no band; it stays in the file, as life has it all the same."""
    found = Shelf().files(spec(off=("conducts.jaywalking",))).scheme.model
    (conduct,) = [each for each in found.conducts if each.id == "jaywalking"]
    assert (0, None) == (conduct.points, conduct.to_band)


def test_a_treatment_that_is_off_is_gone() -> None:
    """Of the treatments only the one goes."""
    before = load_scheme(SCHEME).model.treatments
    found = Shelf().files(spec(off=(f"treatments.{before[0].id}",))).scheme.model.treatments
    assert [each.id for each in before[1:]] == [each.id for each in found]


def test_a_channel_that_is_off_sees_and_cries_nothing() -> None:
    """It detects nothing and raises no alarm."""
    found = Shelf().files(spec(off=("channels.street-camera",))).scheme.model
    (channel,) = [each for each in found.channels if each.id == "street-camera"]
    assert (0, None) == (channel.detects, channel.alarms)


@pytest.mark.parametrize("rule", ["conducts.jaywaking", "bands.low", "redress.mercy", "rule", "treatments."])
def test_a_rule_that_is_none_is_refused(rule: str) -> None:
    """What cannot be switched off is named, with what can."""
    with pytest.raises(WrongUse, match=r"rule|list"):
        Shelf().files(spec(off=(rule,)))


@pytest.mark.parametrize("scheme", ["as-described", "as-documented", "welfare-fraud-flag", "company-credit"])
def test_every_rule_may_be_switched_off(scheme: str) -> None:
    """Each rule of a scheme can go alone and all can go together, and what is left is a sound scheme."""
    model = load_scheme(scheme).model
    rules = [f"conducts.{each.id}" for each in model.conducts]
    rules += [f"channels.{each.id}" for each in model.channels]
    rules += [f"influence.{each.ties}" for each in model.influence]
    rules += [f"redress.{name}" for name in ("notice", "appeal", "repair", "lapse")]
    rules += [f"treatments.{each.id}" for each in model.treatments]
    document = load_scheme(scheme)
    for rule in rules[:: len(rules) // 5]:
        assert without(document, [rule]).model.id == scheme
    off = without(document, rules).model
    numbers = [*(each.points for each in off.conducts), *(each.detects for each in off.channels)]
    numbers += [each.share for each in off.influence]
    assert ([0] * len(numbers), ()) == (numbers, off.treatments)
    assert without(document, rules).model == without(without(document, rules[:4]), rules[4:]).model


def test_a_text_is_checked_as_a_file_is() -> None:
    """Text from the page goes through the same checks, and its problems have lines."""
    text = load_scheme(SCHEME).text
    assert load_scheme(SCHEME).model == Shelf().files(spec(scheme=None, text=text)).scheme.model
    with pytest.raises(FileInvalid, match=r"the scheme:\d+:\d+"):
        Shelf().files(spec(scheme=None, text=text.replace("kind: camera", "kind: cameraa")))


def test_names_are_looked_up_in_the_library_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that lies where the server was started is not read, whatever it is called."""
    (tmp_path / "mine").write_text("secret", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text("secret", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileInvalid, match="no scheme of the library"):
        find_shipped("mine", "scheme")
    assert "as-described.yaml" == find_shipped("as-described", "scheme").name


def test_the_floors_hold_for_text_from_the_page() -> None:
    """A rule about a few people, sent as text, is refused as it is everywhere else."""
    text = load_scheme(SCHEME).text.replace(
        "detects: {value: 0.1, assumed: true, range: [0.02, 0.5]}",
        "detects: {by: age, values: {18: 0.1, 93: 0.9}}",
    )
    assert text != load_scheme(SCHEME).text
    shelf = Shelf()
    with pytest.raises(FileInvalid, match="expected at least"):
        shelf.job(spec(scheme=None, text=text, people=400))


def test_two_schemes_share_society_and_size() -> None:
    """The first of a pair says where both are lived; changes are each one's own."""
    pair = Pair(a=spec(), b=spec(people=2_000, sets=("conducts.jaywalking.points=0",)))
    one, other = Shelf().jobs(pair)
    assert (1_200, 1_200) == (one.people, other.people)
    assert one.life == other.life
    assert one.scheme.model != other.scheme.model


def test_a_rule_does_not_change_who_lives_there() -> None:
    """People are worked out once for all rules; for another society, number or seed they are others."""
    shelf = Shelf()
    first = shelf.job(spec()).recipe
    assert first is shelf.job(spec(sets=("conducts.jaywalking.points=0",))).recipe
    others = [spec(sets=("society.ties.friends.mean=5",)), spec(people=1_400), spec(seed=2)]
    for other in others:
        assert first is not (found := shelf.job(other)).recipe
        assert (other.people, other.seed) == (found.recipe.people, found.recipe.seed)
