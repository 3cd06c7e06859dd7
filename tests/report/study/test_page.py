"""The page of a study: a card first, every picture with words and numbers, nothing fetched."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from demerit.report.study.page import LINE, render, slices_of
from demerit.study.ensemble.failing import Failed
from demerit.study.inquiry.studied import Studied
from studies import DETECTS, MISNAMES, WRONG


def test_the_page_opens_with_the_card_and_says_what_it_is_not(studied: Studied) -> None:
    """A simulation, and no search for rules that make people comply."""
    page = render(studied)
    assert page.index('class="card"') < page.index("<h1>")
    assert LINE in page
    assert not re.search(r'(?:src|href)="https?:', page)


def test_every_picture_has_words_and_numbers(studied: Studied) -> None:
    """Each drawing has a label, and each figure that draws a table."""
    page = render(studied)
    drawings = re.findall(r"<svg [^>]*>", page)
    assert drawings
    assert all('role="img"' in each and re.search(r'aria-label="[^"]+"', each) for each in drawings)
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert all("<table" in each for each in figures if "<svg" in each)
    assert WRONG in page


def test_an_effect_is_drawn_at_each_value(studied: Studied) -> None:
    """Two values are two slices; many are parts of equal count."""
    values = studied.last.lived.values[:, :, 0]
    assert [0.05, 0.5] == [each.at for each in slices_of(studied, values, DETECTS)]
    settings = [{MISNAMES: place / 64} for place in range(64)]
    lived = replace(studied.last.lived, settings=settings)
    many = replace(studied, stages=(replace(studied.last, lived=lived),))
    assert [8] * 8 == [each.count for each in slices_of(many, np.arange(64.0)[:, None], MISNAMES)]


def test_failed_worlds_are_listed_and_words_escaped(studied: Studied) -> None:
    """A failure's words cannot become markup."""
    lived = replace(studied.last.lived, failed=Failed(failures=("world 1: <b>no</b>",)))
    page = render(replace(studied, stages=(replace(studied.last, lived=lived),)))
    assert "1 of 4 worlds failed" in page
    assert "&lt;b&gt;no" in page
