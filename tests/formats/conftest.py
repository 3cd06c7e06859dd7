"""A small valid scheme, and the words for what is wrong with others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demerit.formats.problems import Problem
from demerit.formats.reading import Document
from demerit.schemes.loading import scheme_from_text
from demerit.schemes.model import Scheme
from refused import problems_in

SMALL = """\
format: demerit/scheme/1
id: small
title: A small scheme
sources:
  ordinance: {title: An ordinance}
score: {start: 1000, min: 600, max: 1300}
bands:
  - {id: barred, from: 600, weight: 1.0}
  - {id: ordinary, from: 960}   # where everybody starts
channels:
  - id: street-camera
    kind: camera
    detects: {value: 0.12, assumed: true, range: [0.05, 0.3]}
conducts:
  - {id: jaywalking, subject: person, family: traffic, context: traffic, points: [-3, -2], channels: [street-camera]}
  - id: rumours
    subject: person
    family: expression
    context: speech
    points: -20
    assumed: true
    range: [-50, -5]
treatments:
  - {id: no-train, subject: person, context: transport, bands: [barred], effect: denial, need: rail-journey}
"""  # noqa: E501


@pytest.fixture
def small_text() -> str:
    """The text of a small valid scheme."""
    return SMALL


@pytest.fixture
def small() -> Document[Scheme]:
    """A small valid scheme."""
    return scheme_from_text(SMALL, "small.yaml")


@pytest.fixture
def problems_of() -> Callable[[str], tuple[Problem, ...]]:
    """The problems of a scheme's text; none for a valid one."""
    return lambda text: problems_in(lambda: scheme_from_text(text, "small.yaml"))
