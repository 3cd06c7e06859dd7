"""The law's texts as shipped."""

from __future__ import annotations

from demerit.law import law
from demerit.law.provisions import instruments


def test_white_space_is_one_space() -> None:
    """Line ends and runs of spaces count as one space, words and signs as they are."""
    assert "in accordance with Article 89(1) , not" == law.plain(
        " in accordance with  \nArticle 89(1)\n , not"
    )


def test_articles_are_found_by_number() -> None:
    """Each file gives the article that its number names, whichever way it holds them."""
    assert (
        "The following AI practices shall be prohibited"
        in law.texts("ai_act_consolidated_2026-07-27.json")["5"]
    )
    assert law.texts("iccpr_selected_articles.json")["21"].startswith("The right of peaceful assembly")
    assert law.texts("eu_charter.json")["1"].startswith("Human dignity is inviolable")


def test_the_timeline_says_how_sure_it_is() -> None:
    """Every event has a status and a source."""
    assert all(row["status"] and row["source"] for row in law.timeline().values())


def test_what_is_to_be_looked_up_depends_on_who_scores() -> None:
    """Platform work is nothing for a benefits office; where no authority is said, all is."""
    assert not any("2024/2831" in each.instrument for each in law.to_look_up("state"))
    assert any("2024/2831" in each.instrument for each in law.to_look_up("platform"))
    assert law.named() == law.to_look_up(None)


def test_what_is_named_without_text_has_no_provision() -> None:
    """Instruments whose text is not held say when they may apply; none of them is judged."""
    assert any("2024/2831" in each.instrument and "2026-12-02" in each.from_ for each in law.named())
    judged = {instrument.instrument for instrument in instruments()}
    assert not [
        each.instrument for each in law.named() if any(each.instrument[:24] in name for name in judged)
    ]
