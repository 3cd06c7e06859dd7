"""What findings know of everybody, added up from blocks of districts."""

from __future__ import annotations

from typing import Any

from demerit.findings.blocks import in_blocks
from demerit.findings.coded import Coded
from demerit.findings.whole import in_order_of, of_blocks


def test_the_whole_of_blocks_is_that_of_all_at_once(shop: Any) -> None:
    """Numbers added, ends and names taken over all; also where a block lacks a group."""
    people = [p for p in shop.crowd() if p.district % 2 or p.group == "many"]
    evidence = shop.evidence(people)
    blocks = in_blocks(evidence, 1)
    assert len(blocks) == 10
    order = [group.id for group in evidence.society.groups]
    parts = [Coded(block).part for block in blocks]
    assert {part.groups for part in parts} == {("many",), ("many", "few")}
    assert of_blocks(parts, order) == Coded(evidence).part


def test_groups_stand_as_the_society_has_them() -> None:
    """Those that its file does not name come last, by their words."""
    assert in_order_of(["many", "few", "none"], {"z", "few", "many", "a"}) == ["many", "few", "a", "z"]
