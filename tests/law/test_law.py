"""The law's texts as shipped."""

from __future__ import annotations

from demerit.law import law


def test_white_space_is_one_space() -> None:
    """Line ends and runs of spaces count as one space, words and signs as they are."""
    assert "in accordance with Article 89(1) , not" == law.plain(
        " in accordance with  \nArticle 89(1)\n , not"
    )


def test_articles_are_found_by_number() -> None:
    """Each file gives the article that its number names, the Charter its titles."""
    assert "The following AI practices shall be prohibited" in law.texts("ai_act_selected_articles.json")["5"]
    assert law.texts("iccpr_selected_articles.json")["21"].startswith("The right of peaceful assembly")
    assert "Human dignity" == law.texts("eu_charter_articles.csv")["1"]


def test_the_timeline_says_how_sure_it_is() -> None:
    """Every date has a status; what was not read in the Official Journal is second-hand."""
    assert all(row["status"] for row in law.timeline().values())
    later = [row for row in law.timeline().values() if "2026/1744" in row["instrument"]]
    assert later
    assert all(row["status"].startswith("second-hand") for row in later)
