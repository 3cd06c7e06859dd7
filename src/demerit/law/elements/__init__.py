"""The elements of clauses, one small test each: what a scheme file shows, negates, or leaves open."""

from __future__ import annotations

from demerit.law.elements import biometrics, fields, processing, scope, scoring, touched, uses
from demerit.law.elements.element import ELEMENTS

__all__ = ["ELEMENTS", "biometrics", "fields", "processing", "scope", "scoring", "touched", "uses"]
